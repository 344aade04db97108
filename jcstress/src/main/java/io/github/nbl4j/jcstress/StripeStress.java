// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.ConfinedTable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two threads without a handle of their own share one stripe, a cache that is borrowed for one call; who finds it busy
 * goes to the depot.
 *
 * <p>Tests the edge from {@code Confined.endCall} to {@code Confined.tryOwn} (CAS): the plain magazines of the
 * stripe pass from thread to thread. Without it a thread could take an index that the last one has just taken.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "No slot had two holders.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A slot had two holders.")
@State
public class StripeStress {
    private static final Numbers POOL = new Numbers(1 << 15, 1);
    private static final ConfinedTable<NumbersHandle> TABLE = Stripes.table(1);

    @Actor
    public void one(final II_Result r) {
        r.r1 = Stripes.borrowTwo(TABLE, POOL, 1);
    }

    @Actor
    public void two(final II_Result r) {
        r.r2 = Stripes.borrowTwo(TABLE, POOL, 2);
    }
}
