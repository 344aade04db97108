// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/** A clone of a clone of a clone, all freed by different threads: who is last reclaims the whole chain. */
public final class ChainModel extends ListModel {
    public ChainModel() {
        super(1);
        leaveMemoryToLists();
        lists[1] = cloneOf(ORIGINAL);
        lists[2] = cloneOf(1);
        lists[3] = cloneOf(2);
        lists[4] = cloneOf(1);
        handOut();
    }

    @Operation(runOnce = true)
    public int freeOriginal(@Param(gen = ThreadIdGen.class) final int thread) {
        return free(thread, ORIGINAL);
    }

    @Operation(runOnce = true)
    public int freeClone(@Param(gen = ThreadIdGen.class) final int thread) {
        return free(thread, 1);
    }

    @Operation(runOnce = true)
    public int freeSecondGeneration(@Param(gen = ThreadIdGen.class) final int thread) {
        return free(thread, 2);
    }

    @Operation(runOnce = true)
    public int freeThirdGeneration(@Param(gen = ThreadIdGen.class) final int thread) {
        return free(thread, 3);
    }

    @Operation(runOnce = true)
    public int freeSibling(@Param(gen = ThreadIdGen.class) final int thread) {
        return free(thread, 4);
    }
}
