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
 * There are two full magazines and two single slots, and two threads that hold at most one of each: a take never says
 * that there is none.
 *
 * <p>Tests that "empty" is exact in {@code TaggedStack}: -1 means that at that instant nothing lay there. If a pop gave
 * up when it loses its race, or a push took the stack away for a moment, an allocation would fail while slots are free.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Every take was served.")
@Outcome(expect = Expect.FORBIDDEN, desc = "None, though one was there all the time.")
@State
public class NeverEmptyStress {
    private static final DepotMagazines DEPOT = new DepotMagazines(66, 1);

    @Actor
    public void one(final II_Result r) {
        r.r1 = missed();
    }

    @Actor
    public void two(final II_Result r) {
        r.r2 = missed();
    }

    private static int missed() {
        final int magazine = DEPOT.takeFull();
        final int slot = DEPOT.takeSlot();
        if (magazine >= 0) {
            DEPOT.giveFull(magazine);
        }
        if (slot >= 0) {
            DEPOT.giveSlot(slot);
        }
        return (magazine < 0 ? 1 : 0) + (slot < 0 ? 1 : 0);
    }
}
