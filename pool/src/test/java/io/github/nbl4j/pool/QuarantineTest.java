// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuarantineTest {
    @Test
    void shouldHoldSlotBackUntilAsManyOthersCame() {
        final Quarantine quarantine = new Quarantine(3);

        for (int i = 0; i < 20; i++) {
            assertEquals(i < 3 ? -1 : 40 + i - 3, quarantine.exchange(40 + i));
            assertEquals(Math.min(i + 1, 3), quarantine.size());
        }
        assertEquals(57, quarantine.take(), "the oldest first");
        assertEquals(58, quarantine.take());
        assertEquals(-1, quarantine.exchange(3), "into the oldest place, which is free");
        assertEquals(2, quarantine.size());
    }

    @Test
    void shouldHoldNothingBackWithoutPlaces() {
        final Quarantine none = new Quarantine(0);

        assertEquals(5, none.exchange(5));
        assertEquals(-1, none.take());
        assertEquals(0, none.size());
    }

    @Test
    void shouldShowThatASlotCameWhenItIsGoneAgain() {
        final Quarantine quarantine = new Quarantine(3);
        quarantine.exchange(7);
        final long mark = quarantine.mark();

        assertEquals(7, quarantine.take());
        assertEquals(-1, quarantine.take());
        assertEquals(mark, quarantine.mark(), "a slot that goes is in somebody's hand");

        quarantine.exchange(7);
        assertNotEquals(mark, quarantine.mark());
        assertEquals(7, quarantine.take());
        assertNotEquals(mark, quarantine.mark());
    }

    /** Slot 0 too, which is no place's zero. */
    @Test
    void shouldTellSlotZeroFromNone() {
        final Quarantine quarantine = new Quarantine(1);

        assertEquals(-1, quarantine.exchange(0));
        assertEquals(0, quarantine.exchange(1));
        assertEquals(1, quarantine.take());
        assertEquals(-1, quarantine.take());
    }

    @Test
    void shouldLoseNoSlotAndHaveNoneTwiceWhenThreadsExchangeAndTake() throws Exception {
        final int slots = 64;
        final int rounds = 50_000;
        final Quarantine quarantine = new Quarantine(8);
        final AtomicIntegerArray owners = new AtomicIntegerArray(slots);
        final List<List<Integer>> hands = List.of(new ArrayList<>(), new ArrayList<>());
        for (int slot = 0; slot < slots; slot++) {
            hands.get(slot % 2).add(slot);
            owners.set(slot, 1);
        }

        Race.run(2, thread -> {
            final List<Integer> hand = hands.get(thread);
            for (int i = 0; i < rounds; i++) {
                int slot = -1;
                if (i % 3 == 0 || hand.isEmpty()) {
                    slot = quarantine.take();
                } else {
                    final int given = hand.remove(hand.size() - 1);
                    assertEquals(1, owners.getAndDecrement(given));
                    slot = quarantine.exchange(given);
                }
                if (slot >= 0) {
                    assertEquals(0, owners.getAndIncrement(slot), "nobody else has it");
                    hand.add(slot);
                }
            }
        });

        assertEquals(slots, hands.get(0).size() + hands.get(1).size() + quarantine.size());
    }

    /** Runs with a quarantine of 8, or none. */
    static final class Reuse {
        public static void main(final String[] args) {
            final TestPool pool = new TestPool(16, 1);
            final TestPool.Handle handle = new TestPool.Handle();
            final TestPool.Block first = handle.allocate(pool);
            handle.free(first);
            int others = 0;
            for (TestPool.Block block = handle.allocate(pool); block != first; block = handle.allocate(pool)) {
                handle.free(block);
                others++;
            }
            System.out.println("others before it: " + others);
            handle.free(first);
            final PoolAudit audit = pool.audit();
            audit.requireAllFree();
            final List<TestPool.Block> all = PoolFixture.allocateAll(pool, handle);
            System.out.println("can be out: " + all.size() + " exhausted: "
                    + pool.counters().exhausted());
            PoolFixture.free(handle, all);
            pool.audit().requireAllFree();
            System.out.println("came home: " + pool.reclaim());
            pool.audit().requireAllFree();
            System.out.println("in use: " + pool.counters().inUse());
            handle.close();
            pool.close();
            System.out.println("released: " + pool.isReleased());
        }
    }

    @ParameterizedTest
    @CsvSource({"true,8,8", "true,0,0", "false,8,0"})
    void shouldReuseOtherSlotsFirstAndAllWhenThereAreNoOthers(
            final boolean checked, final int quarantine, final int others) throws Exception {
        final String output =
                ChildJvm.run(true, Reuse.class, "-Dnbl4j.checked=" + checked, "-Dnbl4j.quarantine=" + quarantine);

        assertEquals(
                List.of(
                        "others before it: " + others,
                        "can be out: " + (16 + SlotPool.SLOTS_PER_CACHE) + " exhausted: 1",
                        "came home: 0",
                        "in use: 0",
                        "released: true"),
                output.lines().toList(),
                output);
    }
}
