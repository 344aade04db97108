// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.NetBufferList;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * The owner of a list makes confined clones of it and frees them and the list, in any order, while another thread frees
 * an ordinary clone: births that are taken back plainly and a death that is counted elsewhere.
 */
public final class ConfinedCloneModel extends ListModel {
    private static final int FIRST_CONFINED = 2;

    private final NetBufferList original = lists[ORIGINAL];
    private int confined = FIRST_CONFINED;

    public ConfinedCloneModel() {
        super(1);
        leaveMemoryToLists();
        lists[1] = cloneOf(ORIGINAL);
        handOut();
    }

    /** 1 for a clone, -1 when the list was freed before. */
    @Operation(nonParallelGroup = "owner")
    public int cloneConfined(@Param(gen = ThreadIdGen.class) final int thread) {
        try {
            lists[confined] = cloner(thread).allocateCloneConfined(original, CloneFlags.USE_ORIGINAL_MDLS);
            confined++;
            return 1;
        } catch (final IllegalStateException refused) {
            return -1;
        }
    }

    @Operation(nonParallelGroup = "owner")
    public int freeConfined(@Param(gen = ThreadIdGen.class) final int thread) {
        return confined == FIRST_CONFINED ? 0 : free(thread, --confined);
    }

    @Operation(nonParallelGroup = "owner", runOnce = true)
    public int freeOriginal(@Param(gen = ThreadIdGen.class) final int thread) {
        return free(thread, ORIGINAL);
    }

    @Operation(runOnce = true)
    public int freeOrdinary(@Param(gen = ThreadIdGen.class) final int thread) {
        return free(thread, 1);
    }
}
