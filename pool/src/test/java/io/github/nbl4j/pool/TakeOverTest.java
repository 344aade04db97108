// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Whose a handle is: its thread's, until that closes it or dies; then whoever comes takes its caches over. */
class TakeOverTest extends PoolFixture {
    /** Nobody joins the dead thread: that it is not alive is all that orders its plain contents before their finder. */
    @Test
    @Timeout(60)
    void shouldSeeWhatTheOwnerLeftWhenNothingButItsDeathSaysSo() throws Exception {
        for (int round = 0; round < 60; round++) {
            final TestPool pool = pool(1, 1);
            final CountDownLatch taken = new CountDownLatch(1);
            new Thread(() -> {
                        final TestPool.Handle late = new TestPool.Handle();
                        final List<TestPool.Block> most = allocate(pool, late, SlotPool.SLOTS_PER_CACHE);
                        taken.countDown();
                        free(late, most);
                    })
                    .start();
            taken.await();

            final Set<TestPool.Block> all = new HashSet<>();
            final TestPool.Handle finder = handle();
            while (all.size() < pool.population()) {
                final TestPool.Block block = finder.allocate(pool);
                assertTrue(block == null || all.add(block), "each once");
            }

            all.forEach(finder::free);
        }
    }

    @Test
    void shouldAllocateEverythingWhenOwnerDiedWithFullCache() throws Exception {
        final TestPool pool = pool(9, 3);
        Race.onDeadThread(thread -> new TestPool.Handle().hoard(pool));
        assertEquals(64, pool.audit().cached());

        final TestPool.Handle handle = handle();
        final List<TestPool.Block> all = allocateAll(pool, handle);

        assertEquals(pool.population(), all.size());
        free(handle, all);
    }

    /** The twin: while the thread lives, what rests in its cache stays there. */
    @Test
    void shouldLeaveCacheAloneWhenOwnerLives() throws Exception {
        final TestPool pool = pool(9, 3);
        final CountDownLatch hoarded = new CountDownLatch(1);
        final CountDownLatch end = new CountDownLatch(1);
        final Race owner = Race.start(1, thread -> {
            new TestPool.Handle().hoard(pool);
            hoarded.countDown();
            end.await();
        });
        hoarded.await();
        final TestPool.Handle handle = handle();

        final List<TestPool.Block> all = allocateAll(pool, handle);

        assertEquals(pool.population() - 64, all.size());
        end.countDown();
        owner.join();
        // A row of failures looks for the dead again at every 64th.
        for (int i = 0; i < 64; i++) {
            final TestPool.Block block = handle.allocate(pool);
            if (block != null) {
                all.add(block);
            }
        }
        all.addAll(allocateAll(pool, handle));
        assertEquals(pool.population(), all.size());
        free(handle, all);
    }

    @Test
    void shouldGiveCacheToNewHandleWhenOwnerDied() throws Exception {
        final TestPool pool = pool(9, 1);
        Race.onDeadThread(thread -> new TestPool.Handle().hoard(pool));

        final TestPool.Handle handle = handle();
        handle.reserve(pool);

        assertEquals(0, pool.audit().cached());
        free(handle, allocate(pool, handle, 9));
    }

    @Test
    void shouldAllocateEverythingWithoutCacheWhenOwnersDied() throws Exception {
        final TestPool pool = pool(9, 2);
        Race.run(2, thread -> new TestPool.Handle().hoard(pool));
        assertEquals(128, pool.audit().cached());
        final TestPool.Handle uncached = new TestPool.Handle(Confined.Role.UNCACHED);

        final List<TestPool.Block> all = allocateAll(pool, uncached);

        assertEquals(pool.population(), all.size());
        free(uncached, all);
    }

    @Test
    void shouldAllocateEverythingWhenOwnerOfPlaceDied() throws Exception {
        final TestPool pool = pool(9, 4);
        final ConfinedTable<TestPool.Handle> table = new ConfinedTable<>(2, 1, TestPool.Handle::new);
        Race.run(2, thread -> {
            final TestPool.Handle place = table.enter();
            place.hoard(pool);
            table.exit(place);
        });
        final TestPool.Handle handle = handle();

        final List<TestPool.Block> all = allocateAll(pool, handle);

        assertTrue(all.size() >= pool.population() - 64, "only the idle stripe may keep its reserve");
        free(handle, all);
    }

