// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Broken: a slot is taken out of quarantine by a look at its place and a store. {@code QuarantineStress} is the same
 * test on the real places.
 */
@JCStressTest
@Outcome(
        id = {"1, 0", "0, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "One has the slot.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both have it: the mistake.")
@State
public class PlainExchangeCanary {
    private volatile int place = 1;

    @Actor
    public void one(final II_Result r) {
        r.r1 = take();
    }

    @Actor
    public void two(final II_Result r) {
        r.r2 = take();
    }

    private int take() {
        final int slot = place;
        place = 0;
        return slot;
    }
}
