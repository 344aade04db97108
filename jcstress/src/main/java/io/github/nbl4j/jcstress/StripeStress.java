// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.ConfinedTable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two threads without a handle of their own share one stripe, a cache that is borrowed for one call; who finds it busy
 * goes to the depot.
 *
 * <p>Tests the edge from {@code Confined.letGo} (release) to {@code Confined.tryOwn} (CAS): the plain magazines of the
 * stripe pass from thread to thread. Without it a thread could take an index that the last one has just taken.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Both slots were free.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A slot was handed out twice.")
@State
public class StripeStress {
    private static final Numbers POOL = new Numbers(1 << 15, 1);
    private static final ConfinedTable<NumbersHandle> TABLE = Stripes.table(1);

    private int one;
    private int two;

    @Actor
    public void one(final II_Result r) {
        one = Stripes.take(TABLE, POOL);
        r.r1 = POOL.contents[one]++;
    }

    @Actor
    public void two(final II_Result r) {
        two = Stripes.take(TABLE, POOL);
        r.r2 = POOL.contents[two]++;
    }

    @Arbiter
    public void back(final II_Result r) {
        POOL.contents[one] = 0;
        POOL.contents[two] = 0;
        Stripes.give(TABLE, POOL, one);
        Stripes.give(TABLE, POOL, two);
    }
}
