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
 * Two threads want an empty magazine at once, and the queue of hints offers none: both scan the state words and reach
 * the same magazine first.
 *
 * <p>Tests the CAS of {@code Magazine.claim} alone: one gets the first magazine, and the other goes on to the second.
 * Without it both would fill one magazine, see {@code canary.ClaimWithoutCasCanary}; if a lost race ended the scan, a
 * give would find no magazine while one is there.
 */
@JCStressTest
@Outcome(
        id = {"1, 1000", "1000, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "Each has a magazine of its own.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both have one, or one has none.")
@State
public class EmptyMagazineScanStress {
    private final DepotMagazines depot = new DepotMagazines(1, 1);

    public EmptyMagazineScanStress() {
        depot.takeAllEmpty();
        depot.giveEmptyUnhinted(0);
        depot.giveEmptyUnhinted(3);
    }

    @Actor
    public void one(final II_Result r) {
        r.r1 = depot.holdEmpty(0);
    }

    @Actor
    public void two(final II_Result r) {
        r.r2 = depot.holdEmpty(0);
    }
}
