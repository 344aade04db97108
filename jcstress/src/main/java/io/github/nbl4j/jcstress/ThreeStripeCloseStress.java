// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.ConfinedTable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A pool closes, and takes its slots out of a stripe, while two threads borrow that stripe for another pool.
 *
 * <p>Tests that who owns a stripe to retire its caches lets it go once, in {@code Confined.retireFor}: from then on it
 * is the next borrower's. If it were let go twice, that one would have it still when a third borrows it, and both would
 * take the same slots.
 */
@JCStressTest
@Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "No slot had two holders, and the memory went once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A slot had two holders, or the memory did not go once.")
@State
public class ThreeStripeCloseStress {
    private final Numbers closing = new Numbers(0, 1, 1);
    private final Numbers other = new Numbers(1, 4, 1);
    private final ConfinedTable<NumbersHandle> table = Stripes.table(1);

    public ThreeStripeCloseStress() {
        Stripes.give(table, closing, Stripes.take(table, closing));
    }

    @Actor
    public void closer() {
        closing.close();
    }

    @Actor
    public void one(final III_Result r) {
        r.r1 = Stripes.borrowTwo(table, other, 1);
    }

    @Actor
    public void two(final III_Result r) {
        r.r2 = Stripes.borrowTwo(table, other, 2);
    }

    @Arbiter
    public void books(final III_Result r) {
        r.r3 = closing.releases.get();
    }
}
