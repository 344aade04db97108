// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.DepotMagazines;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * One slot is never handed out twice, without caches: the overflow stack under the ABA pattern, where one thread takes
 * two slots and gives them back in another order while the other is between its read of the top and its CAS.
 *
 * <p>Tests the tag in the head of {@code TaggedStack}. Without it the late CAS succeeds with a stale link, and a slot
 * that somebody holds is on the stack again; see {@code canary.UntaggedStackCanary}.
 */
@JCStressTest
@Outcome(id = "3, 3", expect = Expect.ACCEPTABLE, desc = "Every slot is in one place.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A slot is in two places, or in none.")
@State
public class HandOutStress {
    private final DepotMagazines depot = new DepotMagazines(3, 0);
    private int one;
    private int two;

    @Actor
    public void taker() {
        for (int i = 0; i < 4; i++) {
            give(take());
        }
        one = take();
    }

    @Actor
    public void reorderer() {
        for (int i = 0; i < 3; i++) {
            final int first = take();
            final int second = take();
            give(first);
            give(second);
        }
        final int back = take();
        two = take();
        give(back);
    }

    @Arbiter
    public void books(final II_Result r) {
        int seen = 1 << one | 1 << two;
        r.r1 = 2;
        // Bounded: a broken stack may be a ring.
        for (int slot = take(); slot >= 0 && r.r1 < 6; r.r1++) {
            seen |= 1 << slot;
            slot = take();
        }
        r.r2 = Integer.bitCount(seen);
    }

    private int take() {
        return depot.takeSlot();
    }

    private void give(final int slot) {
        if (slot >= 0) {
            depot.giveSlot(slot);
        }
    }
}
