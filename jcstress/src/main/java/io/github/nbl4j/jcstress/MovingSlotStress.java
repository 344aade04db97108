// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.DepotMagazines;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A thread gives a single slot and takes the only full magazine, while another takes a slot, wherever one lies: there
 * is one at every moment, in the one stack or in the other.
 *
 * <p>Tests that {@code Depot.takeSlot} looks at the first stack again when the second was empty. Else it would find
 * neither, and an allocation would fail while slots are free; see {@code canary.TwoLooksCanary}.
 */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "There was one.")
@Outcome(expect = Expect.FORBIDDEN, desc = "None, though one was there all the time.")
@State
public class MovingSlotStress {
    private final DepotMagazines depot = new DepotMagazines(33, 1);
    private final int slot = depot.takeSlot();

    @Actor
    public void mover() {
        depot.giveSlot(slot);
        depot.takeFull();
    }

    @Actor
    public void taker(final I_Result r) {
        r.r1 = depot.takeSlotOfAny() < 0 ? 0 : 1;
    }
}
