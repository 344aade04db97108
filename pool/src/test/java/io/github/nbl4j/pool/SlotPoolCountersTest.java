// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotPoolCountersTest extends PoolFixture {
    @Test
    void shouldStateSizesWhenNew() {
        final TestPool pool = pool(9, 2);

        assertEquals(new PoolCounters("test0", 9, 9 + 128, 0, 0, 0, 0), pool.counters());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void shouldCountInUseExactlyWhenNothingMoves(final int caches) {
        final TestPool pool = pool(100, caches);
        final TestPool.Handle handle = handle();
        for (int n = 1; n <= 100; n++) {
            final List<TestPool.Block> some = allocate(pool, handle, n);
            assertEquals(n, pool.counters().inUse());
            free(handle, some);
            assertEquals(0, pool.counters().inUse());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void shouldBoundHighWaterByPeakAndPeakPlusReserve(final int caches) {
        final TestPool pool = pool(500, caches);
        for (final int peak : new int[] {1, 9, 33, 70, 200, 499}) {
            final TestPool.Handle handle = handle();
            free(handle, allocate(pool, handle, peak));
            handle.close();
            final int highWater = pool.counters().highWater();
            assertTrue(highWater >= peak, "peak " + peak + ": " + pool.counters());
            assertTrue(highWater < peak + caches * 64 + 32, "peak " + peak + ": " + pool.counters());
        }
        final int before = pool.counters().highWater();
        final TestPool.Handle handle = handle();
        free(handle, allocate(pool, handle, 3));
        assertEquals(before, pool.counters().highWater(), "a mark does not fall");
    }

    @Test
    void shouldCountHighWaterExactlyWhenThereAreNoCaches() {
        final TestPool pool = pool(9, 0);
        final TestPool.Handle handle = handle();
        free(handle, allocate(pool, handle, 3));
        assertEquals(3, pool.counters().highWater());
        free(handle, allocate(pool, handle, 9));
        assertEquals(9, pool.counters().highWater());
    }

    /** A thread that took its slot just before close notes the mark when close has drained the depot. */
    @Test
    void shouldKeepHighWaterWhenNotedAfterClose() {
        final TestPool pool = pool(9, 0);
        final TestPool.Handle handle = handle();
        free(handle, allocate(pool, handle, 3));
        pool.close();

        pool.noteTaken();

        assertEquals(3, pool.counters().highWater());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void shouldCountEachExhaustedAllocation(final int caches) {
        final TestPool pool = pool(9, caches);
        final TestPool.Handle handle = handle();
        final List<TestPool.Block> all = allocate(pool, handle, pool.population());
        assertEquals(0, pool.counters().exhausted());

        for (int i = 1; i <= 200; i++) {
            assertNull(handle.allocate(pool));
            assertEquals(i, pool.counters().exhausted());
        }
        handle.free(all.remove(0));
        all.add(handle.allocate(pool));
        assertEquals(200, pool.counters().exhausted());
        free(handle, all);
    }

    @Test
    void shouldCountExhaustedOfAllThreadsWhenWithoutCache() throws Exception {
        final TestPool pool = pool(1, 0);
        final TestPool.Handle owner = handle();
        final TestPool.Block only = owner.allocate(pool);

        Race.run(3, thread -> {
            final TestPool.Handle handle = new TestPool.Handle();
            for (int i = 0; i < 1000; i++) {
                assertNull(handle.allocate(pool));
            }
        });

        assertEquals(3000, pool.counters().exhausted());
        owner.free(only);
    }

    @Test
    void shouldCountMisuseWhenFreedTwice() {
        final TestPool pool = pool(3, 1);
        final TestPool.Handle handle = handle();
        final TestPool.Block block = handle.allocate(pool);
        handle.free(block);
        assertEquals(0, pool.counters().misuse());

        for (int i = 1; i <= 3; i++) {
            assertThrows(IllegalStateException.class, () -> handle.free(block));
            assertEquals(i, pool.counters().misuse());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void shouldStayWithinBoundsWhenReadWhileOthersMove(final int caches) throws Exception {
        final TestPool pool = pool(200, caches);
        final AtomicBoolean done = new AtomicBoolean();
        final Race reader = Race.start(1, thread -> {
            long exhausted = 0;
            while (!done.get()) {
                final PoolCounters seen = pool.counters();
                assertTrue(seen.inUse() >= 0 && seen.inUse() <= pool.population(), seen.toString());
                assertTrue(seen.highWater() >= seen.inUse() && seen.highWater() <= pool.population(), seen.toString());
                assertTrue(seen.exhausted() >= exhausted, seen.toString());
                exhausted = seen.exhausted();
            }
        });

        Race.run(2, thread -> {
            final TestPool.Handle handle = new TestPool.Handle();
            for (int round = 0; round < 2000; round++) {
                free(handle, allocate(pool, handle, 1 + (round * 7 + thread) % 90));
            }
            handle.close();
        });
        done.set(true);
        reader.join();
    }
}
