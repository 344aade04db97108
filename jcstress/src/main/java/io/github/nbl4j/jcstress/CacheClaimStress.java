// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.Owners;
import io.github.nbl4j.pool.PoolAudit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A thread closes the handle that keeps a pool's only cache, with slots in both magazines, while another uses its own
 * handle for the first time: that gets the cache, or none.
 *
 * <p>Tests the edge from {@code HOLDER.setRelease} in {@code SlotCache.letGo} to the CAS of {@code SlotCache.claim}: a
 * cache comes without magazines and without a count. If it were let go before it is clean, its next holder would hand
 * out slots that lie in the depot; see {@code canary.EarlyRetireCanary}.
 */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "All slots that were taken were free, and all came home.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A slot had two holders, or is lost, or the cache is.")
@State
public class CacheClaimStress {
    private final Numbers pool = new Numbers(1, 1);
    private final NumbersHandle first = new NumbersHandle();
    private final NumbersHandle second = new NumbersHandle();
    private final int slot;

    public CacheClaimStress() {
        first.borrow(pool, 40);
        slot = first.take(pool);
        Owners.letGo(first);
    }

    @Actor
    public void closer() {
        first.close();
    }

    @Actor
    public void claimer(final II_Result r) {
        r.r1 = second.borrow(pool, 34);
        second.give(pool, slot);
        second.close();
    }

    @Arbiter
    public void books(final II_Result r) {
        final PoolAudit audit = pool.audit();
        new NumbersHandle().requireCache(pool);
        r.r2 = audit.isBalanced() && audit.free() == pool.population() ? 1 : 0;
    }
}
