// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Broken: two places are looked at one after the other, and the first is not looked at again. {@code MovingSlotStress}
 * and {@code MovingMagazineStress} are the same test on the real depot.
 */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "There was one.")
@Outcome(expect = Expect.FORBIDDEN, desc = "None, though one was there all the time: the mistake.")
@State
public class TwoLooksCanary {
    private volatile int magazines;
    private volatile int singles = 1;

    @Actor
    public void mover() {
        magazines = 1;
        singles = 0;
    }

    @Actor
    public void taker(final I_Result r) {
        r.r1 = magazines == 0 && singles == 0 ? 0 : 1;
    }
}
