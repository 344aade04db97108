// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.ConfinedTable;
import io.github.nbl4j.pool.Owners;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A pool closes whose slots rest in a place, while a thread makes that place its own and uses another pool through it.
 *
 * <p>Tests that {@code SlotPool.close} leaves the place of a living thread alone and says that it is {@code wanted},
 * and that its owner, who keeps it, looks there as each call ends: with the first call that ends after the close, of
 * whatever pool, the slots are home. If the owner looked only where a place is let go, the memory would never go back.
 */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "Closed late: released once, as the owner's next call ended.")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Released once, before the owner's last call ended.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Released never or twice, or not yet as a call ended after the close.")
@State
public class PlaceAgainstCloseStress {
    private final Numbers pool = new Numbers(0, 1, 1);
    private final Numbers other = new Numbers(1, 1, 1);
    private final ConfinedTable<NumbersHandle> table = new ConfinedTable<>(1, 0, NumbersHandle::new);
    private final NumbersHandle place = table.enter();
    private volatile boolean closed;

    public PlaceAgainstCloseStress() {
        place.give(pool, place.take(pool));
        Owners.letGo(place);
    }

    @Actor
    public void closer() {
        pool.close();
        closed = true;
    }

    @Actor
    public void owner(final II_Result r) {
        final int slot = Stripes.take(table, other);
        final boolean last = closed;
        Stripes.give(table, other, slot);
        r.r1 = last ? 2 * pool.releases.get() - 1 : 0;
    }

    @Arbiter
    public void books(final II_Result r) {
        // One more call of the owner, whoever that is by now.
        Owners.letGo(place);
        table.exit(table.enter());
        r.r2 = pool.releases.get();
    }
}
