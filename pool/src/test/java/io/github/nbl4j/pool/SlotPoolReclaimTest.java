// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an error leaves in no place comes home, each way to lose it done here on purpose; what is held stays. */
class SlotPoolReclaimTest extends PoolFixture {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void shouldFindNothingWhenNothingIsLost(final int caches) {
        final TestPool pool = pool(50, caches);
        final TestPool.Handle handle = handle();
        final List<TestPool.Block> held = allocate(pool, handle, 40);

        assertEquals(0, pool.reclaim());

        assertEquals(40, pool.audit().held());
        assertTrue(pool.audit().isBalanced());
        free(handle, held);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void shouldBringHomeSlotsInNoPlace(final int caches) {
        final TestPool pool = pool(50, caches);
        final TestPool.Handle handle = handle();
        final List<TestPool.Block> held = allocate(pool, handle, 40);
        for (int i = 0; i < 7; i++) {
            held.remove(i).end();
        }
        assertEquals(7, pool.audit().defects().size());

        assertEquals(7, pool.reclaim());

        assertEquals(List.of(), pool.audit().defects());
        assertEquals(33, pool.audit().held());
        free(handle, held);
        assertAllCanBeTaken(pool, handle);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void shouldEndLivesThatNobodyHolds(final int caches) {
        final TestPool pool = pool(50, caches);
        final TestPool.Handle handle = handle();
        final List<TestPool.Block> held = allocate(pool, handle, 20);
        final TestPool.Block released = held.remove(0);
        released.release();
        final TestPool.Block lost = held.remove(0);
        final int generation = lost.generation();

        assertEquals(2, pool.reclaim(held::contains));

        assertEquals(generation + 1, lost.generation(), "older handles are stale");
        assertEquals(1, released.generation(), "that life had ended before");
        assertEquals(18, pool.audit().held());
        free(handle, held);
        assertAllCanBeTaken(pool, handle);
    }

    /** Between pop and publish, between publish and push, and with the holder's store to come. */
    @ParameterizedTest
    @ValueSource(ints = {Magazine.FULL, Magazine.LOADED, Magazine.LOADED | 1 << 2})
    void shouldBringHomeAMagazineInNoPlace(final int state) {
        final TestPool pool = pool(50, 2);
        final TestPool.Handle handle = handle();
        final List<TestPool.Block> held = allocate(pool, handle, 1);
        final Magazine orphan = pool.depot().takeFull(0);
        orphan.publish(state);
        assertEquals(Magazine.CAPACITY, pool.audit().defects().size(), "each of its slots is lost");

        assertEquals(Magazine.CAPACITY, pool.reclaim());

        assertTrue(pool.audit().isBalanced());
        free(handle, held);
        assertAllCanBeTaken(pool, handle);
    }

    @Test
    void shouldHaveAllEmptyMagazinesAgain() {
        final TestPool pool = pool(50, 1);
        final Depot depot = pool.depot();
        int n = 0;
        while (depot.takeEmpty(0, 0) != null) {
            n++;
        }

        assertEquals(0, pool.reclaim());

        for (int i = 0; i < n; i++) {
            assertNotSame(null, depot.takeEmpty(0, 0), "magazine " + i + " of " + n);
        }
        pool.reclaim();
    }

    @Test
    void shouldLeaveNoSlotInTwoPlaces() {
        final TestPool pool = pool(9, 1);
        final TestPool.Handle handle = handle();
        final TestPool.Block block = handle.allocate(pool);
        handle.free(block);
        pool.uncached().give(block.index());
        assertFalse(pool.audit().isBalanced());

        assertEquals(0, pool.reclaim());

        assertTrue(pool.audit().isBalanced());
        assertAllCanBeTaken(pool, handle);
    }

    /** An error between the claim of a cache and the store that remembers it. */
    @Test
    void shouldFreeACacheThatItsHolderDoesNotKnow() {
        final TestPool pool = pool(50, 1);
        final TestPool.Handle broken = new TestPool.Handle();
        final SlotCache claimed = pool.claim(broken);
        final TestPool.Handle handle = handle();
        assertSame(pool.uncached(), handle.cache(pool));
        handle.close();

        pool.reclaim();

        final TestPool.Handle next = handle();
        assertSame(claimed, next.cache(pool));
    }

    @Test
    void shouldLetGoOfStripes() throws InterruptedException {
        final ConfinedTable<TestPool.Handle> table = new ConfinedTable<>(1, 1, TestPool.Handle::new);
        final TestPool.Handle place = table.enter();
        final BlockingQueue<TestPool.Handle> entered = new LinkedBlockingQueue<>();
        final CountDownLatch end = new CountDownLatch(1);
        final Runnable enterAndStay = () -> {
            entered.add(table.enter());
            try {
                end.await();
            } catch (final InterruptedException ex) {
                throw new AssertionError(ex);
            }
        };
        new Thread(enterAndStay).start();
        final TestPool.Handle stripe = entered.take();
        new Thread(enterAndStay).start();
        final TestPool.Handle uncached = entered.take();

        table.reclaim();
        new Thread(enterAndStay).start();

        assertSame(stripe, entered.take(), "it can be borrowed again");
        assertEquals(3, Set.of(place, stripe, uncached).size());
        end.countDown();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void shouldReleaseAClosedPoolWithTheLastSlot(final int caches) {
        final TestPool pool = pool(50, caches);
        final TestPool.Handle handle = handle();
        final List<TestPool.Block> held = allocate(pool, handle, 3);
        held.remove(0).end();
        handle.close();
        pool.close();

        assertEquals(1, pool.reclaim());
        assertFalse(pool.isReleased());
        assertEquals(2, pool.reclaim(slot -> false));

        assertTrue(pool.isReleased());
        assertEquals(0, pool.reclaim(), "there is nothing left");
    }

    /** An error between the count of the last slot and the release: all have arrived, and the phase does not say so. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void shouldReleaseAClosedPoolWhoseLastArrivalWasBrokenOff(final int caches) throws Exception {
        final TestPool pool = pool(50, caches);
        final TestPool.Handle handle = handle();
        final TestPool.Block last = handle.allocate(pool);
        handle.close();
        pool.close();
        assertEquals(pool.population() - 1, Fields.get(pool, "arrived"));
        last.end();
        Fields.set(pool, "arrived", pool.population());

        pool.close();
        assertFalse(pool.isReleased(), "a close does not look for it");
        assertEquals(0, pool.reclaim(), "no slot was missing");

        assertTrue(pool.isReleased());
    }

    private static void assertAllCanBeTaken(final TestPool pool, final TestPool.Handle handle) {
        final List<TestPool.Block> all = allocateAll(pool, handle);
        assertEquals(pool.population(), all.size());
        free(handle, all);
    }
}
