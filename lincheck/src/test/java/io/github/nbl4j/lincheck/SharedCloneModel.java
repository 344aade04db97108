// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.NetBufferList;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * Threads clone a shared list by its handle and free those clones, while the owner frees it, gets the pool's only slot
 * again, and shares that new life too. The old handle clones as long as the old life's owner holds it, never after; and
 * the slot is free again exactly when nobody lives off it.
 */
public final class SharedCloneModel extends ListModel {
    private static final int REBORN = 1;

    /** Where each thread keeps its clones: two of each. */
    private static final int CLONES = 2;

    private final long handle = cloner(0).share(lists[ORIGINAL]);

    public SharedCloneModel() {
        super(1);
        leaveMemoryToLists();
        handOut();
    }

    /** 1 for a clone, 0 when the life of the handle is over, -1 when the thread has enough. */
    @Operation
    public int cloneShared(@Param(gen = ThreadIdGen.class) final int thread) {
        for (int place = CLONES * thread; place < CLONES * thread + CLONES; place++) {
            if (lists[place] == null) {
                lists[place] = cloner(thread).allocateCloneShared(handle, CloneFlags.USE_ORIGINAL_MDLS);
                return lists[place] == null ? 0 : 1;
            }
        }
        return -1;
    }

    @Operation
    public int freeClone(@Param(gen = ThreadIdGen.class) final int thread) {
        final int first = CLONES * thread;
        return free(thread, lists[first] == null ? first + 1 : first);
    }

    @Operation(nonParallelGroup = "owner", runOnce = true)
    public int freeOriginal(@Param(gen = ThreadIdGen.class) final int thread) {
        return free(thread, ORIGINAL);
    }

    /** 1 for the slot in a new life, 0 while the old one, or what lives off it, has it. */
    @Operation(nonParallelGroup = "owner")
    public int rebirth(@Param(gen = ThreadIdGen.class) final int thread) {
        final NetBufferList reborn = cloner(thread).allocate();
        if (reborn == null) {
            return 0;
        }
        cloner(thread).share(reborn);
        lists[REBORN] = reborn;
        return 1;
    }
}
