// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/** After the close nothing is handed out, and the memory is released once, when the last slot is home. */
public abstract class ClosingModel extends NumbersModel {
    /** Result of a take from a closed pool, which must not say that it is exhausted. */
    private static final int REFUSED = -3;

    ClosingModel(final int capacity) {
        super(setUp(capacity, 1));
    }

    @Operation
    public int take(@Param(gen = ThreadIdGen.class) final int thread) {
        try {
            return whether(take(cache(thread), thread));
        } catch (final IllegalStateException refused) {
            return REFUSED;
        }
    }

    @Operation
    public void give(@Param(gen = ThreadIdGen.class) final int thread) {
        give(cache(thread), thread);
    }

    @Operation
    public void close() {
        pool.close();
    }

    @Override
    void requireAll() {
        closeHandles();
        pool.close();
        if (pool.releases != 1 || pool.releasedInUse) {
            throw new IllegalStateException("must be released once, after the last slot: releases=" + pool.releases
                    + " inUse=" + pool.releasedInUse);
        }
    }
}
