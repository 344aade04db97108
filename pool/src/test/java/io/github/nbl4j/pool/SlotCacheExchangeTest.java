// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cache and its depot exchange is whole magazines, and none of them gets lost. */
class SlotCacheExchangeTest extends PoolFixture {
    private static final int POPULATION = 8 * Magazine.CAPACITY;

    private final Depot depot = new Depot(POPULATION, 1);
    private final SlotCache cache = new SlotCache(new TestPool(POPULATION, 0), depot, 0);

    private int count(final int state) {
        int n = 0;
        for (final Magazine magazine : depot.magazines()) {
            n += magazine.state() == state ? 1 : 0;
        }
        return n;
    }

    @Test
    void shouldExchangeWholeMagazinesAndLoseNone() {
        assertTrue(cache.claim(new TestPool.Handle()));
        final int magazines = depot.magazines().length;
        for (int round = 1; round <= 3 * magazines; round++) {
            final int n = 37 * round % POPULATION;
            final int[] taken = new int[n];
            for (int i = 0; i < n; i++) {
                taken[i] = cache.take();
                assertTrue(taken[i] >= 0, i + " of " + n);
            }
            assertEquals(0, depot.overflow().size(), "no magazine is broken up to take a slot");
            for (final int slot : taken) {
                cache.give(slot);
            }
            assertEquals(0, depot.overflow().size(), "nor to give one");
            final int loaded = magazines - count(Magazine.FULL) - count(Magazine.EMPTY);
            assertTrue(loaded <= 2, "the cache has two and no more: " + loaded);
        }
    }

    /** As an error leaves it that strikes between two steps of a call. */
    @Test
    void shouldTakeWhatIsAtHandWhenACallBrokeOffAfterItHadSettled() {
        assertTrue(cache.claim(new TestPool.Handle()));
        for (int i = 0; i < POPULATION; i++) {
            assertTrue(cache.take() >= 0);
        }
        cache.give(9);
        cache.settle();

        assertEquals(9, cache.take());
        assertEquals(-1, cache.take());
    }

    @Test
    void shouldHandFullMagazinesBackWhole() {
        final TestPool.Handle holder = new TestPool.Handle();
        assertTrue(cache.claim(holder));
        final int[] taken = new int[SlotPool.SLOTS_PER_CACHE];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = cache.take();
        }
        for (final int slot : taken) {
            cache.give(slot);
        }

        cache.handBack();
        cache.letGo();

        assertEquals(POPULATION / Magazine.CAPACITY, count(Magazine.FULL));
        assertEquals(depot.magazines().length - count(Magazine.FULL), count(Magazine.EMPTY));
        assertEquals(0, depot.overflow().size());
        assertEquals(POPULATION, depot.resting());
    }

    /** Slot 0 lies in either magazine, at its top and at its bottom: a 0 is a slot and not the end. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 33, 62})
    void shouldBringEverySlotHomeWhenAnotherThreadClosed(final int turn) throws Exception {
        final TestPool pool = pool(64, 1);
        final TestPool.Handle handle = handle();
        final List<TestPool.Block> blocks = allocate(pool, handle, 64);
        Collections.rotate(blocks, turn);
        final TestPool.Block last = blocks.remove(blocks.get(63).index() == 0 ? 0 : 63);
        free(handle, blocks);
        Race.onDeadThread(thread -> pool.close());
        assertEquals(false, pool.isReleased(), "one is out, the others rest with a living thread");

        handle.free(last);

        assertTrue(pool.isReleased(), "all came home: " + pool.counters());
    }
}
