// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that only grow, preset to where they leave an int, an unsigned one, or come near the end of a long. */
final class CounterLimitsTest extends PoolFixture {
    @ParameterizedTest
    @ValueSource(longs = {(1L << 31) - 1, (1L << 32) - 1, (1L << 62) - 1})
    void shouldCountBeyondTheLimit(final long limit) throws Exception {
        final TestPool pool = pool(3, 1);
        final TestPool.Handle handle = handle();
        Fields.set(handle.cache(pool), "exhausted", limit);
        Fields.set(pool, "misuse", limit);

        final List<TestPool.Block> all = allocateAll(pool, handle);
        handle.allocate(pool);
        final TestPool.Block block = all.remove(0);
        handle.free(block);
        assertThrows(IllegalStateException.class, () -> handle.free(block));

        assertCounted(limit + 2, limit + 1, pool);
        free(handle, all);
    }

    private static void assertCounted(final long exhausted, final long misuse, final TestPool pool) {
        assertEquals(exhausted, pool.counters().exhausted());
        assertEquals(misuse, pool.counters().misuse());
    }

    /** The twin: counts that went on in an int. */
    @ParameterizedTest
    @ValueSource(longs = {1L << 31, 1L << 32, 1L << 62})
    void shouldSeeACountThatLostItsUpperHalf(final long count) throws Exception {
        final TestPool pool = pool(3, 1);
        final SlotCache cache = handle().cache(pool);
        Fields.set(cache, "exhausted", count);
        Fields.set(pool, "misuse", (long) (int) count);
        assertThrows(AssertionError.class, () -> assertCounted(count, count, pool));
        Fields.set(cache, "exhausted", (long) (int) count);
        Fields.set(pool, "misuse", count);
        assertThrows(AssertionError.class, () -> assertCounted(count, count, pool));
        Fields.set(cache, "exhausted", count);
        assertCounted(count, count, pool);
    }

    /** The queue of empty magazines gives out tickets for ever. */
    @ParameterizedTest
    @ValueSource(longs = {(1L << 31) - 2, (1L << 32) - 2, (1L << 62) - 2})
    void shouldExchangeMagazinesWhenTheQueueIsThatOld(final long ticket) throws Exception {
        final TestPool pool = pool(256, 2);
        final Object queue = Fields.get(Fields.get(pool, "depot"), "empty");
        age((MpmcVarHandleArrayQueue<?>) queue, ticket);
        final TestPool.Handle taker = handle();
        final TestPool.Handle giver = handle();

        for (int round = 0; round < 100; round++) {
            free(giver, allocateAll(pool, taker));
        }

        assertTrue((long) Fields.get(queue, "producerIndex") > ticket + 100, "magazines went through the queue");
        assertEquals(100, pool.counters().exhausted());
    }

    private static <T> void age(final MpmcVarHandleArrayQueue<T> queue, final long ticket) throws Exception {
        final List<T> hints = new ArrayList<>();
        queue.drain(hints::add);
        Fields.set(queue, "producerIndex", ticket);
        Fields.set(queue, "consumerIndex", ticket);
        final long[] tickets = (long[]) Fields.get(queue, "sequenceBuffer");
        for (int i = 0; i < tickets.length; i++) {
            tickets[(int) (ticket + i) & tickets.length - 1] = ticket + i;
        }
        hints.forEach(queue::relaxedOffer);
    }

    /** Slots leave in the order in which they came, and none is overlooked. */
    @ParameterizedTest
    @CsvSource({
        "2147483648, 3", "2147483648, 4", // 2^31
        "4294967296, 3", "4294967296, 4", // 2^32
        "4611686018427387904, 3", "4611686018427387904, 4" // 2^62
    })
    void shouldRestAsLongWhenTheQuarantineIsThatOld(final long limit, final int places) throws Exception {
        final Quarantine quarantine = new Quarantine(places);
        for (long next = limit - 2 * places; next <= limit; next++) {
            Fields.set(quarantine, "next", next);

            for (int slot = 0; slot < 2 * places; slot++) {
                assertEquals(slot < places ? -1 : slot - places, quarantine.exchange(slot), "next=" + next);
            }
            for (int slot = places; slot < 2 * places; slot++) {
                assertEquals(slot, quarantine.take(), "next=" + next);
            }
            assertEquals(-1, quarantine.take());

            Fields.set(quarantine, "next", next);
            for (int slot = 0; slot < places - 1; slot++) {
                assertEquals(-1, quarantine.exchange(slot));
            }
            for (int slot = 0; slot < places - 1; slot++) {
                assertEquals(slot, quarantine.take(), "not all places are taken, next=" + next);
            }
        }
    }

