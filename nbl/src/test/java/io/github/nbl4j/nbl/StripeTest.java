// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.FutureTask;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A thread whose place belongs to another one borrows a stripe for each call without a handle. One that a call kept
 * would be lost until that thread dies, and the next call would find another.
 */
final class StripeTest {
    private static final int SEGMENT = 2048;

    private final NblFixture f = new NblFixture();

    @AfterEach
    void close() {
        f.close();
    }

    /** The same code on a thread that has a place, and on one whose place the first one keeps. */
    @Test
    void shouldBeLetGoAfterEachCall() throws Exception {
        final NetBufferListCache place = probe();
        assertSame(place, probe());
        callAll(place);
        final FutureTask<NetBufferListCache> task = new FutureTask<>(() -> {
            final NetBufferListCache stripe = probe();
            callAll(stripe);
            final NetBufferListCache first = f.environment.enter();
            assertSame(stripe, first);
            assertNotSame(stripe, probe(), "the twin: it is seen when one is kept");
            Derivation.exit(f.environment, first);
            return probe();
        });
        onThePlaceOfTheCaller(task);
        assertNotSame(place, task.get());
    }

    /** A place is found by the low bits of the thread's id. */
    private static void onThePlaceOfTheCaller(final Runnable task) throws InterruptedException {
        Thread thread = new Thread(task);
        while ((thread.getId() - Thread.currentThread().getId()) % NetBufferEnvironment.PLACES != 0) {
            thread = new Thread(task);
        }
        thread.start();
        thread.join();
    }

    private NetBufferListCache probe() {
        final NetBufferListCache cache = Derivation.enter(f.environment);
        Derivation.exit(f.environment, cache);
        return cache;
    }

    private <T> T kept(final NetBufferListCache expected, final T result) {
        assertSame(expected, probe());
        return result;
    }

    private void callAll(final NetBufferListCache handle) {
        final Mdl chain =
                kept(handle, f.environment.mdlPool().allocate(new UnsafeBuffer(NblFixture.range(0, 9)), 0, 9, null));
        final Mdl segment = kept(handle, f.segments.allocate());
        f.segments.free(segment);
        final NetBuffer further = kept(handle, f.dataNetBuffers.allocateMdlAndData());
        f.dataNetBuffers.free(further);
        final NetBuffer nb = kept(handle, f.netBuffers.allocate(chain, 0, 9));
        assertTrue(kept(handle, nb.retreat(SEGMENT)));
        assertTrue(kept(handle, nb.advance(SEGMENT, true)));
        assertTrue(nb.advance(2));
        assertTrue(kept(handle, nb.retreatContiguous(3)), "with the embedded descriptor");
        assertTrue(nb.advance(4));
        assertTrue(kept(handle, nb.retreatContiguous(5)), "with one of the pool");
        f.netBuffers.free(nb);
        final NetBufferList[] lists = {
            kept(handle, f.data.allocate()),
            kept(handle, f.plain.allocate(chain, 0, 9)),
            kept(handle, f.plain.allocate(16, 0)),
            kept(handle, f.plain.allocate(16, 0, chain, 0, 9)),
        };
        assertTrue(kept(handle, lists[0].allocateContext(16, 0)));
        lists[0].freeContext(16);
        for (final NetBufferList list : lists) {
            f.data.complete(list, f.data::free);
            kept(handle, list);
        }
        f.environment.mdlPool().free(chain);
        kept(handle, chain);
    }
}
