// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.ConfinedTable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Three threads without a handle of their own share one stripe: it is let go and borrowed by a third while another
 * still looks for it.
 *
 * <p>Tests the edge of {@code StripeStress}, and that a thread whose {@code Confined.tryOwn} comes late, after the
 * stripe went through other hands and is free again, gets it with what the last one left. Without the edge a thread
 * could take an index that another has just taken.
 */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = Expect.ACCEPTABLE, desc = "No slot had two holders.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A slot had two holders.")
@State
public class ThreeStripeStress {
    private static final Numbers POOL = new Numbers(1 << 15, 1);
    private static final ConfinedTable<NumbersHandle> TABLE = Stripes.table(1);

    @Actor
    public void one(final III_Result r) {
        r.r1 = Stripes.borrowTwo(TABLE, POOL, 1);
    }

    @Actor
    public void two(final III_Result r) {
        r.r2 = Stripes.borrowTwo(TABLE, POOL, 2);
    }

    @Actor
    public void three(final III_Result r) {
        r.r3 = Stripes.borrowTwo(TABLE, POOL, 3);
    }
}
