// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A pool of N hands out N: at least that whatever rests elsewhere, never more than there are, no slot twice. */
class SlotPoolCapacityTest extends PoolFixture {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 31, 32, 33, 100, 1000})
    void shouldHandOutExactlyCapacityWhenThereAreNoCaches(final int capacity) {
        final TestPool pool = pool(capacity, 0);
        assertEquals(capacity, pool.population());
        final TestPool.Handle handle = handle();

        for (int round = 0; round < 3; round++) {
            final List<TestPool.Block> all = allocateAll(pool, handle);
            assertEquals(capacity, all.size());
            assertEachOnce(pool, all);
            assertNull(handle.allocate(pool));
            handle.free(all.remove(capacity / 2));
            all.add(handle.allocate(pool));
            assertNotNull(all.get(capacity - 1));
            assertNull(handle.allocate(pool));
            free(handle, all);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,3", "31,2", "32,2", "33,2", "100,4", "1000,3"})
    void shouldHandOutPopulationWhenNothingRestsElsewhere(final int capacity, final int caches) {
        final TestPool pool = pool(capacity, caches);
        assertEquals(capacity, pool.capacity());
        assertEquals(capacity + 64 * caches, pool.population());
        final TestPool.Handle handle = handle();

        final List<TestPool.Block> all = allocateAll(pool, handle);

        assertEquals(pool.population(), all.size());
        assertEachOnce(pool, all);
        free(handle, all);
    }

    @ParameterizedTest
    @CsvSource({"1,2", "31,3", "32,3", "33,3", "100,4", "1000,3"})
    void shouldHandOutCapacityWhenAllOtherCachesAreFull(final int capacity, final int caches) {
        final TestPool pool = pool(capacity, caches);
        for (int i = 1; i < caches; i++) {
            final TestPool.Handle hoarder = handle();
            hoarder.reserve(pool);
            hoarder.hoard(pool);
        }
        assertEquals(64 * (caches - 1), pool.audit().cached());

        final TestPool.Handle handle = handle();
        handle.reserve(pool);
        final List<TestPool.Block> all = allocateAll(pool, handle);
        assertEquals(capacity + 64, all.size(), "the caller's own reserve is not hoarded");
        assertEachOnce(pool, all);
        free(handle, all);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "31,2", "33,3", "100,4"})
    void shouldHandOutCapacityWithoutCacheWhenAllCachesAreFull(final int capacity, final int caches) {
        final TestPool pool = pool(capacity, caches);
        for (int i = 0; i < caches; i++) {
            handle().hoard(pool);
        }
        final TestPool.Handle uncached = handle();

        final List<TestPool.Block> all = allocateAll(pool, uncached);
        assertEquals(capacity, all.size());
        assertEachOnce(pool, all);
        assertEquals(64 * caches, pool.audit().cached());
        free(uncached, all);
        assertEquals(64 * caches, pool.audit().cached(), "without a cache nothing rests outside the depot");
    }

    /** Where it stands still in Depot.takeSlot: one slot of the magazine is in its hand, the others are in no place. */
    @Test
    void shouldMissOneMagazineAtMostWhileAnotherThreadBreaksItUp() {
        final TestPool pool = pool(100, 1);
        final TestPool.Handle uncached = handle();
        handle().hoard(pool);
        final Magazine broken = pool.depot().takeFull(-1);
        final int taken = broken.take();

        for (int missing = Magazine.CAPACITY - 1; missing > 0; missing--) {
            assertCanBeOut(pool.capacity() - 1 - missing, pool, uncached);
            pool.depot().giveSlot(broken.take());
        }
        assertCanBeOut(pool.capacity() - 1, pool, uncached);
        pool.depot().pour(broken);
        pool.depot().giveSlot(taken);

        assertCanBeOut(pool.capacity(), pool, uncached);
    }

    private static void assertCanBeOut(final int slots, final TestPool pool, final TestPool.Handle handle) {
        final List<TestPool.Block> all = allocateAll(pool, handle);
        assertEquals(slots, all.size());
        free(handle, all);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldHandOutEachSlotOnceWhenFreedInAnyOrder(final long seed) {
        final TestPool pool = pool(9, 1);
        final TestPool.Handle handle = handle();
        final Random random = new Random(seed);

        for (int round = 0; round < 100; round++) {
            final List<TestPool.Block> all = allocateAll(pool, handle);
            assertEquals(pool.population(), all.size());
            assertEachOnce(pool, all);
            Collections.shuffle(all, random);
            free(handle, all);
        }
    }

    @Test
    void shouldRefuseCacheWhenMaxCachesAreInUse() {
        final TestPool pool = pool(3, 2);
        final TestPool.Handle first = handle();
        final TestPool.Handle second = handle();
        final TestPool.Handle third = handle();
        first.reserve(pool);
        second.reserve(pool);

        final IllegalStateException refused = assertThrows(IllegalStateException.class, () -> third.reserve(pool));

        assertTrue(refused.getMessage().contains("pool=test0 maxCaches=2"), refused.getMessage());
        first.close();
        final TestPool.Handle fourth = handle();
        fourth.reserve(pool);
    }

    @Test
    void shouldNotRefuseWhenPoolHasNoCachesAtAll() {
        final TestPool pool = pool(3, 0);
        final TestPool.Handle handle = handle();

        handle.reserve(pool);

        final List<TestPool.Block> all = allocateAll(pool, handle);
        assertEquals(3, all.size());
        free(handle, all);
    }

    @Test
    void shouldGoToDepotWithoutReserveWhenMaxCachesAreInUse() {
        final TestPool pool = pool(3, 1);
        handle().reserve(pool);
        final TestPool.Handle uncached = handle();

        final List<TestPool.Block> some = allocate(pool, uncached, 3);
        free(uncached, some);

        assertEquals(0, pool.audit().cached());
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-1,0",
        "-2147483648,0",
        "1,-1",
        "1,-2147483648",
        "16777216,0",
        "2147483647,0",
        "2147483647,2147483647",
        "1,2147483647",
        "1,33554432",
        "16777215,1",
        "16777152,1"
    })
    void shouldRefuseSizesThatCannotBe(final int capacity, final int maxCaches) {
        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new TestPool(capacity, maxCaches));

        assertTrue(
                refused.getMessage().endsWith("pool=test0 capacity=" + capacity + " maxCaches=" + maxCaches),
                refused.getMessage());
    }

    /** The twin: the limits themselves are legal. */
    @Test
    void shouldAcceptLargestSizes() {
        assertEquals(Slot.MAX_SLOTS, SlotPool.populationOf("largest", Slot.MAX_SLOTS, 0));
        assertEquals(Slot.MAX_SLOTS, SlotPool.populationOf("largest", Slot.MAX_SLOTS - 64, 1));
        assertEquals(65, SlotPool.populationOf("smallest", 1, 1));
    }

    private static void assertEachOnce(final TestPool pool, final List<TestPool.Block> blocks) {
        final BitSet seen = new BitSet(pool.population());
        for (final TestPool.Block block : blocks) {
            assertFalse(seen.get(block.index()), block + " came twice");
            assertTrue(block.isOwned());
            seen.set(block.index());
        }
    }
}
