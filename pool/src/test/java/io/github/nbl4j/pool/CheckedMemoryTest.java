// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who writes memory that is not his is found: after the free of a slot, or beyond its end. */
class CheckedMemoryTest extends PoolFixture {
    private static final int LENGTH = 100;
    private static final int BLOCKS_PER_SLOT = 2;

    private final TestPool pool = pool(3, 1);
    private final Slabs slabs = new Slabs("payload", BLOCKS_PER_SLOT * pool.population(), LENGTH);
    private final TestPool.Handle handle = handle();
    private final TestPool.Block slot;

    CheckedMemoryTest() {
        pool.lieIn(slabs);
        final TestPool.Block first = handle.allocate(pool);
        slot = handle.allocate(pool);
        handle.free(first);
        assertTrue(slot.index() > 0, "something lies before it");
    }

    @AfterEach
    void freeSlot() {
        if (slot.isOwned()) {
            handle.free(slot);
        }
    }

    /** In one of the two blocks of the slot, counted from its first byte: also before and behind it. */
    private void write(final int block, final int offset) {
        final int of = BLOCKS_PER_SLOT * slot.index() + block;
        slabs.slab(of).put(slabs.offset(of) + offset, (byte) 0x41);
    }

    private List<String> defects() {
        return pool.audit().defects();
    }

    @Test
    void shouldLetOwnerWriteAllThatIsHis() {
        for (int block = 0; block < BLOCKS_PER_SLOT; block++) {
            for (int i = 0; i < LENGTH; i++) {
                write(block, i);
            }
        }
        slot.requireRedZones();
        handle.free(slot);

        assertSame(slot, handle.allocate(pool));
        assertEquals(List.of(), defects());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 55, 95, 96, 99})
    void shouldFindWhatWasWrittenAfterFree(final int offset) {
        for (int block = 0; block < BLOCKS_PER_SLOT; block++) {
            handle.free(slot);
            write(block, offset);

            assertEquals(Checked.ENABLED ? 1 : 0, defects().size());
            onlyCheckedRefuses(
                    () -> handle.allocate(pool),
                    "memory of a resting slot must stay as it is: " + slot,
                    "memory=payload length=100 offset=" + offset + " found=0x41 poison=0xde",
                    "most likely it was written after its free",
                    "last freed by " + Thread.currentThread().getName());
            if (Checked.ENABLED) {
                assertEquals(List.of(), defects(), "found once");
                assertSame(slot, handle.allocate(pool), "and not lost");
                assertEquals(block + 1, pool.counters().misuse());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-16, -9, -8, -1, LENGTH, LENGTH + 3, LENGTH + 4, LENGTH + 15})
    void shouldFindWhatOwnerWroteBeyondHisMemory(final int offset) {
        for (int block = 0; block < BLOCKS_PER_SLOT; block++) {
            write(block, offset);

            assertEquals(Checked.ENABLED ? 1 : 0, defects().size());
            onlyCheckedRefuses(
                    slot::requireRedZones,
                    "a slot's memory must not be exceeded: " + slot,
                    "memory=payload length=100 offset=" + offset + " found=0x41",
                    "last events: allocate");
            slot.requireRedZones();
            assertEquals(List.of(), Checked.ENABLED ? defects() : List.of(), "found once");
        }
        assertEquals(Checked.ENABLED ? BLOCKS_PER_SLOT : 0, pool.counters().misuse());
    }

    @Test
    void shouldFindRedZoneThatWasWrittenWhileSlotRests() {
        handle.free(slot);
        write(0, -1);

        onlyCheckedRefuses(() -> handle.allocate(pool), "offset=-1");
        if (Checked.ENABLED) {
            assertSame(slot, handle.allocate(pool), "mended");
        }
    }

    /** Where the free broke off nobody knows: what reclaim brings home is poisoned there. */
    @Test
    void shouldTakeWithoutAWordWhatReclaimBroughtHome() {
        write(0, 5);
        slot.end();

        assertEquals(1, pool.reclaim());

        assertEquals(List.of(), defects());
        free(handle, allocateAll(pool, handle));
    }

    /** What lay in its place all the time was written by somebody. */
    @Test
    void shouldFindAfterReclaimWhatWasWrittenBefore() {
        handle.free(slot);
        write(0, 5);

        assertEquals(0, pool.reclaim());

        assertEquals(Checked.ENABLED ? 1 : 0, defects().size());
        final List<TestPool.Block> below = allocate(pool, handle, slot.index());
        onlyCheckedRefuses(() -> handle.free(handle.allocate(pool)), "resting slot", slot.toString(), "offset=5");
        free(handle, below);
    }

    /** A run of slots is taken at once, or none. */
    @Test
    void shouldTakeNoRunWithASlotThatWasWritten() {
        handle.free(slot);
        final SlotCache cache = handle.cache(pool);
        write(1, 5);

        onlyCheckedRefuses(() -> giveBack(cache, cache.take(3), 3), "offset=5");
        giveBack(cache, cache.take(3), 3);
    }

    /** Nor from the magazine that is loaded for the run. */
    @Test
    void shouldTakeNoRunOfTheOtherMagazineWithASlotThatWasWritten() {
        handle.free(slot);
        handle.hoard(pool);
        final SlotCache cache = handle.cache(pool);
        final int loaded = cache.taken(cache.take(1));
        write(1, 5);

        onlyCheckedRefuses(() -> giveBack(cache, cache.take(Magazine.CAPACITY), Magazine.CAPACITY), "offset=5");
        giveBack(cache, cache.take(Magazine.CAPACITY), Magazine.CAPACITY);
        cache.give(loaded);
    }

    private static void giveBack(final SlotCache cache, final int from, final int n) {
        assertTrue(from >= 0, "some magazine has so many");
        final int[] taken = new int[n];
        for (int i = 0; i < n; i++) {
            taken[i] = cache.taken(from + i);
        }
        for (final int index : taken) {
            cache.give(index);
        }
    }
}
