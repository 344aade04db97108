// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.ConfinedTable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
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
    private static final ConfinedTable<NumbersHandle> TABLE = new ConfinedTable<>(1, 1, NumbersHandle::new);

    static {
        // The only place that a platform thread could keep belongs to a thread that never ends.
        final Keeper keeper = new Keeper(TABLE);
        keeper.setDaemon(true);
        keeper.start();
        keeper.awaitPlace();
    }

    private int one;
    private int two;

    @Actor
    public void one(final II_Result r) {
        one = take();
        r.r1 = POOL.contents[one]++;
    }

    @Actor
    public void two(final II_Result r) {
        two = take();
        r.r2 = POOL.contents[two]++;
    }

    @Arbiter
    public void back(final II_Result r) {
        POOL.contents[one] = 0;
        POOL.contents[two] = 0;
        give(one);
        give(two);
    }

    private static int take() {
        final NumbersHandle handle = TABLE.enter();
        final int slot = handle.take(POOL);
        TABLE.exit(handle);
        return slot;
    }

    private static void give(final int slot) {
        final NumbersHandle handle = TABLE.enter();
        handle.give(POOL, slot);
        TABLE.exit(handle);
    }

    /** A class of its own: code of the outer one would wait for its initializer, which waits for this thread. */
    private static final class Keeper extends Thread {
        private final ConfinedTable<NumbersHandle> table;
        private final CountDownLatch entered = new CountDownLatch(1);

        Keeper(final ConfinedTable<NumbersHandle> table) {
            this.table = table;
        }

        @Override
        public void run() {
            table.enter();
            entered.countDown();
            while (true) {
                LockSupport.park();
            }
        }

        void awaitPlace() {
            try {
                entered.await();
            } catch (final InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
        }
    }
}
