// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.PoolAudit;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * One slot is never handed out twice, with caches: two threads each open a handle, borrow, close it, and do so again.
 * The pool has one or two caches and fewer slots than both want, so full and empty magazines, single slots and the
 * caches themselves change hands; who finds all caches taken goes to the depot for each slot.
 *
 * <p>Tests the conservation of slots through {@code SlotCache} and {@code Depot}, and the edge from {@code
 * SlotCache.letGo} to {@code SlotCache.claim}, by which the next holder sees a cache without magazines. If a magazine
 * got into two caches, or into a cache and the depot, two threads would mark one slot, or the books would show it
 * twice.
 */
@JCStressTest
@Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "No slot had two holders, and all came home.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A slot had two holders, or is lost.")
@State
public class CacheStress {
    private final Numbers pool = new Numbers(1, ThreadLocalRandom.current().nextInt(1, 3));
    private final NumbersHandle[] one = {new NumbersHandle(), new NumbersHandle()};
    private final NumbersHandle[] two = {new NumbersHandle(), new NumbersHandle()};

    @Actor
    public void one(final III_Result r) {
        r.r1 = NumbersHandle.borrowEach(pool, one);
    }

    @Actor
    public void two(final III_Result r) {
        r.r2 = NumbersHandle.borrowEach(pool, two);
    }

    @Arbiter
    public void books(final III_Result r) {
        final PoolAudit audit = pool.audit();
        r.r3 = audit.isBalanced() && audit.free() == pool.population() ? 1 : 0;
    }
}
