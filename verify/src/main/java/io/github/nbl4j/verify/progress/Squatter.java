// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.Places;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A thread that has the place of another in an environment, so that the other borrows a stripe for each call. */
final class Squatter {
    private final ExecutorService thread;

    Squatter(final Thread other) {
        thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, "squatter");
            while (!Places.areOne(made.getId(), other.getId())) {
                made = new Thread(work, "squatter");
            }
            made.setDaemon(true);
            return made;
        });
    }

    /** Takes the place, by a call that the pool's environment lends a handle for. It keeps it as long as it lives. */
    void settleIn(final NetBufferListPool pool) {
        try {
            thread.submit(() -> pool.free(pool.allocate())).get();
        } catch (final InterruptedException | ExecutionException ex) {
            throw new IllegalStateException("a place must be free", ex);
        }
    }
}
