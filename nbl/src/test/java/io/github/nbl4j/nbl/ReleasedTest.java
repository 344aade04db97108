// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.pool.Checked;
import java.nio.ByteBuffer;
import java.util.concurrent.FutureTask;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left of Mdls whose pool gave its memory back. */
class ReleasedTest {
    private final NblFixture f = new NblFixture();
    private final MdlPool pool = MdlPool.create(f.environment, "released", 3, 0, NblFixture.SEGMENT);

    @AfterEach
    void auditBooks() {
        f.close();
    }

    private static String refusal(final Runnable use) {
        return assertThrows(IllegalStateException.class, use::run).getMessage();
    }

    private static void assertRefused(final Mdl mdl) {
        final String text = Checked.ENABLED ? " is free" : "pool must not be released: released gave its memory back";
        assertTrue(refusal(mdl::buffer).contains(text));
        assertTrue(refusal(mdl::unsafeBuffer).contains(text));
        assertTrue(refusal(mdl::address).contains(text));
        assertTrue(refusal(mdl::next).contains(text));
    }

    @Test
    void shouldLeaveNothingToTouchWhenReleased() {
        final Mdl mdl = pool.allocate();
        final DirectBuffer view = mdl.buffer();
        final ByteBuffer bytes = mdl.byteBuffer();
        pool.free(mdl);
        assertEquals(NblFixture.SEGMENT, view.capacity(), "the twin: as long as the pool is open");
        assertEquals(NblFixture.SEGMENT, bytes.limit());
        pool.close();

        assertRefused(mdl);
        assertEquals(0, view.capacity());
        assertNull(view.byteBuffer());
        assertThrows(IndexOutOfBoundsException.class, () -> view.getByte(0));
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.get(0));
        if (!Checked.ENABLED) {
            assertEquals(0, mdl.byteCount());
            assertNull(mdl.byteBuffer());
        }
    }

    /** The list rests in a pool that is open, and still names what it borrowed. */
    @Test
    void shouldRefuseWhatStaleListOfAnotherPoolNames() {
        final Mdl chain = pool.allocate();
        chain.next(pool.allocate());
        chain.next().next(pool.allocate());
        final NetBufferList list = f.plain.allocate(chain, 20, 25);
        final NetBuffer stale = list.firstNetBuffer();
        NblFixture.release(chain);
        pool.close();
        assertEquals(false, pool.isReleased(), "the list lives off it");
        stale.getByte(24);
        f.plain.free(list);
        assertTrue(pool.isReleased());

        final String text = Checked.ENABLED ? " is free" : "pool must not be released: released gave its memory back";
        assertTrue(refusal(() -> stale.getByte(0)).contains(text));
        assertTrue(refusal(stale::chainLength).contains(text));
        assertTrue(refusal(() -> new SegmentCursor().wrap(stale)).contains(text));
    }

    @Test
    void shouldRefuseInEveryThreadThatSawTheRelease() throws Exception {
        for (int round = 0; round < 50; round++) {
            final MdlPool racing = MdlPool.create(f.environment, "released", 1, 0, NblFixture.SEGMENT);
            final Mdl mdl = racing.allocate();
            final FutureTask<Void> other = new FutureTask<>(() -> {
                while (!racing.isReleased()) {
                    Thread.onSpinWait();
                }
                assertRefused(mdl);
                return null;
            });
            final Thread thread = new Thread(other);
            thread.start();
            racing.free(mdl);
            racing.close();
            other.get();
            thread.join();
        }
        pool.close();
    }
}
