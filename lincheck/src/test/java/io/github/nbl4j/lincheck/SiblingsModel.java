// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.NetBufferList;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/** Six clones, freed two by two: as an array, as a chain, by their handles. Each call counts two deaths at once. */
public final class SiblingsModel extends ListModel {
    private static final int TWO = 2;

    private final NetBufferList[] array = new NetBufferList[TWO];
    private final long[] handles = new long[TWO];
    private NetBufferList chain;
    private boolean arrayLives = true;
    private boolean handlesLive = true;

    public SiblingsModel() {
        super(1);
        leaveMemoryToLists();
        cloner(0).allocateClones(lists[ORIGINAL], CloneFlags.USE_ORIGINAL_MDLS, array, TWO);
        cloner(0).allocateClones(lists[ORIGINAL], CloneFlags.USE_ORIGINAL_MDLS, handles, TWO);
        chain = cloner(0).allocateCloneChain(lists[ORIGINAL], CloneFlags.USE_ORIGINAL_MDLS, TWO);
        handOut();
    }

    @Operation(runOnce = true)
    public int freeArray(@Param(gen = ThreadIdGen.class) final int thread) {
        arrayLives = false;
        cloner(thread).free(array, TWO);
        return ends.mine();
    }

    @Operation(runOnce = true)
    public int freeChain(@Param(gen = ThreadIdGen.class) final int thread) {
        final NetBufferList head = chain;
        chain = null;
        cloner(thread).freeChain(head);
        return ends.mine();
    }

    @Operation(runOnce = true)
    public int freeHandles(@Param(gen = ThreadIdGen.class) final int thread) {
        handlesLive = false;
        cloner(thread).free(handles, TWO);
        return ends.mine();
    }

    @Operation(runOnce = true)
    public int freeOriginal(@Param(gen = ThreadIdGen.class) final int thread) {
        return free(thread, ORIGINAL);
    }

    @Override
    void freeTheRest() {
        if (arrayLives) {
            freeArray(0);
        }
        if (handlesLive) {
            freeHandles(0);
        }
        freeChain(0);
    }
}
