// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A thread gives so many slots that a full magazine goes to the depot, and then takes the only single slot, while
 * another takes one with a cache of its own: there is one at every moment, in the one stack or in the other.
 *
 * <p>Tests that a cache looks for a full magazine again when there was no single slot either. Else it would find
 * neither, and an allocation would fail while slots are free; see {@code canary.TwoLooksCanary}.
 */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "There was one.")
@Outcome(expect = Expect.FORBIDDEN, desc = "None, though one was there all the time.")
@State
public class MovingMagazineStress {
    private static final int HELD = 65;

    private final Numbers pool = new Numbers(1, 2);
    private final NumbersHandle giver = new NumbersHandle();
    private final NumbersHandle taker = new NumbersHandle();
    private final int[] held = new int[HELD];

    public MovingMagazineStress() {
        // Two magazines and one slot are held, and another single slot rests.
        for (int i = 0; i < HELD; i++) {
            held[i] = NumbersHandle.UNCACHED.take(pool);
        }
        int last = -1;
        for (int slot = NumbersHandle.UNCACHED.take(pool); slot >= 0; slot = NumbersHandle.UNCACHED.take(pool)) {
            last = slot;
        }
        NumbersHandle.UNCACHED.give(pool, last);
    }

    @Actor
    public void mover() {
        for (final int slot : held) {
            giver.give(pool, slot);
        }
        NumbersHandle.UNCACHED.take(pool);
    }

    @Actor
    public void taker(final I_Result r) {
        r.r1 = taker.take(pool) < 0 ? 0 : 1;
    }
}
