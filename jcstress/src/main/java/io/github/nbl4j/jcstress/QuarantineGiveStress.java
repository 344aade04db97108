// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A pool in checked mode closes while its last slot is given back, by somebody who has no handle to close afterwards.
 *
 * <p>Tests that a slot that goes into quarantine while the pool closes is found: by the closer, or by its giver, who
 * looks after the exchange. Were the giver to look before it, the slot would rest where nobody comes any more, and the
 * memory would never be released.
 */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "Released once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Released never, or twice.")
@State
public class QuarantineGiveStress {
    static {
        CheckedMode.on(1);
    }

    private final Numbers pool = new Numbers(1, 0);
    private final int slot = NumbersHandle.UNCACHED.take(pool);

    @Actor
    public void closer() {
        pool.close();
    }

    @Actor
    public void giver() {
        NumbersHandle.UNCACHED.give(pool, slot);
    }

    @Arbiter
    public void books(final I_Result r) {
        r.r1 = pool.releases.get();
    }
}
