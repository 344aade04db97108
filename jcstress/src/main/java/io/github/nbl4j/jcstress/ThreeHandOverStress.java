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
 * One thread gives a full magazine and a slot while two others want both.
 *
 * <p>Tests, with two takers at once, the hand-over of {@code DepotHandOverStress}: each thing goes to one of them, or
 * rests, and whoever has it sees what the giver wrote. If two takers could win one pop, a slot would have two holders.
 */
@JCStressTest
@Outcome(id = "201", expect = Expect.ACCEPTABLE, desc = "Magazine and slot have one holder each, who saw the writes.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Handed out twice, lost, or without something that the giver wrote.")
@State
public class ThreeHandOverStress {
    private final DepotMagazines depot = new DepotMagazines(33, 1);
    private final int magazine = depot.takeFull();
    private final int slot = depot.takeSlot();
    private final int[] contents = new int[33];
    private int one;
    private int two;

    @Actor
    public void giver() {
        final int top = depot.take(magazine);
        contents[top] = 200;
        depot.put(magazine, top);
        depot.giveFull(magazine);
        contents[slot] = 1;
        depot.giveSlot(slot);
    }

    @Actor
    public void one() {
        one = taken();
    }

    @Actor
    public void two() {
        two = taken();
    }

    @Arbiter
    public void books(final I_Result r) {
        r.r1 = one + two + taken();
    }

    private int taken() {
        final int full = depot.takeFull();
        final int single = depot.takeSlot();
        return (full < 0 ? 0 : contents[depot.take(full)]) + (single < 0 ? 0 : contents[single]);
    }
}
