// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.NetBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two threads free the same loose NetBuffer at the same moment, in checked mode: one succeeds, the other is told.
 *
 * <p>Tests that the CAS on its life word comes before anything that the free gives back. Were it to come last, both
 * would let go of the borrowed memory, whose completion would come early or twice.
 */
@JCStressTest
@Outcome(
        id = {"1, 0, 1", "0, 1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "One freed it, the other was refused; its memory came back once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Freed twice or by nobody, or its memory came back never or twice.")
@State
public class LooseDoubleFreeStress {
    static {
        CheckedMode.on();
    }

    private static final Lists LISTS = new Lists(1, 1, 0, p -> p.netBuffers(Lists.STATES));

    private final Reclaim reclaim = new Reclaim();
    private final NetBuffer loose = LISTS.borrower(reclaim);

    @Actor
    public void one(final III_Result r) {
        r.r1 = free();
    }

    @Actor
    public void two(final III_Result r) {
        r.r2 = free();
    }

    @Arbiter
    public void books(final III_Result r) {
        r.r3 = reclaim.times();
    }

    private int free() {
        try {
            LISTS.free(loose);
            return 1;
        } catch (final IllegalStateException refused) {
            return 0;
        }
    }
}
