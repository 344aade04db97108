// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.function.Executable;

/**
 * Pools and handles whose books are audited after each test: every slot free, and after close the memory released
 * exactly once. A test that wants other books builds its pool itself.
 */
abstract class PoolFixture {
    private final List<TestPool> pools = new ArrayList<>();
    private final List<TestPool.Handle> handles = new ArrayList<>();

    final TestPool pool(final int capacity, final int maxCaches) {
        final TestPool pool = new TestPool(pools.size(), capacity, maxCaches);
        pools.add(pool);
        return pool;
    }

    /** Closed after the test; by then its thread must be this one, or dead. */
    final TestPool.Handle handle() {
        final TestPool.Handle handle = new TestPool.Handle();
        handles.add(handle);
        return handle;
    }

    static List<TestPool.Block> allocateAll(final TestPool pool, final TestPool.Handle handle) {
        final List<TestPool.Block> blocks = new ArrayList<>();
        for (TestPool.Block block = handle.allocate(pool); block != null; block = handle.allocate(pool)) {
            blocks.add(block);
        }
        return blocks;
    }

    static List<TestPool.Block> allocate(final TestPool pool, final TestPool.Handle handle, final int n) {
        final List<TestPool.Block> blocks = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            final TestPool.Block block = handle.allocate(pool);
            assertTrue(block != null, "allocation " + i + " of " + n + ": " + pool.counters());
            blocks.add(block);
        }
        return blocks;
    }

    static void free(final TestPool.Handle handle, final List<TestPool.Block> blocks) {
        blocks.forEach(handle::free);
        blocks.clear();
    }

    /** Checked mode refuses the call in these words. Production mode, which runs these tests too, is the twin. */
    static void onlyCheckedRefuses(final Executable call, final String... words) {
        if (!Checked.ENABLED) {
            assertDoesNotThrow(call);
            return;
        }
        final String message = assertThrows(IllegalStateException.class, call).getMessage();
        for (final String word : words) {
            assertTrue(message.contains(word), message + " must say: " + word);
        }
    }

    @AfterEach
    final void auditBooks() {
        for (final TestPool pool : pools) {
            pool.audit().requireAllFree();
            assertEquals(0, pool.counters().inUse(), pool.name());
        }
        for (final TestPool.Handle handle : handles) {
            handle.close();
        }
        for (final TestPool pool : pools) {
            pool.close();
            assertTrue(pool.isReleased(), pool.name() + " is not released: " + pool.counters());
            assertEquals(1, pool.releases(), pool.name());
        }
    }
}
