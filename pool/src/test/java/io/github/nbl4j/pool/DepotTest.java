// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DepotTest {
    private static final int CACHE = 1;

    @ParameterizedTest
    @CsvSource({"1,0", "31,0", "32,0", "100,0", "1,1", "31,1", "32,1", "33,1", "100,3", "96,3"})
    void shouldHoldEachSlotOnceWhenNew(final int population, final int caches) {
        final Depot depot = new Depot(population, caches);
        assertEquals(population, depot.resting());
        assertFalse(depot.hasNone());

        final BitSet seen = new BitSet();
        for (int slot = depot.takeSlot(CACHE); slot >= 0; slot = depot.takeSlot(CACHE)) {
            assertFalse(seen.get(slot), "slot " + slot + " came twice");
            seen.set(slot);
        }

        assertEquals(population, seen.cardinality());
        assertEquals(population, seen.length());
        assertTrue(depot.hasNone());
        assertEquals(0, depot.resting());
    }

    @Test
    void shouldKeepRemainderInOverflowWhenPopulationIsNoMultiple() {
        final Depot depot = new Depot(2 * Magazine.CAPACITY + 5, 1);

        for (int slot = 2 * Magazine.CAPACITY; slot < 2 * Magazine.CAPACITY + 5; slot++) {
            assertEquals(slot, depot.takeOverflow());
        }
        assertEquals(-1, depot.takeOverflow());
        final Magazine first = depot.takeFull(CACHE);
        final Magazine second = depot.takeFull(CACHE);
        assertTrue(first.isFull());
        assertTrue(second.isFull());
        assertNull(depot.takeFull(CACHE));
        assertTrue(depot.hasNone());
    }

    @Test
    void shouldHaveNoMagazineWhenThereAreNoCaches() {
        final Depot depot = new Depot(100, 0);

        assertNull(depot.takeFull(0));
        assertNull(depot.takeEmpty(0, 0));
        assertEquals(0, depot.magazines().length);
        assertEquals(100, depot.resting());
    }

    @Test
    void shouldExchangeFullForEmptyAndRecordTheHolder() {
        final Depot depot = new Depot(3 * Magazine.CAPACITY, 3);
        final Magazine full = depot.takeFull(CACHE);
        assertTrue(full.isFull());
        assertEquals(Magazine.LOADED | CACHE << 2, full.state());
        assertEquals(2 * Magazine.CAPACITY, depot.resting());

        final Magazine empty = depot.takeEmpty(2, 0);
        assertTrue(empty.isEmpty());
        assertEquals(Magazine.LOADED | 2 << 2, empty.state());

        depot.giveEmpty(empty);
        depot.giveFull(full);
        assertEquals(Magazine.EMPTY, empty.state());
        assertEquals(Magazine.FULL, full.state());
        assertSame(full, depot.takeFull(CACHE), "the hottest comes first");
        depot.giveFull(full);
        assertEquals(3 * Magazine.CAPACITY, depot.resting());
    }

    @Test
    void shouldFindEveryEmptyMagazineWhenItsHintIsGone() {
        final Depot depot = new Depot(Magazine.CAPACITY, 3);
        final int count = 12;
        // Each hint is polled here and its magazine let go by the state word alone, as after a refused offer.
        for (int i = 0; i < count; i++) {
            assertNotNull(depot.takeEmpty(CACHE, 0));
        }
        assertNull(depot.takeEmpty(CACHE, 0));
        for (final Magazine magazine : depot.magazines()) {
            if (magazine.isEmpty()) {
                magazine.publish(Magazine.EMPTY);
            }
        }

        for (int i = 0; i < count; i++) {
            final Magazine found = depot.takeEmpty(i % 3, 0);
            assertNotNull(found, "empty magazine " + i + " of " + count);
            assertTrue(found.isEmpty());
        }
        assertNull(depot.takeEmpty(CACHE, 0));
    }

    /** As when a thread is preempted inside the queue: it offers nobody anything, and most magazines are far away. */
    @Test
    void shouldFindAFarMagazineWhenTheLookGoesOn() {
        final Depot depot = new Depot(4 * Depot.SCAN_LIMIT * Magazine.CAPACITY, 1);
        for (Magazine m = depot.takeEmpty(CACHE, 0); m != null; m = depot.takeEmpty(CACHE, 0)) {
            assertTrue(m.isEmpty());
        }
        final Magazine far = depot.magazines()[3 * Depot.SCAN_LIMIT + 5];
        while (far.state() == Magazine.FULL) {
            depot.takeFull(CACHE);
        }
        far.publish(Magazine.EMPTY);

        for (int look = 0; look < 3; look++) {
            assertNull(depot.takeEmpty(CACHE, look * Depot.SCAN_LIMIT), "look " + look);
        }
        assertSame(far, depot.takeEmpty(CACHE, 3 * Depot.SCAN_LIMIT));
        far.publish(Magazine.EMPTY);
        assertSame(far, depot.takeEmpty(CACHE, far.id - 5 + 100 * count(depot)), "round and round");
        for (final int wrapped : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertNull(depot.takeEmpty(CACHE, wrapped), "none is left: " + wrapped);
        }
    }

    private static int count(final Depot depot) {
        return depot.magazines().length;
    }

    @Test
    void shouldGiveEachEmptyMagazineOnceWhenHintsAreDoubled() {
        final Depot depot = new Depot(Magazine.CAPACITY, 1);
        final Magazine held = depot.takeEmpty(0, 0);
        depot.giveEmpty(held);
        held.claim(Magazine.EMPTY, Magazine.LOADED);
        depot.giveEmpty(held);

        final BitSet seen = new BitSet();
        for (Magazine magazine = depot.takeEmpty(0, 0); magazine != null; magazine = depot.takeEmpty(0, 0)) {
            assertFalse(seen.get(magazine.id), "magazine " + magazine.id + " came twice");
            seen.set(magazine.id);
        }
        assertEquals(4, seen.cardinality());
    }

    @Test
    void shouldBreakMagazineWhenOverflowHasNoSlot() {
        final Depot depot = new Depot(Magazine.CAPACITY, 1);

        final int slot = depot.takeSlot(CACHE);
        assertEquals(Magazine.CAPACITY - 1, depot.resting());
        assertNull(depot.takeFull(CACHE), "the only magazine was broken");
        depot.giveSlot(slot);
        assertEquals(Magazine.CAPACITY, depot.resting());
        assertEquals(slot, depot.takeOverflow());
        depot.giveSlot(slot);
    }

    @Test
    void shouldPourWhateverAMagazineHolds() {
        final Depot depot = new Depot(3 * Magazine.CAPACITY, 1);
        final Magazine partial = depot.takeFull(CACHE);
        final int held = partial.take();

        depot.pour(partial);

        assertEquals(Magazine.EMPTY, partial.state());
        assertTrue(partial.isEmpty());
        assertEquals(3 * Magazine.CAPACITY - 1, depot.resting());
        depot.giveSlot(held);
        assertEquals(3 * Magazine.CAPACITY, depot.resting());
    }
}
