// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * Two threads, each with a cache: single slots and several at once, and handles that are closed and opened anew. The
 * first thread's magazines are empty and the second's full, so that its take or give goes to the depot, which has one
 * slot.
 */
public final class SlotCacheModel extends NumbersModel {
    /** Some handle is being closed, or was. */
    private boolean reopened;

    public SlotCacheModel() {
        super(setUp(1, 2));
        setUp();
    }

    private void setUp() {
        for (int thread = 1; thread <= 2; thread++) {
            for (int i = 0; i < SlotPool.SLOTS_PER_CACHE; i++) {
                take(cache(thread), thread);
            }
        }
        take(pool.uncached(), 2);
        for (int i = 0; i < SlotPool.SLOTS_PER_CACHE; i++) {
            give(cache(2), 2);
        }
        letGo(1);
        letGo(2);
    }

    @Operation
    public int take(@Param(gen = ThreadIdGen.class) final int thread) {
        final int taken = take(cache(thread), thread);
        // A handle brings its slots home one by one: whether a take finds one depends on how far it has come.
        return taken == NONE && reopened ? 0 : whether(taken);
    }

    @Operation
    public int takeTwo(@Param(gen = ThreadIdGen.class) final int thread) {
        return takeTwo(cache(thread), thread);
    }

    @Operation
    public void give(@Param(gen = ThreadIdGen.class) final int thread) {
        give(cache(thread), thread);
    }

    @Operation
    public void reopenHandle(@Param(gen = ThreadIdGen.class) final int thread) {
        reopened = true;
        reopen(thread);
    }
}
