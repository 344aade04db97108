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
 * Two empty magazines come back, without hints, while another thread scans for two; the giver then takes one again, so
 * that a magazine goes from behind the scan to before it, or the other way round.
 *
 * <p>Tests that a scan against gives neither finds a magazine twice nor loses one, and the edge from {@code
 * Magazine.publish} to {@code Magazine.claim}: who gets a magazine sees that its last slot was taken out. Without it
 * the new holder would have a slot that the giver holds.
 */
@JCStressTest
@Outcome(id = "1001", expect = Expect.ACCEPTABLE, desc = "Each magazine has one holder, and came empty.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A magazine has two holders or none, or did not come empty.")
@State
public class EmptyMagazineReturnStress {
    private final DepotMagazines depot = new DepotMagazines(1, 1);
    private int one;
    private int two;

    public EmptyMagazineReturnStress() {
        depot.takeAllEmpty();
        depot.put(0, 0);
        depot.put(3, 1);
    }

    @Actor
    public void giver() {
        depot.take(0);
        depot.giveEmptyUnhinted(0);
        depot.take(3);
        depot.giveEmptyUnhinted(3);
        one = depot.holdEmpty(0);
    }

    @Actor
    public void scanner() {
        two = depot.holdEmpty(1);
        two += depot.holdEmpty(1);
    }

    @Arbiter
    public void books(final I_Result r) {
        r.r1 = one + two + depot.holdRest();
    }
}
