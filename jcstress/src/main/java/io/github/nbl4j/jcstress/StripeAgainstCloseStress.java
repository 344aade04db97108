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
 * A pool closes, and takes its slots out of an idle stripe, while a thread borrows that stripe to give its slot back.
 *
 * <p>Tests that {@code SlotPool.close} and a borrower own a stripe one after the other, by the CAS of {@code
 * Confined.tryOwn}: what rests in its magazines is counted once. If both used it at once, the memory would go back too
 * early or never; see {@code canary.PlainBorrowCanary}. Tests also that {@code Confined.endCall} stores the owner
 * before it reads {@code wanted}, and the closer the other way round: a stripe that was busy gives its slots up as its
 * call ends. If either looked first, nobody might; see {@code canary.EarlyLookCanary}.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Released once, and a second close does nothing.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Released never, twice, or while a slot was out.")
@State
public class StripeAgainstCloseStress {
    private final Numbers pool = new Numbers(1, 1);
    private final ConfinedTable<NumbersHandle> table = Stripes.table(1);
    private final int slot = Stripes.take(table, pool);

    @Actor
    public void closer() {
        pool.close();
    }

    @Actor
    public void user(final II_Result r) {
        r.r1 = pool.releases.get() == 0 ? 0 : -10;
        Stripes.give(table, pool, slot);
    }

    @Arbiter
    public void books(final II_Result r) {
        r.r1 += pool.releases.get();
        pool.close();
        r.r2 = pool.releases.get();
    }
}
