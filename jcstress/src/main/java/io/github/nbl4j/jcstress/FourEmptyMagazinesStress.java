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
 * Four threads for four empty magazines: each takes one, gives it back, two of them without a hint, and takes one
 * again.
 *
 * <p>Tests {@code Magazine.claim} under hints that are doubled, stale and missing at once, with more threads than can
 * wait for each other: no magazine has two holders, and none disappears. If the hint were trusted, or the claim were a
 * check and a store, two threads would fill one magazine; see {@code canary.ClaimWithoutCasCanary}.
 */
@JCStressTest
@Outcome(id = "1111", expect = Expect.ACCEPTABLE, desc = "Each magazine has one holder, or rests.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A magazine has two holders, or none and is not to be found.")
@State
public class FourEmptyMagazinesStress {
    private final DepotMagazines depot = new DepotMagazines(1, 1);
    private int one;
    private int two;
    private int three;
    private int four;

    @Actor
    public void one() {
        one = exchange(0, true);
    }

    @Actor
    public void two() {
        two = exchange(1, false);
    }

    @Actor
    public void three() {
        three = exchange(2, true);
    }

    @Actor
    public void four() {
        four = exchange(3, false);
    }

    private int exchange(final int from, final boolean hinted) {
        final int id = depot.takeEmpty(from);
        if (id >= 0 && hinted) {
            depot.giveEmpty(id);
        } else if (id >= 0) {
            depot.giveEmptyUnhinted(id);
        }
        return depot.holdEmpty(from);
    }

    @Arbiter
    public void books(final I_Result r) {
        r.r1 = one + two + three + four + depot.holdRest();
    }
}
