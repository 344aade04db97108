// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.PoolAudit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * {@code CacheStress} with three threads for two caches and one depot: each opens a handle, borrows, closes it, and
 * does so again. There are fewer magazines than they want, so full ones, empty ones, single slots and caches change
 * hands.
 *
 * <p>Tests the conservation of slots when a third thread can come between any two steps of an exchange. If a magazine
 * got into two caches, or into a cache and the depot, two threads would mark one slot, or the books would show it.
 */
@JCStressTest
@Outcome(id = "0, 0, 0, 1", expect = Expect.ACCEPTABLE, desc = "No slot had two holders, and all came home.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A slot had two holders, or is lost.")
@State
public class ThreeCachesStress {
    private final Numbers pool = new Numbers(1, 2);
    private final NumbersHandle[] one = {new NumbersHandle(), new NumbersHandle()};
    private final NumbersHandle[] two = {new NumbersHandle(), new NumbersHandle()};
    private final NumbersHandle[] three = {new NumbersHandle(), new NumbersHandle()};

    @Actor
    public void one(final IIII_Result r) {
        r.r1 = NumbersHandle.borrowEach(pool, one);
    }

    @Actor
    public void two(final IIII_Result r) {
        r.r2 = NumbersHandle.borrowEach(pool, two);
    }

    @Actor
    public void three(final IIII_Result r) {
        r.r3 = NumbersHandle.borrowEach(pool, three);
    }

    @Arbiter
    public void books(final IIII_Result r) {
        final PoolAudit audit = pool.audit();
        r.r4 = audit.isBalanced() && audit.free() == pool.population() ? 1 : 0;
    }
}
