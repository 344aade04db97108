// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.nbl4j.nbl.Derivation;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCache;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call without a handle borrows one for its time, and lets it go: else the thread's next call found another. */
final class AnyThreadClonerTest {
    /** That many threads have a handle of their own; one more borrows. */
    private static final int PLACES = 16;

    private final CloneFixture f = new CloneFixture();

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    void shouldLetTheHandleGoAfterEachCall() throws Exception {
        probe();
        final FutureTask<Void> task = new FutureTask<>(this::callAll, null);
        Thread thread = new Thread(task);
        while ((thread.getId() - Thread.currentThread().getId()) % PLACES != 0) {
            thread = new Thread(task);
        }
        thread.start();
        task.get();
    }

    private NetBufferListCache probe() {
        final NetBufferListCache cache = Derivation.enter(f.environment);
        Derivation.exit(f.environment, cache);
        return cache;
    }

    private NetBufferList kept(final NetBufferListCache expected, final NetBufferList result) {
        assertSame(expected, probe());
        return result;
    }

    private void callAll() {
        final NetBufferListCache stripe = probe();
        final AnyThreadCloner any = f.anyThread;
        final NetBufferList original = f.original(CloneFixture.THREE_BY_THREE);
        final NetBufferList[] pieces = new NetBufferList[3];
        assertEquals(3, any.split(original, CloneFlags.NONE, pieces));
        kept(stripe, original);
        final NetBufferList[] all = {
            pieces[0],
            pieces[1],
            pieces[2],
            kept(stripe, any.allocateClone(original, null, null, CloneFlags.NONE)),
            kept(stripe, any.allocateCloneOne(original, 1, CloneFlags.NONE)),
            kept(stripe, any.allocateFragment(original, null, null, 0, 5, 0, 0)),
            kept(stripe, any.allocateReassembled(original, null, 0, 0, 0)),
            kept(stripe, any.deepCopy(original, f.data, f.dataNetBuffers)),
        };
        all[7] = kept(stripe, any.detach(all[7], f.data, f.dataNetBuffers));
        for (final NetBufferList each : all) {
            any.free(each);
            kept(stripe, each);
        }
        final long handle = any.share(original);
        final NetBufferList shared = kept(stripe, any.allocateCloneShared(handle, CloneFlags.NONE));
        assertSame(original, shared.parentNetBufferList());
        any.free(original);
        assertNull(kept(stripe, any.allocateCloneShared(handle, CloneFlags.NONE)), "its life is over");
        any.free(shared);
    }
}
