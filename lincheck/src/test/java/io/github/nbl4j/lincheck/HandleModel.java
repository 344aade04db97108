// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import io.github.nbl4j.nbl.NetBufferList;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/** Handles of three lives of one slot: each resolves as long as its life lasts, whatever the owner does meanwhile. */
public final class HandleModel extends ListModel {
    private static final long GENERATION = 1L << 40;

    private final long first = lists[ORIGINAL].handle();
    private long latest = first;

    public HandleModel() {
        super(1);
        leaveMemoryToLists();
        handOut();
    }

    @Operation
    public boolean resolve(@Param(gen = IntGen.class, conf = "0:2") final int life) {
        return environment.resolve(first + life * GENERATION) != null;
    }

    /** 1 for a new life, 0 while one lasts. */
    @Operation(nonParallelGroup = "owner")
    public int allocate(@Param(gen = ThreadIdGen.class) final int thread) {
        final NetBufferList list = cloner(thread).allocate();
        if (list == null) {
            return 0;
        }
        lists[ORIGINAL] = list;
        latest = list.handle();
        return 1;
    }

    /** 1 when the latest life was ended, -1 when it was over: the handle is refused. */
    @Operation(nonParallelGroup = "owner")
    public int free(@Param(gen = ThreadIdGen.class) final int thread) {
        try {
            cloner(thread).free(latest);
            lists[ORIGINAL] = null;
            return 1;
        } catch (final IllegalStateException refused) {
            return -1;
        }
    }
}
