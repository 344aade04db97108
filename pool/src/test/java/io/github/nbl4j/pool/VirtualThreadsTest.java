// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Virtual threads come in thousands and live shortly: no handle may belong to one, and no slot may go with one. */
class VirtualThreadsTest extends PoolFixture {
    private static final int THREADS = 10_000;
    private static final int CAPACITY = 1024;

    // Skipped by name before 21: there are no virtual threads.
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void shouldServeTenThousandVirtualThreadsWithoutLossOrDouble() throws Exception {
        final TestPool pool = pool(CAPACITY, 8);
        final ConfinedTable<TestPool.Handle> table = new ConfinedTable<>(16, 4, TestPool.Handle::new);
        final AtomicIntegerArray held = new AtomicIntegerArray(pool.population());
        final AtomicInteger served = new AtomicInteger();
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        final List<Thread> threads = new ArrayList<>(THREADS);

        for (int i = 0; i < THREADS; i++) {
            threads.add(startVirtual(() -> {
                try {
                    for (int k = 0; k < 3; k++) {
                        holdOne(pool, table, held);
                    }
                    served.incrementAndGet();
                } catch (final Throwable ex) {
                    failure.compareAndSet(null, ex);
                }
            }));
        }
        for (final Thread thread : threads) {
            thread.join();
        }

        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
        assertEquals(THREADS, served.get());
        pool.audit().requireAllFree();
        final TestPool.Handle handle = handle();
        final List<TestPool.Block> all = allocateAll(pool, handle);
        assertTrue(
                all.size() >= CAPACITY && all.size() <= pool.population(),
                pool.counters().toString());
        free(handle, all);
    }

    // Skipped by name before 21: there are no virtual threads.
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void shouldLendOnlyStripesToVirtualThreads() throws Exception {
        final ConfinedTable<TestPool.Handle> table = new ConfinedTable<>(16, 1, TestPool.Handle::new);
        final AtomicInteger stripes = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            final Thread thread = startVirtual(() -> {
                final TestPool.Handle handle = table.enter();
                stripes.addAndGet(handle.isStripe() ? 1 : 0);
                table.exit(handle);
            });
            thread.join();
        }

        assertEquals(100, stripes.get());
    }

    /** The twin: a slot that is freed under its holder, and handed out again. It needs no virtual thread to be seen. */
    @Test
    void shouldSeeASlotThatIsHeldTwice() {
        final TestPool pool = new TestPool(1, 0);
        final ConfinedTable<TestPool.Handle> table = new ConfinedTable<>(1, 1, TestPool.Handle::new);
        final AtomicIntegerArray held = new AtomicIntegerArray(pool.population());
        holdOne(pool, table, held);
        final TestPool.Handle handle = handle();
        final TestPool.Block block = handle.allocate(pool);
        held.set(block.index(), 1);
        handle.free(block);

        final AssertionError seen = assertThrows(AssertionError.class, () -> holdOne(pool, table, held));

        assertTrue(seen.getMessage().startsWith(block + " is held twice"), seen.getMessage());
    }

    private static void holdOne(
            final TestPool pool, final ConfinedTable<TestPool.Handle> table, final AtomicIntegerArray held) {
        TestPool.Block block = null;
        while (block == null) {
            final TestPool.Handle handle = table.enter();
            block = handle.allocate(pool);
            table.exit(handle);
            if (block == null) {
                Thread.yield();
            }
        }
        assertTrue(held.compareAndSet(block.index(), 0, 1), block + " is held twice");
        Thread.yield();
        assertTrue(held.compareAndSet(block.index(), 1, 0), block + " is held twice");
        final TestPool.Handle handle = table.enter();
        handle.free(block);
        table.exit(handle);
    }

    /** Thread.startVirtualThread, which the release that this compiles for does not know. */
    private static Thread startVirtual(final Runnable body) {
        try {
            return (Thread) MethodHandles.publicLookup()
                    .findStatic(Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class))
                    .invoke(body);
        } catch (final Throwable ex) {
            throw new AssertionError(ex);
        }
    }
}
