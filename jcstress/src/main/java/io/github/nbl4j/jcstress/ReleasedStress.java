// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The last slot of a closed pool comes home while another thread asks whether the memory was released.
 *
 * <p>Tests the order in {@code SlotPool.release}: the phase is stored after the memory was given back, so who reads it
 * finds everything done that this does to stale references. Stored before, they would still lead there.
 */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "Not yet.")
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "Released, and all of it seen.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Said to be released before it was.")
@State
public class ReleasedStress {
    private final Numbers pool = new Numbers(1, 0);
    private final int slot = NumbersHandle.UNCACHED.take(pool);

    public ReleasedStress() {
        pool.contents[slot] = 1;
        pool.close();
    }

    @Actor
    public void giver() {
        NumbersHandle.UNCACHED.give(pool, slot);
    }

    @Actor
    public void user(final I_Result r) {
        r.r1 = pool.isReleased() ? 2 * pool.seen - 1 : 0;
    }
}
