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
 * One thread takes full magazines and gives them back while another takes two, swaps a slot between them, and gives
 * them back in another order.
 *
 * <p>Tests the tag and the edge of {@code TaggedStack} for magazines: each stays in one place, and the count and the
 * indices come with it. Without the tag a late CAS would bring back a magazine that somebody holds, and its 32 slots
 * would be handed out twice; without the edge a slot would be in both magazines, or in none.
 */
@JCStressTest
@Outcome(id = "111, 4560", expect = Expect.ACCEPTABLE, desc = "Each magazine is in one place, and so is each slot.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A magazine or a slot is in two places, or in none.")
@State
public class FullMagazineOrderStress {
    private final DepotMagazines depot = new DepotMagazines(96, 1);
    private int one = -1;
    private int two = -1;

    @Actor
    public void taker() {
        for (int i = 0; i < 3; i++) {
            give(depot.takeFull());
        }
        one = depot.takeFull();
    }

    @Actor
    public void reorderer() {
        for (int i = 0; i < 2; i++) {
            final int first = depot.takeFull();
            final int second = depot.takeFull();
            if (first >= 0 && second >= 0) {
                final int slot = depot.take(first);
                depot.put(first, depot.take(second));
                depot.put(second, slot);
            }
            give(first);
            give(second);
        }
        two = depot.takeFull();
    }

    private void give(final int magazine) {
        if (magazine >= 0) {
            depot.giveFull(magazine);
        }
    }

    @Arbiter
    public void books(final II_Result r) {
        count(one, r);
        count(two, r);
        int looked = 0;
        // Bounded: a broken stack may be a ring.
        for (int magazine = depot.takeFull(); magazine >= 0 && looked < 4; looked++) {
            count(magazine, r);
            magazine = depot.takeFull();
        }
    }

    private void count(final int magazine, final II_Result r) {
        r.r1 += DepotMagazines.digit(magazine);
        r.r2 += magazine < 0 ? 0 : depot.drain(magazine);
    }
}
