// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Close refuses at once, takes what comes home, and gives the memory back with the last slot: once, never earlier. */
class SlotPoolCloseTest extends PoolFixture {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void shouldReleaseAtOnceWhenNothingIsOut(final int caches) {
        final TestPool pool = pool(9, caches);
        final TestPool.Handle handle = handle();
        free(handle, allocate(pool, handle, 3));
        assertFalse(pool.isClosed());
        assertFalse(pool.isReleased());

        pool.close();

        assertTrue(pool.isClosed());
        assertTrue(pool.isReleased());
        assertEquals(1, pool.releases());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void shouldReleaseByTheNextCloseWhenAnErrorBrokeTheReleaseOff(final int caches) {
        final TestPool pool = pool(9, caches);
        final TestPool.Handle handle = handle();
        final TestPool.Block last = handle.allocate(pool);
        pool.close();
        pool.breakReleaseOff();
        assertThrows(StackOverflowError.class, () -> handle.free(last));
        assertTrue(pool.isClosed());
        assertFalse(pool.isReleased());

        pool.close();

        assertTrue(pool.isReleased());
        pool.close();
        assertEquals(1, pool.releases());
    }

    /** It stands still between the depot and the count, with a magazine in its hand. */
    @Test
    void shouldKeepTheMemoryUntilACloserThatStandsStillGoesOn() {
        final TestPool pool = pool(100, 1);
        final TestPool.Handle handle = handle();
        final TestPool.Block held = handle.allocate(pool);
        final Magazine inItsHand = pool.depot().takeFull(0);
        pool.close();

        assertThrows(IllegalStateException.class, () -> handle.allocate(pool));
        handle.free(held);
        pool.close();
        assertFalse(pool.isReleased());
        assertEquals(Magazine.CAPACITY, pool.counters().inUse(), "on their way");
        pool.arrive(inItsHand.count());

        assertTrue(pool.isReleased());
    }

    /** Nothing brings him to a pool that is closed, and of which he has nothing. */
    @Test
    void shouldReleaseWhenTheOwnerOfAPlaceComesByForWhateverPool() throws Exception {
        final TestPool closed = pool(9, 1);
        final TestPool other = pool(9, 1);
        final ConfinedTable<TestPool.Handle> table = new ConfinedTable<>(1, 0, TestPool.Handle::new);
        final TestPool.Handle place = table.enter();
        place.hoard(closed);
        table.exit(place);
        Race.onDeadThread(thread -> closed.close());
        assertFalse(closed.isReleased(), "its owner lives, and may use it at this moment");

        comeBy(table, place, other);

        assertTrue(closed.isReleased());
        comeBy(table, place, other);
        Race.onDeadThread(thread -> other.close());
        table.exit(table.enter());
        assertTrue(other.isReleased());
    }

