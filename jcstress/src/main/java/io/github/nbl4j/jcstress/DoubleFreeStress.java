// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * Two threads free the same clone at the same moment, in checked mode: one succeeds, the other is told.
 *
 * <p>Tests the CAS on the life word in {@code Slot.endLife}. Without it both could read "owned": the clone would be in
 * the pool twice and its original be reclaimed early.
 */
@JCStressTest
@Outcome(
        id = {"1, 0, 0, 1", "0, 1, 0, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "One freed it, the other was refused; the original was left once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Freed twice or by nobody.")
@State
public class DoubleFreeStress {
    static {
        CheckedMode.on();
    }

    private static final Lists LISTS = new Lists(1, 1, 0);

    private final Reclaim reclaim = new Reclaim();
    private final NetBufferList parent = LISTS.allocate(reclaim);
    private final NetBufferList child = LISTS.cloneOf(parent);

    @Actor
    public void one(final IIII_Result r) {
        r.r1 = free();
    }

    @Actor
    public void two(final IIII_Result r) {
        r.r2 = free();
    }

    @Arbiter
    public void books(final IIII_Result r) {
        r.r3 = (int) parent.childRefCount();
        LISTS.free(parent);
        r.r4 = reclaim.times();
    }

    private int free() {
        try {
            LISTS.free(child);
            return 1;
        } catch (final IllegalStateException refused) {
            return 0;
        }
    }
}
