// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may bring a handle's caches home, and what of the handle is left. */
class ConfinedRetireTest extends PoolFixture {
    private int forgotten;

    /** Remembers nothing, and counts how often it was told to forget. */
    private final class Forgetful extends Confined {
        Forgetful() {
            super(Role.EXPLICIT);
        }

        SlotCache of(final SlotPool pool) {
            return cache(pool);
        }

        @Override
        protected void forgetCaches() {
            forgotten++;
        }
    }

    @Test
    void shouldTellTheSubclassWhenItsCachesGo() {
        final TestPool pool = pool(9, 1);
        final Forgetful handle = new Forgetful();
        final SlotCache cache = handle.of(pool);
        assertSame(handle, cache.holder());

        assertTrue(handle.retireIfIdle(), "its own thread");

        assertEquals(1, forgotten);
        assertNull(cache.holder());
        assertSame(cache, handle.of(pool), "the only cache is to be had again");
        handle.close();
        assertEquals(2, forgotten);
    }

    @Test
    void shouldRetireForADeadThreadAndOwnNothingAfterwards() throws Exception {
        final TestPool pool = pool(9, 1);
        final Forgetful handle = new Forgetful();
        Race.onDeadThread(thread -> handle.of(pool));
        assertTrue(handle.isDead());

        assertTrue(handle.retireIfIdle());

        assertNull(handle.owner(), "free for the next thread");
        assertEquals(1, forgotten);
    }

    /** A whole handle would stay with a thread that does not know that it has it. */
    @Test
    void shouldLeaveTheRestToTheNextWhenAnErrorBreaksATakeOverOff() throws Exception {
        final TestPool broken = pool(9, 1);
        final TestPool whole = pool(9, 1);
        final TestPool.Handle late = new TestPool.Handle();
        Race.onDeadThread(thread -> {
            late.hoard(broken);
            late.hoard(whole);
        });
        broken.breakReleaseOff();
        assertThrows(StackOverflowError.class, broken::close);
        assertTrue(late.isDead(), "nobody's but the dead one's");
        assertFalse(broken.isReleased());

        Race.onDeadThread(thread -> {
            final TestPool.Handle finder = new TestPool.Handle();
            final List<TestPool.Block> all = allocateAll(whole, finder);
            assertEquals(whole.population(), all.size());
            free(finder, all);
            finder.close();
        });
    }

    @Test
    void shouldNotRetireForALivingThread() throws Exception {
        final TestPool pool = pool(9, 1);
        final Forgetful handle = new Forgetful();
        final SlotCache cache = handle.of(pool);

        Race.onDeadThread(thread -> assertFalse(handle.retireIfIdle()));

        assertSame(handle, cache.holder());
        assertEquals(0, forgotten);
        handle.close();
    }

    @Test
    void shouldClaimNothingForAThreadThatDoesNotOwnTheHandle() throws Exception {
        final TestPool first = pool(9, 1);
        final TestPool second = pool(9, 1);
        final Forgetful handle = new Forgetful();
        handle.of(first);

        Race.onDeadThread(thread -> assertThrows(IllegalStateException.class, () -> handle.of(second)));

        final Forgetful other = new Forgetful();
        assertSame(other, other.of(second).holder(), "the only cache of the second pool was left alone");
        handle.close();
        other.close();
    }
}
