// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Broken: a stripe is borrowed by a look at its owner and a store. {@code StripeStress} and {@code
 * StripeAgainstCloseStress} are the same test on the real stripe.
 */
@JCStressTest
@Outcome(
        id = {"3, 2", "2, 3"},
        expect = Expect.ACCEPTABLE,
        desc = "Each took a slot of its own from the stripe.")
@Outcome(
        id = {"3, -1", "-1, 3"},
        expect = Expect.ACCEPTABLE,
        desc = "One found it busy.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both took one slot: the mistake.")
@State
public class PlainBorrowCanary {
    private volatile int owner;
    private int count = 4;

    @Actor
    public void one(final II_Result r) {
        r.r1 = take(1);
    }

    @Actor
    public void two(final II_Result r) {
        r.r2 = take(2);
    }

    private int take(final int current) {
        if (owner != 0) {
            return -1;
        }
        owner = current;
        final int slot = --count;
        owner = 0;
        return slot;
    }
}
