// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several slots in one step: out of one magazine, whichever has so many, and nothing when none has. */
class SlotCacheTakeManyTest extends PoolFixture {
    private static final int POPULATION = 4 * Magazine.CAPACITY;

    private final TestPool.Handle handle = handle();
    private final TestPool pool = pool(POPULATION - SlotPool.SLOTS_PER_CACHE, 1);
    private final BitSet taken = new BitSet();

    private SlotCache cache() {
        return handle.cacheOf(pool);
    }

    private boolean take(final int n) {
        final int from = cache().take(n);
        for (int i = 0; from >= 0 && i < n; i++) {
            note(cache().taken(from + i));
        }
        return from >= 0;
    }

    private void note(final int slot) {
        assertTrue(slot >= 0 && slot < POPULATION, "slot=" + slot);
        assertFalse(taken.get(slot), "slot " + slot + " came twice");
        taken.set(slot);
    }

    private void giveAll() {
        taken.stream().forEach(cache()::give);
        taken.clear();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16, 32})
    void shouldTakeAllInOneStepEachWhenBurstsDivideAMagazine(final int n) {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < POPULATION / n; i++) {
                assertTrue(take(n), "burst " + i + " of round " + round);
            }
            assertEquals(POPULATION, taken.cardinality());
            assertFalse(take(n), "all are out");
            assertEquals(round, pool.counters().exhausted(), "a burst that fails is not counted, a single take is");
            assertEquals(-1, cache().take());
            giveAll();
        }
    }

    @Test
    void shouldTakeFromTheOtherMagazineWhenTheLoadedOneHasTooFew() {
        handle.hoard(pool);
        assertTrue(take(20));
        assertTrue(take(20), "the other one is full");
        assertFalse(take(20), "each has 12");
        assertTrue(take(12));
        assertTrue(take(12));
        assertTrue(take(32), "both are empty, and the depot has a full one");
        giveAll();
    }

    @Test
    void shouldTakeNothingWhenNoMagazineHasSoMany() {
        assertTrue(take(20));
        final int out = pool.counters().inUse();
        for (final int n : new int[] {13, 32, 33, Integer.MAX_VALUE}) {
            assertFalse(take(n), "n=" + n);
            assertEquals(out, pool.counters().inUse());
        }
        for (int i = 0; i < 13; i++) {
            note(cache().take());
        }
        giveAll();
    }

    @Test
    void shouldTakeNothingOfAClosedPool() {
        assertTrue(take(1));
        pool.close();
        assertFalse(take(1));
        assertThrows(IllegalStateException.class, () -> cache().take());
        giveAll();
    }
}
