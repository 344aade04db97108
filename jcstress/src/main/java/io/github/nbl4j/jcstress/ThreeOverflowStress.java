// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.DepotMagazines;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Two threads push slots on the overflow while a third pops three, and pushes two back in another order.
 *
 * <p>Tests the links of {@code TaggedStack} when two pushes race: the loser rewrites its link. If it kept the link of
 * its first attempt, what the winner pushed would be cut off. Of the tag it says nothing: with one popper no head comes
 * back under another.
 */
@JCStressTest
@Outcome(id = "1111", expect = Expect.ACCEPTABLE, desc = "Every slot is in one place.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A slot is in two places, or in none.")
@State
public class ThreeOverflowStress {
    private final DepotMagazines depot = new DepotMagazines(4, 0);
    private final int first = depot.takeSlot();
    private final int second = depot.takeSlot();
    private int held = -1;

    @Actor
    public void one() {
        depot.giveSlot(first);
    }

    @Actor
    public void two() {
        depot.giveSlot(second);
    }

    @Actor
    public void popper() {
        held = depot.takeSlot();
        final int lower = depot.takeSlot();
        final int lowest = depot.takeSlot();
        depot.giveSlot(lower);
        if (lowest >= 0) {
            depot.giveSlot(lowest);
        }
    }

    @Arbiter
    public void books(final I_Result r) {
        r.r1 = DepotMagazines.digit(held);
        // Bounded: a broken stack may be a ring.
        int looked = 0;
        for (int slot = depot.takeSlot(); slot >= 0 && looked < 5; looked++) {
            r.r1 += DepotMagazines.digit(slot);
            slot = depot.takeSlot();
        }
    }
}
