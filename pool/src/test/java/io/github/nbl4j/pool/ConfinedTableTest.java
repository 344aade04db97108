// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfinedTableTest extends PoolFixture {
    private final Map<Confined.Role, List<TestPool.Handle>> made = new EnumMap<>(Confined.Role.class);

    private ConfinedTable<TestPool.Handle> table(final int places, final int stripes) {
        made.clear();
        return new ConfinedTable<>(places, stripes, role -> {
            final TestPool.Handle handle = new TestPool.Handle(role);
            made.computeIfAbsent(role, r -> new ArrayList<>()).add(handle);
            return handle;
        });
    }

    private List<TestPool.Handle> made(final Confined.Role role) {
        return made.getOrDefault(role, List.of());
    }

    @Test
    void shouldBuildAllHandlesAtOnce() {
        table(4, 3);

        assertEquals(4, made(Confined.Role.THREAD).size());
        assertEquals(3, made(Confined.Role.STRIPE).size());
        assertEquals(1, made(Confined.Role.UNCACHED).size());
    }

    @ParameterizedTest
    @CsvSource({"0,1", "-1,1", "3,1", "-2147483648,1", "4,-1"})
    void shouldRefuseSizesThatCannotBe(final int places, final int stripes) {
        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> table(places, stripes));

        assertTrue(refused.getMessage().endsWith("places=" + places + " stripes=" + stripes), refused.getMessage());
    }

    @Test
    void shouldGiveSameHandleToSameThread() throws Exception {
        final ConfinedTable<TestPool.Handle> table = table(16, 1);
        Race.run(3, thread -> {
            final TestPool.Handle first = table.enter();
            table.exit(first);
            assertTrue(made(Confined.Role.THREAD).contains(first));
            for (int i = 0; i < 9; i++) {
                final TestPool.Handle again = table.enter();
                assertSame(first, again);
                table.exit(again);
            }
        });
    }

    @Test
    void shouldGiveSameHandleWhenEnteredAgainInside() {
        final ConfinedTable<TestPool.Handle> table = table(1, 1);
        final TestPool.Handle outer = table.enter();
        final TestPool.Handle inner = table.enter();
        assertSame(outer, inner);
        table.exit(inner);
        assertSame(outer, table.enter());
        table.exit(outer);
    }

    @Test
    void shouldLendStripesWhenPlaceIsTakenAndSkipBusyOnes() throws Exception {
        final TestPool pool = pool(9, 4);
        final ConfinedTable<TestPool.Handle> table = table(1, 2);
        final TestPool.Handle place = table.enter();

        Race.onDeadThread(thread -> {
            final TestPool.Handle first = table.enter();
            final TestPool.Handle second = table.enter();
            final TestPool.Handle third = table.enter();
            assertEquals(new HashSet<>(made(Confined.Role.STRIPE)), Set.of(first, second));
            assertSame(made(Confined.Role.UNCACHED).get(0), third, "all stripes are busy, nobody waits");
            // Re-entered calls work on what they got, each on its own caches.
            final List<TestPool.Block> blocks = new ArrayList<>();
            for (final TestPool.Handle handle : List.of(first, second, third)) {
                blocks.addAll(allocate(pool, handle, 3));
            }
            free(third, blocks);
            table.exit(third);
            table.exit(second);
            assertSame(second, table.enter(), "what was let go is lent again");
            table.exit(second);
            table.exit(first);
        });
        table.exit(place);
    }

    @Test
    void shouldNotLendBusyStripeToAnotherThread() throws Exception {
        final ConfinedTable<TestPool.Handle> table = table(1, 1);
        table.exit(table.enter());
        final CountDownLatch borrowed = new CountDownLatch(1);
        final CountDownLatch tried = new CountDownLatch(1);
        final AtomicReference<TestPool.Handle> stripe = new AtomicReference<>();

        Race.run(2, thread -> {
            if (thread == 0) {
                stripe.set(table.enter());
                borrowed.countDown();
                tried.await();
                table.exit(stripe.get());
            } else {
                borrowed.await();
                final TestPool.Handle other = table.enter();
                assertNotSame(stripe.get(), other);
                assertSame(made(Confined.Role.UNCACHED).get(0), other);
                table.exit(other);
                tried.countDown();
            }
        });
        assertSame(made(Confined.Role.STRIPE).get(0), stripe.get());
    }

    @Test
    void shouldLendStripeAgainWhenBorrowerDiedWithIt() throws Exception {
        final ConfinedTable<TestPool.Handle> table = table(1, 1);
        table.exit(table.enter());
        Race.onDeadThread(thread -> assertSame(made(Confined.Role.STRIPE).get(0), table.enter()));

        Race.onDeadThread(thread -> {
            final TestPool.Handle stripe = table.enter();
            assertSame(made(Confined.Role.STRIPE).get(0), stripe);
            table.exit(stripe);
        });
    }

    /** More threads than handles, more handles than caches: each slot still has one holder. */
    @ParameterizedTest
    @CsvSource({"1,1,0", "1,2,2", "2,1,3", "4,1,4"})
    void shouldServeMoreThreadsThanHandles(final int places, final int stripes, final int caches) throws Exception {
        final TestPool pool = pool(200, caches);
        final ConfinedTable<TestPool.Handle> table = table(places, stripes);
        final Set<Integer> held = Collections.synchronizedSet(new HashSet<>());

        Race.run(4, thread -> {
            for (int round = 0; round < 2_000; round++) {
                final List<TestPool.Block> mine = new ArrayList<>();
                for (int i = 0; i < 1 + round % 40; i++) {
                    final TestPool.Handle handle = table.enter();
                    final TestPool.Block block = handle.allocate(pool);
                    table.exit(handle);
                    assertTrue(block != null && held.add(block.index()), "held twice, or none: " + block);
                    mine.add(block);
                }
                for (final TestPool.Block block : mine) {
                    held.remove(block.index());
                    final TestPool.Handle handle = table.enter();
                    handle.free(block);
                    table.exit(handle);
                }
            }
        });
    }

    /** The first thread finds the only cache taken; its place must not pass that on. */
    @Test
    void shouldAskForACacheAgainWhenAPlaceIsTakenOver() throws Exception {
        final TestPool pool = pool(9, 1);
        final ConfinedTable<TestPool.Handle> table = table(1, 0);
        final TestPool.Handle holder = new TestPool.Handle();
        free(holder, allocate(pool, holder, 1));
        final AtomicReference<TestPool.Handle> place = new AtomicReference<>();
        Race.onDeadThread(thread -> {
            place.set(table.enter());
            free(place.get(), allocate(pool, place.get(), 1));
            assertSame(pool.uncached(), place.get().cacheOf(pool));
        });
        holder.close();

        Race.onDeadThread(thread -> {
            assertSame(place.get(), table.enter());
            free(place.get(), allocate(pool, place.get(), 1));
            assertNotSame(pool.uncached(), place.get().cacheOf(pool));
        });
    }

    /** The same of a stripe, which somebody else borrows at each call: one of many asks. */
    @Test
    void shouldAskForACacheAgainAtTimesWhenAStripeIsBorrowed() throws Exception {
        final TestPool pool = pool(9, 1);
        final ConfinedTable<TestPool.Handle> table = table(1, 1);
        table.exit(table.enter());
        final TestPool.Handle holder = new TestPool.Handle();
        free(holder, allocate(pool, holder, 1));
        Race.onDeadThread(thread -> {
            assertSame(pool.uncached(), cacheOfStripe(table, pool));
        });
        holder.close();

        Race.onDeadThread(thread -> {
            int borrowed = 1;
            while (cacheOfStripe(table, pool) == pool.uncached()) {
                assertTrue(++borrowed <= Confined.ASK_EVERY, "nobody asked");
            }
        });
    }

    private SlotCache cacheOfStripe(final ConfinedTable<TestPool.Handle> table, final TestPool pool) {
        final TestPool.Handle stripe = table.enter();
        assertSame(made(Confined.Role.STRIPE).get(0), stripe);
        final SlotCache cache = stripe.cacheOf(pool);
        table.exit(stripe);
        return cache;
    }

    /** Threads that come and go: each inherits what the dead left, so the caches suffice for any number of them. */
    @Test
    void shouldServeAnyNumberOfThreadsThatComeAndGo() throws Exception {
        final TestPool pool = pool(9, 2);
        final ConfinedTable<TestPool.Handle> table = table(2, 1);
        for (int i = 0; i < 200; i++) {
            Race.run(2, thread -> {
                final TestPool.Handle handle = table.enter();
                free(handle, allocate(pool, handle, 3));
                table.exit(handle);
            });
        }
        assertTrue(pool.audit().cached() <= 128);
        assertEquals(0, pool.counters().exhausted());
    }
}