    private static void comeBy(
            final ConfinedTable<TestPool.Handle> table, final TestPool.Handle place, final TestPool pool) {
        assertSame(place, table.enter());
        place.free(place.allocate(pool));
        table.exit(place);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void shouldRefuseAndNameThePoolWhenClosed(final int caches) {
        final TestPool pool = pool(9, caches);
        final TestPool.Handle handle = handle();
        final TestPool.Block held = handle.allocate(pool);
        pool.close();

        for (int i = 0; i < 3; i++) {
            final IllegalStateException refused =
                    assertThrows(IllegalStateException.class, () -> handle.allocate(pool));
            assertEquals(
                    "pool must be open: test0 is closed (allocate before close, free after)", refused.getMessage());
        }
        assertEquals(0, pool.counters().exhausted(), "refused is not exhausted");
        assertEquals(1, pool.counters().inUse());
        assertFalse(pool.isReleased());
        handle.free(held);
        assertTrue(pool.isReleased());
        assertEquals(0, pool.counters().inUse());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void shouldReleaseWithLastSlotWhateverTheOrder(final int caches) {
        for (int seed = 1; seed <= 9; seed++) {
            final TestPool pool = pool(9, caches);
            final TestPool.Handle handle = handle();
            final List<TestPool.Block> all = allocateAll(pool, handle);
            pool.close();
            Collections.shuffle(all, new Random(seed));

            while (!all.isEmpty()) {
                assertFalse(pool.isReleased(), "released with " + all.size() + " slots out, seed=" + seed);
                assertEquals(all.size(), pool.counters().inUse());
                handle.free(all.remove(0));
            }

            assertTrue(pool.isReleased(), "seed=" + seed);
            assertEquals(1, pool.releases());
            handle.close();
        }
    }

    @Test
    void shouldReleaseOnceWhenClosedTwice() {
        final TestPool pool = pool(9, 1);
        final TestPool.Handle handle = handle();
        final TestPool.Block held = handle.allocate(pool);
        pool.close();
        pool.close();
        assertFalse(pool.isReleased());

        handle.free(held);
        pool.close();

        assertEquals(1, pool.releases());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldAcceptFreeWithoutCacheWhenClosed(final int caches) {
        final TestPool pool = pool(9, caches);
        final TestPool.Handle handle = handle();
        final List<TestPool.Block> all = allocate(pool, handle, 9);
        pool.close();

        free(new TestPool.Handle(Confined.Role.UNCACHED), all);

        assertTrue(pool.isReleased());
    }

    @Test
    void shouldAcceptFreeFromHandleThatNeverUsedThePool() {
        final TestPool pool = pool(9, 2);
        final TestPool.Handle handle = handle();
        final List<TestPool.Block> all = allocate(pool, handle, 9);
        pool.close();

        free(handle(), all);

        assertTrue(pool.isReleased());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldReleaseWhenLivingThreadsCloseTheirHandles(final int threads) throws Exception {
        final TestPool pool = pool(9, threads);
        final CountDownLatch hoarded = new CountDownLatch(threads);
        final CountDownLatch closed = new CountDownLatch(1);
        final Race race = Race.start(threads, thread -> {
            final TestPool.Handle handle = new TestPool.Handle();
            handle.hoard(pool);
            hoarded.countDown();
            closed.await();
            assertFalse(pool.isReleased(), "64 slots rest here, and this thread lives");
            handle.close();
        });
        hoarded.await();
        pool.close();
        assertFalse(pool.isReleased());
        closed.countDown();
        race.join();

        assertTrue(pool.isReleased());
        assertEquals(1, pool.releases());
    }

    @Test
    void shouldReleaseWhenLivingThreadComesByOnceMore() throws Exception {
        final TestPool taker = pool(9, 1);
        final TestPool giver = pool(9, 1);
        final CountDownLatch hoarded = new CountDownLatch(1);
        final CountDownLatch closed = new CountDownLatch(1);
        final Race race = Race.start(1, thread -> {
            final TestPool.Handle handle = new TestPool.Handle();
            handle.hoard(taker);
            handle.hoard(giver);
            final TestPool.Block held = handle.allocate(giver);
            hoarded.countDown();
            closed.await();
            assertThrows(IllegalStateException.class, () -> handle.allocate(taker));
            assertTrue(taker.isReleased(), "the refused call brought the cache home");
            handle.free(held);
            assertTrue(giver.isReleased(), "the free brought the cache home");
        });
        hoarded.await();
        taker.close();
        giver.close();
        assertFalse(taker.isReleased());
        assertFalse(giver.isReleased());
        closed.countDown();
        race.join();
    }

    @Test
    void shouldReleaseWhenOwnersOfCachesAreDead() throws Exception {
        final TestPool pool = pool(9, 3);
        Race.run(3, thread -> new TestPool.Handle().hoard(pool));

        pool.close();

        assertTrue(pool.isReleased());
    }

    @Test
    void shouldReleaseAtSecondCloseWhenOwnerDiedMeanwhile() throws Exception {
        final TestPool pool = pool(9, 1);
        final CountDownLatch hoarded = new CountDownLatch(1);
        final CountDownLatch closed = new CountDownLatch(1);
        final Race race = Race.start(1, thread -> {
            new TestPool.Handle().hoard(pool);
            hoarded.countDown();
            closed.await();
        });
        hoarded.await();
        pool.close();
        closed.countDown();
        race.join();
        assertFalse(pool.isReleased());

        pool.close();

        assertTrue(pool.isReleased());
    }

    @Test
    void shouldLeaveOtherPoolsOpenWhenOneIsClosed() {
        final TestPool first = pool(9, 1);
        final TestPool second = pool(9, 1);
        final TestPool.Handle handle = handle();
        handle.hoard(first);
        final TestPool.Block held = handle.allocate(second);

        first.close();

        assertTrue(first.isReleased());
        assertFalse(second.isClosed());
        final List<TestPool.Block> all = allocateAll(second, handle);
        assertEquals(second.population() - 1, all.size());
        free(handle, all);
        handle.free(held);
    }

    @Test
    void shouldCloseIdleHandlesOfTableToo() {
        final TestPool pool = pool(9, 3);
        final ConfinedTable<TestPool.Handle> table = new ConfinedTable<>(1, 2, TestPool.Handle::new);
        final TestPool.Handle place = table.enter();
        place.hoard(pool);
        table.exit(place);

        pool.close();

        assertTrue(pool.isReleased());
    }
}
