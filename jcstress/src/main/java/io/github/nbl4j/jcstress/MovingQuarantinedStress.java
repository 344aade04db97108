// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A thread takes the one and then the other of two slots in quarantine, and gives each back, while another thread takes
 * one: at most one is out at every moment, so there is one for it.
 *
 * <p>Tests that {@code Depot.hasNone} looks whether a slot came into quarantine while it looked at its places. Else a
 * slot that went behind its back from a place before it to one that it had seen would be overlooked, and an allocation
 * would fail while slots are free.
 */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "There was one.")
@Outcome(expect = Expect.FORBIDDEN, desc = "None, though one was there all the time.")
@State
public class MovingQuarantinedStress {
    static {
        CheckedMode.on(4);
    }

    private final Numbers pool = new Numbers(2, 0);

    public MovingQuarantinedStress() {
        final int one = NumbersHandle.UNCACHED.take(pool);
        NumbersHandle.UNCACHED.give(pool, NumbersHandle.UNCACHED.take(pool));
        NumbersHandle.UNCACHED.give(pool, one);
    }

    @Actor
    public void mover() {
        NumbersHandle.UNCACHED.give(pool, NumbersHandle.UNCACHED.take(pool));
        NumbersHandle.UNCACHED.give(pool, NumbersHandle.UNCACHED.take(pool));
    }

    @Actor
    public void taker(final I_Result r) {
        r.r1 = NumbersHandle.UNCACHED.take(pool) < 0 ? 0 : 1;
    }
}