    /** Each place counts in 32 bits what came there, in the word that has the slot. */
    @ParameterizedTest
    @ValueSource(longs = {(1L << 31) - 2, (1L << 31) - 1, (1L << 32) - 2, (1L << 32) - 1})
    void shouldExchangeEachSlotOnceWhenThatManyCameToAPlace(final long came) throws Exception {
        assertExchangesEachOnce(withPlaces(came << 32));
    }

    /** The twin: a count that ran into the slot beside it. */
    @ParameterizedTest
    @ValueSource(longs = {(1L << 31) - 2, (1L << 31) - 1, (1L << 32) - 2, (1L << 32) - 1})
    void shouldSeeACountThatRanIntoTheSlot(final long came) throws Exception {
        final Quarantine quarantine = withPlaces((came << 32) + 1);
        assertThrows(AssertionError.class, () -> assertExchangesEachOnce(quarantine));
    }

    private static Quarantine withPlaces(final long word) throws ReflectiveOperationException {
        final Quarantine quarantine = new Quarantine(3);
        Arrays.fill((long[]) Fields.get(quarantine, "held"), word);
        return quarantine;
    }

    private static void assertExchangesEachOnce(final Quarantine quarantine) {
        final int places = quarantine.places();
        for (int slot = 0; slot < 4 * places; slot++) {
            final long mark = quarantine.mark();
            assertEquals(slot < places ? -1 : slot - places, quarantine.exchange(slot));
            assertNotEquals(mark, quarantine.mark(), "a slot came");
        }
        for (int slot = 3 * places; slot < 4 * places; slot++) {
            assertEquals(slot, quarantine.take());
        }
        assertEquals(-1, quarantine.take());
    }

    /** In a row of failures the first and every 64th look for the dead, however long the row is. */
    @ParameterizedTest
    @ValueSource(longs = {(1L << 31) - 2, (1L << 31) - 1, 1L << 31, (1L << 32) - 1, (1L << 62) - 1})
    void shouldFailAndRecoverWhenFailuresAreThatMany(final long failures) throws Exception {
        final TestPool pool = pool(64, 2);
        final TestPool.Handle handle = handle();
        final CountDownLatch ends = new CountDownLatch(1);
        final CountDownLatch hoarded = new CountDownLatch(1);
        final Race other = Race.start(1, thread -> {
            handle().hoard(pool);
            hoarded.countDown();
            ends.await();
        });
        hoarded.await();
        final List<TestPool.Block> all = allocateAll(pool, handle);
        Fields.set(handle.cache(pool), "exhausted", failures);
        Fields.set(handle.cache(pool), "lookAgainAt", failures + 63);
        Fields.set(handle.cache(pool), "scanFrom", (int) failures);
        ends.countDown();
        other.join();

        TestPool.Block block = null;
        for (int i = 0; i < 64 && block == null; i++) {
            block = handle.allocate(pool);
        }

        assertTrue(block != null, "what the dead had is found after so many failures");
        handle.free(block);
        free(handle, all);
    }

    /** A thread with the number that a JVM gives after so many threads. */
    private static final class Numbered extends Thread {
        private final long number;

        Numbered(final long number, final Runnable body) {
            super(body);
            this.number = number;
        }

        @Override
        public long getId() {
            return number;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {(1L << 31) - 2, (1L << 31) - 1, 1L << 31, (1L << 32) - 1, (1L << 62) - 1, Long.MAX_VALUE})
    void shouldServeThreadsOfAnyId(final long id) throws Exception {
        final int stripes = 3;
        final ConfinedTable<TestPool.Handle> table = new ConfinedTable<>(1, stripes, TestPool.Handle::new);
        table.enter();
        final Set<TestPool.Handle> lent = Collections.newSetFromMap(new IdentityHashMap<>());
        final CountDownLatch ends = new CountDownLatch(1);
        final List<Thread> threads = new ArrayList<>();

        // One after the other, and each lives on: the more stripes are lent, the further the next one looks.
        for (int i = 0; i < stripes; i++) {
            final CountDownLatch entered = new CountDownLatch(1);
            final Thread thread = new Numbered(id, () -> {
                try {
                    lent.add(table.enter());
                } finally {
                    entered.countDown();
                }
                try {
                    ends.await();
                } catch (final InterruptedException ex) {
                    throw new AssertionError(ex);
                }
            });
            threads.add(thread);
            thread.start();
            entered.await();
        }
        ends.countDown();
        for (final Thread thread : threads) {
            thread.join();
        }

        assertEquals(stripes, lent.stream().filter(Confined::isStripe).count());
    }
}
