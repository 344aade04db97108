// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Close in the middle of work: a held slot keeps the memory, and the last one that comes home gives it back once. */
class SlotPoolCloseRaceTest extends PoolFixture {
    private static final int ROUNDS = 60;

    /** What the threads leave behind for the closed pool to find. */
    enum End {
        /** They close their handles. */
        CLOSE,
        /** They die with slots resting; a second close finds those. */
        DIE,
        /** They have no handle of their own. */
        UNCACHED
    }

    @ParameterizedTest
    @CsvSource({"2,0,CLOSE", "2,2,CLOSE", "3,2,CLOSE", "4,4,CLOSE", "3,2,DIE", "2,1,UNCACHED"})
    void shouldReleaseOnceAndNeverUnderUseWhenClosedWhileInUse(final int threads, final int caches, final End end)
            throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            final int seed = round;
            final TestPool pool = new TestPool(70, caches);
            // The closer starts when all are at work, and a round-dependent amount of work later.
            final CountDownLatch working = new CountDownLatch(threads);
            Race.run(threads + 1, thread -> {
                if (thread == threads) {
                    working.await();
                    spin(seed * 37 % 5_000);
                    pool.close();
                } else {
                    workUntilClosed(pool, end, new Random(seed * 31L + thread), working);
                }
            });
            if (end == End.DIE) {
                pool.close();
            }

            assertReleasedOnce(pool, round);
            assertEquals(0, pool.counters().inUse(), "round " + round);
            pool.audit().requireAllFree();
        }
    }

    /** Holders that only free: the pool is closed by whoever comes last, on whatever thread that is. */
    @ParameterizedTest
    @CsvSource({"2,0", "2,2", "4,4", "4,1"})
    void shouldReleaseOnceWhenThreadsFreeWhileClosing(final int threads, final int caches) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            final TestPool pool = new TestPool(9 * threads, caches);
            final TestPool.Handle main = new TestPool.Handle(Confined.Role.UNCACHED);
            final List<List<TestPool.Block>> shares = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                shares.add(allocate(pool, main, 9));
            }

            Race.run(threads + 1, thread -> {
                if (thread == threads) {
                    pool.close();
                    return;
                }
                final TestPool.Handle handle = new TestPool.Handle();
                for (final TestPool.Block block : shares.get(thread)) {
                    freeWhatIsThere(pool, handle, block);
                }
                handle.close();
            });

            assertReleasedOnce(pool, round);
        }
    }

    private static void freeWhatIsThere(final TestPool pool, final TestPool.Handle handle, final TestPool.Block block) {
        assertFalse(pool.isReleased(), "released while a slot is held");
        handle.free(block);
    }

    private static void assertReleasedOnce(final TestPool pool, final int round) {
        assertTrue(pool.isReleased(), "round " + round + ": " + pool.counters());
        assertEquals(1, pool.releases(), "round " + round);
    }

    /** The twin: memory that goes under its user, that goes twice, and that stays. */
    @Test
    void shouldSeeMemoryThatGoesTooEarlyOrTwiceOrNever() {
        final TestPool pool = new TestPool(3, 0);
        final TestPool.Handle handle = new TestPool.Handle();
        final List<TestPool.Block> held = allocate(pool, handle, 3);
        // Home already while it is held: the last of the two others is taken for the last of all.
        handle.cache(pool).give(held.get(0).index());
        pool.close();
        freeWhatIsThere(pool, handle, held.get(1));
        freeWhatIsThere(pool, handle, held.get(2));
        assertThrows(AssertionError.class, () -> freeWhatIsThere(pool, handle, held.get(0)));
        assertReleasedOnce(pool, 0);
        pool.releaseMemory();
        assertThrows(AssertionError.class, () -> assertReleasedOnce(pool, 0));

        final TestPool forgotten = new TestPool(1, 3, 0);
        allocate(forgotten, handle, 1);
        forgotten.close();
        assertThrows(AssertionError.class, () -> assertReleasedOnce(forgotten, 0));
    }

    /** A take without a cache breaks a magazine up: what it pours into the drained depot must come home as well. */
    @Test
    void shouldReleaseWhenTakeWithoutCacheBreaksMagazineWhileClosing() throws Exception {
        final int rounds = 5_000;
        final TestPool[] pools = new TestPool[rounds];
        for (int i = 0; i < rounds; i++) {
            pools[i] = new TestPool(32, 1);
        }
        final CyclicBarrier barrier = new CyclicBarrier(2);

        Race.run(2, thread -> {
            final TestPool.Handle handle = new TestPool.Handle(Confined.Role.UNCACHED);
            for (int i = 0; i < rounds; i++) {
                barrier.await();
                if (thread == 0) {
                    pools[i].close();
                } else {
                    takeAndGiveUntilClosed(pools[i], handle);
                }
            }
        });

        for (int i = 0; i < rounds; i++) {
            assertReleasedOnce(pools[i], i);
        }
    }

    private static void takeAndGiveUntilClosed(final TestPool pool, final TestPool.Handle handle) {
        final List<TestPool.Block> mine = new ArrayList<>();
        try {
            TestPool.Block block = handle.allocate(pool);
            while (block != null) {
                mine.add(block);
                block = handle.allocate(pool);
            }
        } catch (final IllegalStateException closed) {
            assertTrue(pool.isClosed());
        }
        free(handle, mine);
    }

    private static void workUntilClosed(
            final TestPool pool, final End end, final Random random, final CountDownLatch working) {
        final TestPool.Handle handle =
                new TestPool.Handle(end == End.UNCACHED ? Confined.Role.UNCACHED : Confined.Role.EXPLICIT);
        final List<TestPool.Block> mine = new ArrayList<>();
        boolean open = true;
        for (int step = 0; open; step++) {
            try {
                for (int n = random.nextInt(40); n > 0; n--) {
                    final TestPool.Block block = handle.allocate(pool);
                    if (block != null) {
                        mine.add(block);
                    }
                }
            } catch (final IllegalStateException closed) {
                assertTrue(closed.getMessage().startsWith("pool must be open"), closed.toString());
                assertTrue(pool.isClosed());
                open = false;
            }
            for (int n = open ? random.nextInt(mine.size() + 1) : mine.size(); n > 0; n--) {
                freeWhatIsThere(pool, handle, mine.remove(mine.size() - 1));
            }
            if (step == 0) {
                working.countDown();
            }
        }
        if (end == End.CLOSE) {
            handle.close();
        }
    }

    private static void spin(final int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }
}
