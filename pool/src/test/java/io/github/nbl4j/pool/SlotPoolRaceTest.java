// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads that take and give at once: no slot is held by two, none is lost, and permits are never refused. */
class SlotPoolRaceTest extends PoolFixture {
    private static final int ROUNDS = 4_000;

    @ParameterizedTest
    @CsvSource({"2,40,0,1", "2,40,1,2", "2,200,2,3", "4,200,4,4", "4,200,2,5", "3,9,3,6"})
    void shouldHoldEachSlotOnceWhenThreadsTakeAndGive(
            final int threads, final int capacity, final int caches, final long seed) throws Exception {
        final TestPool pool = pool(capacity, caches);
        final AtomicIntegerArray held = new AtomicIntegerArray(pool.population());
        final AtomicInteger out = new AtomicInteger();

        Race.run(threads, thread -> {
            final Random random = new Random(seed * 31 + thread);
            final TestPool.Handle handle = new TestPool.Handle();
            final List<TestPool.Block> mine = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (int n = random.nextInt(80); n > 0; n--) {
                    final TestPool.Block block = handle.allocate(pool);
                    if (block != null) {
                        assertTrue(held.compareAndSet(block.index(), 0, 1), block + " is held twice, seed=" + seed);
                        assertTrue(out.incrementAndGet() <= pool.population(), "more out than there are");
                        mine.add(block);
                    }
                }
                Collections.shuffle(mine, random);
                for (int n = random.nextInt(mine.size() + 1); n > 0; n--) {
                    giveLast(handle, mine, held, out);
                }
            }
            while (!mine.isEmpty()) {
                giveLast(handle, mine, held, out);
            }
            handle.close();
        });

        pool.audit().requireAllFree();
        final TestPool.Handle handle = handle();
        final List<TestPool.Block> all = allocateAll(pool, handle);
        assertEquals(pool.population(), all.size(), "seed=" + seed);
        free(handle, all);
    }

    /** As many allocations at once as the pool promises: whatever rests elsewhere, none may fail. */
    @ParameterizedTest
    @CsvSource({"2,40,2", "3,100,3", "4,9,4", "2,33,0", "4,100,0"})
    void shouldNeverRefuseWithinCapacityWhenThreadsTakeAndGive(final int threads, final int capacity, final int caches)
            throws Exception {
        final TestPool pool = pool(capacity, caches);

        Race.run(threads, thread -> {
            final int share = capacity / threads;
            final TestPool.Handle handle = new TestPool.Handle();
            for (int round = 0; round < ROUNDS; round++) {
                free(handle, allocate(pool, handle, share));
            }
            handle.close();
        });

        assertEquals(0, pool.counters().exhausted());
    }

    @ParameterizedTest
    @CsvSource({"100,0", "100,1", "100,2"})
    void shouldLoseNothingWhenAnotherThreadGivesBack(final int capacity, final int caches) throws Exception {
        final TestPool pool = pool(capacity, caches);
        final ConcurrentLinkedQueue<TestPool.Block> queue = new ConcurrentLinkedQueue<>();
        final int total = 100_000;

        Race.run(2, thread -> {
            final TestPool.Handle handle = new TestPool.Handle();
            for (int i = 0; i < total; ) {
                final TestPool.Block block = thread == 0 ? handle.allocate(pool) : queue.poll();
                if (block == null) {
                    Thread.yield();
                } else if (thread == 0) {
                    queue.add(block);
                    i++;
                } else {
                    handle.free(block);
                    i++;
                }
            }
            handle.close();
        });

        assertEquals(0, pool.audit().held());
        final TestPool.Handle handle = handle();
        final List<TestPool.Block> all = allocateAll(pool, handle);
        assertEquals(pool.population(), all.size());
        free(handle, all);
    }

    private static void giveLast(
            final TestPool.Handle handle,
            final List<TestPool.Block> mine,
            final AtomicIntegerArray held,
            final AtomicInteger out) {
        final TestPool.Block block = mine.remove(mine.size() - 1);
        out.decrementAndGet();
        held.set(block.index(), 0);
        handle.free(block);
    }
}
