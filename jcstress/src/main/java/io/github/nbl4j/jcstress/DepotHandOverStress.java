// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.DepotMagazines;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A full magazine and then a single slot go through the depot from the thread that gives to the thread that takes, and
 * with them the magazine's count and indices and what was written to the slots: the giver writes to the two topmost
 * slots and swaps them.
 *
 * <p>Tests the edge from the CAS in {@code TaggedStack.push} to the one in {@code TaggedStack.pop}, on both stacks.
 * Without it the taker could see the life word, or the packet, of before the free, or take an index that the giver has
 * moved, and so a slot that is in the magazine twice.
 */
@JCStressTest
@Outcome(id = "-1, -1, -1", expect = Expect.ACCEPTABLE, desc = "Nothing there yet.")
@Outcome(
        id = "210, 32, -1",
        expect = Expect.ACCEPTABLE,
        desc = "The magazine, in the new order, with what was written.")
@Outcome(id = "210, 32, 1", expect = Expect.ACCEPTABLE, desc = "Both, with what was written.")
@Outcome(id = "-1, -1, 1", expect = Expect.ACCEPTABLE, desc = "The slot, which came after a look for the magazine.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Taken without something that the giver wrote.")
@State
public class DepotHandOverStress {
    private final DepotMagazines depot = new DepotMagazines(33, 1);
    private final int magazine = depot.takeFull();
    private final int slot = depot.takeSlot();
    private final int[] contents = new int[33];

    @Actor
    public void giver() {
        final int zero = depot.take(magazine);
        final int one = depot.take(magazine);
        contents[zero] = 1;
        contents[one] = 1;
        depot.put(magazine, zero);
        depot.put(magazine, one);
        depot.giveFull(magazine);
        contents[slot] = 1;
        depot.giveSlot(slot);
    }

    @Actor
    public void taker(final III_Result r) {
        final int full = depot.takeFull();
        r.r1 = -1;
        r.r2 = -1;
        if (full >= 0) {
            r.r2 = depot.count(full);
            final int top = depot.take(full);
            final int below = depot.take(full);
            r.r1 = 100 * (contents[top] + contents[below]) + 10 * top + below;
        }
        final int single = depot.takeSlot();
        r.r3 = single < 0 ? -1 : contents[single];
    }
}
