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
 * Three threads without a handle of their own share one stripe: it is let go and borrowed by a third while another
 * still looks for it.
 *
 * <p>Tests the edge of {@code StripeStress}, and that a thread whose {@code Confined.tryOwn} comes late, after the
 * stripe went through other hands and is free again, gets it with what the last one left. Without the edge a thread
 * could take an index that another has just taken.
 */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = Expect.ACCEPTABLE, desc = "All slots were free.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A slot was handed out twice.")
@State
public class ThreeStripeStress {
    private static final Numbers POOL = new Numbers(1 << 15, 1);
    private static final ConfinedTable<NumbersHandle> TABLE = Stripes.table(1);

    private int one;
    private int two;
    private int three;

    @Actor
    public void one(final III_Result r) {
        one = Stripes.take(TABLE, POOL);
        r.r1 = POOL.contents[one]++;
    }

    @Actor
    public void two(final III_Result r) {
        two = Stripes.take(TABLE, POOL);
        r.r2 = POOL.contents[two]++;
    }

    @Actor
    public void three(final III_Result r) {
        three = Stripes.take(TABLE, POOL);
        r.r3 = POOL.contents[three]++;
    }

    @Arbiter
    public void back(final III_Result r) {
        back(one);
        back(two);
        back(three);
    }

    private static void back(final int slot) {
        POOL.contents[slot] = 0;
        Stripes.give(TABLE, POOL, slot);
    }
}