    @Test
    void shouldInheritPlaceAndItsCacheWhenOwnerDied() throws Exception {
        final TestPool pool = pool(9, 1);
        final ConfinedTable<TestPool.Handle> table = new ConfinedTable<>(1, 0, TestPool.Handle::new);
        final AtomicReference<TestPool.Handle> seen = new AtomicReference<>();
        Race.onDeadThread(thread -> {
            final TestPool.Handle place = table.enter();
            place.hoard(pool);
            seen.set(place);
            table.exit(place);
        });

        final TestPool.Handle place = table.enter();

        assertEquals(seen.get(), place);
        final List<TestPool.Block> all = allocateAll(pool, place);
        assertEquals(pool.population(), all.size());
        free(place, all);
        table.exit(place);
    }

    @Test
    void shouldLetAnybodyCloseHandleWhenOwnerDied() throws Exception {
        final TestPool pool = pool(9, 1);
        final TestPool.Handle handle = handle();
        Race.onDeadThread(thread -> handle.hoard(pool));
        assertEquals(64, pool.audit().cached());

        handle.close();

        assertEquals(0, pool.audit().cached());
    }

    @Test
    @EnabledIfSystemProperty(named = Checked.PROPERTY_NAME, matches = "true")
    void shouldRefuseOtherThreadWhenOwnerLives() throws Exception {
        final TestPool pool = pool(9, 1);
        final TestPool.Handle handle = handle();
        final TestPool.Block held = handle.allocate(pool);
        final String owner = Thread.currentThread().getName();

        Race.onDeadThread(thread -> {
            final IllegalStateException take = assertThrows(IllegalStateException.class, () -> handle.allocate(pool));
            assertTrue(take.getMessage().contains("owner=" + owner + " caller=race-0"), take.getMessage());
            assertThrows(IllegalStateException.class, () -> handle.cache(pool).give(held.index()));
            assertThrows(IllegalStateException.class, handle::close);
        });

        handle.free(held);
        assertEquals(0, pool.counters().exhausted());
    }

    @Test
    void shouldRefuseUseAfterClose() {
        final TestPool pool = pool(9, 1);
        final TestPool.Handle handle = handle();
        final TestPool.Block held = handle.allocate(pool);
        final SlotCache cache = handle.cache(pool);
        final TestPool.Handle other = handle();
        handle.close();

        final IllegalStateException refused = assertThrows(IllegalStateException.class, () -> handle.allocate(pool));
        assertTrue(refused.getMessage().contains("was closed"), refused.getMessage());
        assertThrows(IllegalStateException.class, cache::take);
        assertThrows(IllegalStateException.class, () -> cache.give(held.index()));
        handle.close();
        other.free(held);
    }

    @Test
    void shouldGiveEverythingBackWhenClosed() {
        final TestPool first = pool(9, 1);
        final TestPool second = pool(9, 1);
        final TestPool.Handle handle = handle();
        handle.hoard(first);
        free(handle, allocate(second, handle, 3));
        assertTrue(second.audit().cached() > 0);

        handle.close();

        assertEquals(0, first.audit().cached());
        assertEquals(0, second.audit().cached());
        final TestPool.Handle next = handle();
        next.reserve(first);
        next.reserve(second);
    }

    /** The one brings all of the dead home while the other looks for one: there is a cache for each. */
    @Test
    void shouldServeBothWhenTwoThreadsLookForTheDeadAtOnce() throws Exception {
        final int caches = 32;
        for (int round = 0; round < 3_000; round++) {
            final TestPool pool = new TestPool(9, caches);
            Race.onDeadThread(thread -> {
                for (int i = 0; i < caches; i++) {
                    new TestPool.Handle().cacheOf(pool);
                }
            });
            final boolean[] served = new boolean[2];
            final AtomicInteger arrivals = new AtomicInteger();
            Race.run(2, thread -> {
                Race.meet(arrivals, 2);
                final TestPool.Handle handle = new TestPool.Handle();
                served[thread] = handle.cacheOf(pool) != pool.uncached();
                handle.close();
            });
            assertTrue(served[0] && served[1], "round " + round);
            pool.close();
            assertEquals(1, pool.releases(), "round " + round);
        }
    }

    @Test
    void shouldTakeOverExactlyOnceWhenTwoThreadsFindTheDead() throws Exception {
        for (int round = 0; round < 300; round++) {
            final TestPool pool = new TestPool(9, 3);
            Race.onDeadThread(thread -> new TestPool.Handle().hoard(pool));
            final int[] got = new int[2];
            Race.run(2, thread -> {
                final TestPool.Handle handle = new TestPool.Handle();
                final List<TestPool.Block> all = allocateAll(pool, handle);
                all.addAll(allocateAll(pool, handle));
                got[thread] = all.size();
                free(handle, all);
                handle.close();
            });
            assertTrue(got[0] + got[1] >= pool.capacity(), "round " + round);
            pool.audit().requireAllFree();
            pool.close();
            assertEquals(1, pool.releases(), "round " + round);
        }
    }
}
