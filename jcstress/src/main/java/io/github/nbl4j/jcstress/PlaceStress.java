// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.Confined;
import io.github.nbl4j.pool.ConfinedTable;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two threads that have no handle find the same place of a table free: one gets it and keeps it as long as it lives,
 * the other goes without.
 *
 * <p>Tests the CAS of {@code Confined.tryOwn} for places: a handle with plain caches has one living thread. With a
 * check and a store both would use it, and take the same slots; see {@code canary.PlainBorrowCanary}.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "One has the place, or both in turn.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both have the place, or nobody, or who had it does not find it again.")
@State
public class PlaceStress {
    private final ConfinedTable<NumbersHandle> table = new ConfinedTable<>(1, 0, NumbersHandle::new);
    private final AtomicReference<Thread> keeper = new AtomicReference<>();

    @Actor
    public void one(final II_Result r) {
        r.r1 = enterTwice();
    }

    @Actor
    public void two(final II_Result r) {
        r.r2 = enterTwice();
    }

    @Arbiter
    public void books(final II_Result r) {
        // Somebody has it.
        r.r1 += keeper.get() == null ? 10 : 0;
    }

    private int enterTwice() {
        if (!hasPlace()) {
            return 0;
        }
        // The harness also runs one actor after the other; then the first one's thread is dead.
        final Thread other = keeper.getAndSet(Thread.currentThread());
        final boolean shared = other != null && other.isAlive();
        return shared || !hasPlace() ? 1 : 0;
    }

    private boolean hasPlace() {
        final NumbersHandle handle = table.enter();
        table.exit(handle);
        return handle.role() == Confined.Role.THREAD;
    }
}
