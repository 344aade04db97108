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
 * Hints and state words that disagree both ways: the queue names a magazine that a scan has claimed and that then comes
 * back, with a second hint; another magazine is empty and the queue does not know it.
 *
 * <p>Tests that the queue of hints may be wrong in either direction. If a stale hint were trusted, a magazine would
 * have two holders, see {@code canary.TrustedHintCanary}; if only hints were, the second magazine would be lost.
 */
@JCStressTest
@Outcome(id = "1001", expect = Expect.ACCEPTABLE, desc = "Each magazine has one holder.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A magazine has two holders or none, or did not come empty.")
@State
public class StaleHintStress {
    private final DepotMagazines depot = new DepotMagazines(1, 1);
    private int one;
    private int two;

    public StaleHintStress() {
        depot.takeAllEmpty();
        depot.giveEmptyUnhinted(3);
        depot.giveEmpty(0);
        depot.scanOut(0);
        depot.put(0, 0);
    }

    @Actor
    public void giver() {
        depot.take(0);
        depot.giveEmpty(0);
        one = depot.holdEmpty(0);
    }

    @Actor
    public void taker() {
        two = depot.holdEmpty(0);
        two += depot.holdEmpty(0);
    }

    @Arbiter
    public void books(final I_Result r) {
        r.r1 = one + two + depot.holdRest();
    }
}
