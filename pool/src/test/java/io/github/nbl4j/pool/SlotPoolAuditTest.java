// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The books tell the truth: each way to corrupt a pool is done here on purpose and must be reported. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlotPoolAuditTest {
    private final TestPool.Handle handle = new TestPool.Handle();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void shouldBalanceWhenNew(final int caches) {
        final TestPool pool = new TestPool(9, caches);
        final PoolAudit audit = pool.audit();

        assertTrue(audit.isBalanced());
        assertEquals(pool.population(), audit.free());
        assertEquals(0, audit.cached());
        assertEquals(0, audit.held());
        audit.requireAllFree();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void shouldNameEachHeldSlot(final int caches) {
        final TestPool pool = new TestPool(9, caches);
        final List<TestPool.Block> held = PoolFixture.allocate(pool, handle, 3);

        final PoolAudit audit = pool.audit();

        assertTrue(audit.isBalanced(), "held slots do not disturb the books");
        assertEquals(3, audit.held());
        assertEquals(3, audit.notFree().size());
        for (final TestPool.Block block : held) {
            assertTrue(audit.notFree().contains(block.toString()), audit.toString());
        }
        final IllegalStateException leak = assertThrows(IllegalStateException.class, audit::requireAllFree);
        assertTrue(leak.getMessage().contains("test0#" + held.get(2).index()), leak.getMessage());
        PoolFixture.free(handle, held);
        pool.audit().requireAllFree();
    }

    /** There is no age in the books; the generation does for it. */
    @Test
    void shouldTellWhoStayedOutFromWhoCameAnew() {
        final TestPool pool = new TestPool(3, 0);
        final TestPool.Block leaked = handle.allocate(pool);
        final TestPool.Block busy = handle.allocate(pool);
        final List<String> before = pool.audit().notFree();

        handle.free(busy);
        final List<TestPool.Block> all = PoolFixture.allocateAll(pool, handle);

        assertTrue(all.contains(busy), "it is out again");
        final List<String> after = new ArrayList<>(pool.audit().notFree());
        assertEquals(3, after.size());
        after.retainAll(before);
        assertEquals(List.of(leaked.toString()), after);
    }

    @Test
    void shouldNameReleasedSlotThatWaitsForItsChildren() {
        final TestPool pool = new TestPool(3, 0);
        final TestPool.Block block = handle.allocate(pool);
        block.release();

        final PoolAudit audit = pool.audit();

        assertTrue(audit.isBalanced());
        assertEquals(List.of(block + " released, its children live"), audit.notFree());
    }

    @Test
    void shouldCountWhatRestsInCaches() {
        final TestPool pool = new TestPool(9, 2);
        handle.hoard(pool);

        final PoolAudit audit = pool.audit();

        assertTrue(audit.isBalanced());
        assertEquals(64, audit.cached());
        assertEquals(pool.population() - 64, audit.free());
    }

    @Test
    void shouldCountWhatTheLoadedMagazineHoldsNow() {
        final TestPool pool = new TestPool(9, 2);
        for (int out = 1; out <= pool.population() - 64; out++) {
            handle.allocate(pool);
            final PoolAudit audit = pool.audit();
            assertEquals(List.of(), audit.defects());
            assertEquals(out, audit.held());
            assertEquals(out, pool.counters().inUse());
        }
    }

    @Test
    void shouldLoseNothingWhenAnExchangeBreaksOffBetweenTwoStores() {
        final TestPool pool = new TestPool(100, 1);
        final SlotCache cache = handle.cache(pool);
        final Random random = new Random(20_061_107);
        final List<TestPool.Block> out = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            if (random.nextInt(8) == 0) {
                cache.settle();
                pool.audit().defects().forEach(Assertions::fail);
            }
            final TestPool.Block block = random.nextBoolean() ? handle.allocate(pool) : null;
            if (block != null) {
                out.add(block);
            } else if (!out.isEmpty()) {
                handle.free(out.remove(random.nextInt(out.size())));
            }
            assertEquals(out.size(), pool.counters().inUse(), "call " + i);
        }
        assertEquals(out.size(), pool.audit().held());
        assertTrue(pool.audit().isBalanced());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void shouldReportSlotWhenLost(final int caches) {
        final TestPool pool = new TestPool(9, caches);
        final TestPool.Block lost = handle.allocate(pool);
        lost.end();

        final PoolAudit audit = pool.audit();

        assertFalse(audit.isBalanced());
        assertEquals(List.of(lost + " is lost: free, but in no place"), audit.defects());
        assertThrows(IllegalStateException.class, audit::requireAllFree);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void shouldReportSlotWhenHeldAndAlsoInThePool(final int caches) {
        final TestPool pool = new TestPool(9, caches);
        final TestPool.Block block = handle.allocate(pool);
        handle.cache(pool).give(block.index());

        final PoolAudit audit = pool.audit();

        assertFalse(audit.isBalanced());
        assertEquals(List.of(block + " is held, but also in the pool"), audit.defects());
    }

    @Test
    void shouldReportSlotWhenTwiceInOneCache() {
        final TestPool pool = new TestPool(9, 1);
        final TestPool.Block block = handle.allocate(pool);
        handle.free(block);
        handle.cache(pool).give(block.index());

        assertDoubled(pool, block);
    }

    @Test
    void shouldReportSlotWhenInCacheAndInOverflow() {
        final TestPool pool = new TestPool(9, 1);
        final TestPool.Block block = handle.allocate(pool);
        handle.free(block);
        pool.uncached().give(block.index());

        assertDoubled(pool, block);
    }

    /** A doubled slot makes a circle of the overflow: the audit must come back from it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldReportSlotWhenTwiceInOverflow(final int caches) {
        final TestPool pool = new TestPool(9, caches);
        final int top = pool.uncached().take();
        final int second = pool.uncached().take();
        pool.uncached().give(top);
        pool.uncached().give(second);
        pool.uncached().give(top);

        assertDoubled(pool, pool.block(top));
    }

    @Test
    void shouldReportSlotWhenOverflowPointsAtItself() {
        final TestPool pool = new TestPool(9, 0);
        final int slot = pool.uncached().take();
        pool.uncached().give(slot);
        pool.uncached().give(slot);

        assertDoubled(pool, pool.block(slot));
    }

    @Test
    void shouldNameHeldSlotsAfterClose() {
        final TestPool pool = new TestPool(9, 1);
        final TestPool.Block block = handle.allocate(pool);
        pool.close();

        final PoolAudit audit = pool.audit();

        assertTrue(audit.isBalanced());
        assertEquals(List.of(block.toString()), audit.notFree());
        handle.free(block);
        assertTrue(pool.isReleased());
        pool.audit().requireAllFree();
    }

    private static void assertDoubled(final TestPool pool, final TestPool.Block block) {
        final PoolAudit audit = pool.audit();
        assertFalse(audit.isBalanced());
        assertTrue(
                audit.defects().stream().anyMatch(line -> line.startsWith(block + " is in two places")),
                audit.toString());
    }
}
