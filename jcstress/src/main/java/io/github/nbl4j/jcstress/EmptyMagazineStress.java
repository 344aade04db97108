// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.DepotMagazines;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * An empty magazine, given back, is wanted by two threads at once: one finds it by the queue's hint, the other by the
 * scan of the state words, or the other way round.
 *
 * <p>Tests the edge from {@code Magazine.publish} to {@code Magazine.claim}, and that the state word and not the queue
 * decides: exactly one of them gets the magazine, and finds it empty. If the hint were trusted, both would get it and
 * fill it with different slots.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "The giver has it again.")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "The other has it, and found it empty.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both have it, none has it, or it was not seen empty.")
@State
public class EmptyMagazineStress {
    private final DepotMagazines depot = new DepotMagazines(1, 1);
    private final int magazine = depot.takeEmpty();

    public EmptyMagazineStress() {
        depot.put(magazine, 0);
        while (depot.takeEmpty() >= 0) {
            // All others are in use.
        }
    }

    @Actor
    public void giver(final II_Result r) {
        depot.take(magazine);
        depot.giveEmpty(magazine);
        r.r1 = depot.takeEmpty() == magazine ? 1 : 0;
    }

    @Actor
    public void taker(final II_Result r) {
        r.r2 = depot.takeEmpty() == magazine ? 1 + depot.count(magazine) : 0;
    }
}
