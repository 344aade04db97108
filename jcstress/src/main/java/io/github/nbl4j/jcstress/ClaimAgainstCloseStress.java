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
 * A thread takes a pool's last slots and closes it while another gives one back through a stripe that has no cache yet,
 * and never comes by again. The others come home past all caches.
 *
 * <p>Tests that {@code SlotPool.claimFree} reads the phase after its CAS of the holder, and the closer the other way
 * round. If it looked before, or not at all, the closer might find no holder, and the stripe a cache that is not yet
 * seen to be closed: the slot would rest in it for ever. Here nothing else could save it: the closer's marks are opaque
 * stores, after which it does no read-modify-write because there is nothing in the depot. See {@code
 * canary.EarlyPhaseCanary}.
 */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "Released once, with the last slot.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Released never, twice, or while a slot was out.")
@State
public class ClaimAgainstCloseStress {
    /** How many slots the closer takes: so many that both actors work about as long, and meet. */
    private static final int LAST = 4;

    private final Numbers pool = new Numbers(1, 1);
    private final ConfinedTable<NumbersHandle> table = Stripes.table(1);
    private final int slot = NumbersHandle.UNCACHED.take(pool);
    private final int[] others = new int[pool.population() - 1];

    public ClaimAgainstCloseStress() {
        takeOthers(LAST, others.length);
    }

    @Actor
    public void closer() {
        takeOthers(0, LAST);
        pool.close();
    }

    @Actor
    public void user() {
        Stripes.give(table, pool, slot);
    }

    @Arbiter
    public void books(final II_Result r) {
        r.r1 = pool.releases.get();
        for (final int other : others) {
            NumbersHandle.UNCACHED.give(pool, other);
        }
        r.r2 = pool.releases.get();
    }

    private void takeOthers(final int from, final int to) {
        for (int i = from; i < to; i++) {
            others[i] = NumbersHandle.UNCACHED.take(pool);
        }
    }
}
