// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Broken: an empty magazine is claimed by a look at its state word and a store. {@code EmptyMagazineScanStress} is the
 * same test on the real magazines.
 */
@JCStressTest
@Outcome(
        id = {"1, 0", "0, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "One has the magazine.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both have it: the mistake.")
@State
public class ClaimWithoutCasCanary {
    private static final int EMPTY = 0;
    private static final int LOADED = 2;

    private volatile int state = EMPTY;

    @Actor
    public void one(final II_Result r) {
        r.r1 = claim();
    }

    @Actor
    public void two(final II_Result r) {
        r.r2 = claim();
    }

    private int claim() {
        if (state != EMPTY) {
            return 0;
        }
        state = LOADED;
        return 1;
    }
}
