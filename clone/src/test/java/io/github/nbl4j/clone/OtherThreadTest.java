// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static io.github.nbl4j.clone.CloneFixture.elsewhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCache;
import io.github.nbl4j.pool.Checked;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What only one thread may do is refused to another in checked mode, at the first call, and nothing has changed. */
@EnabledIfSystemProperty(named = Checked.PROPERTY_NAME, matches = "true")
final class OtherThreadTest {
    private final CloneFixture f = new CloneFixture();

    @AfterEach
    void audit() {
        f.close();
    }

    private static void assertRefused(final String why, final Throwable thrown) {
        assertTrue(
                thrown instanceof IllegalStateException && thrown.getMessage().contains(why), String.valueOf(thrown));
    }

    /** However the list looks: a clone, a packet, with words written, and by each of the ways to free it. */
    @Test
    void shouldRefuseEachFreeByTheClonerOfAnotherThread() throws InterruptedException {
        final NetBufferList original = f.packet(8, 40);
        final NetBufferList clone = f.cloner.allocateClone(original, CloneFlags.USE_ORIGINAL_MDLS);
        final NetBufferList written = f.cloner.allocateClone(original, CloneFlags.NONE);
        written.status(7);
        final NetBufferList packet = f.data.allocate();
        for (final NetBufferList list : List.of(clone, written, packet)) {
            for (final Runnable free : List.<Runnable>of(
                    () -> f.cloner.free(list),
                    () -> f.cloner.free(list.handle()),
                    () -> f.cloner.free(new NetBufferList[] {list}, 1),
                    () -> f.cloner.free(new long[] {list.handle()}, 1),
                    () -> f.cloner.freeChain(list))) {
                assertRefused("must be used by its own thread", elsewhere(free));
                assertTrue(list.isOwned());
                assertEquals(2, original.childRefCount());
            }
        }
        assertNull(elsewhere(() -> f.anyThread.free(clone)), "the twin: this cloner serves all threads");
        f.cloner.free(written);
        f.cloner.free(packet);
        f.cloner.free(original);
    }

    @Test
    void shouldFreeNoneOfSeveralWhenOneIsConfinedToAnotherThread() throws InterruptedException {
        final NetBufferList original = f.packet(8, 40);
        final NetBufferList first = f.data.allocate();
        final NetBufferList confined = f.cloner.allocateCloneConfined(original, CloneFlags.USE_ORIGINAL_MDLS);
        first.next(confined);
        for (int i = 0; i < 3; i++) {
            final int way = i;
            final Throwable thrown = elsewhere(() -> {
                try (NetBufferListCache cache = new NetBufferListCache(f.plain)) {
                    switch (way) {
                        case 0 -> cache.free(new NetBufferList[] {first, confined}, 2);
                        case 1 -> cache.free(new long[] {first.handle(), confined.handle()}, 2);
                        default -> cache.freeChain(first);
                    }
                }
            });
            assertRefused("must end on the thread that made it", thrown);
            assertTrue(first.isOwned() && confined.isOwned());
            assertEquals(confined, first.next());
        }
        f.cloner.freeChain(first);
        f.cloner.free(original);
    }
}
