// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.NetBufferList;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * The owner of a list with two clones makes a third and frees the list, in any order, while others free the clones:
 * births counted plainly by one thread, deaths by read-modify-write on others.
 */
public class LineageModel extends ListModel {
    private static final int THIRD = 3;

    /** The owner knows it still when it has freed it. */
    private final NetBufferList original = lists[ORIGINAL];

    public LineageModel() {
        this(false);
    }

    @SuppressWarnings("this-escape") // What the library gets of this, it calls only when the model runs.
    LineageModel(final boolean fold) {
        super(1);
        leaveMemoryToLists();
        if (fold) {
            presetToFoldAfter(2);
        }
        lists[1] = cloneOf(ORIGINAL);
        lists[2] = cloneOf(ORIGINAL);
        handOut();
    }

    /** 1 for a clone, -1 when the list was freed before. */
    @Operation(nonParallelGroup = "owner", runOnce = true)
    public final int cloneAgain(@Param(gen = ThreadIdGen.class) final int thread) {
        try {
            final NetBufferList third = cloner(thread).allocateClone(original, CloneFlags.USE_ORIGINAL_MDLS);
            lists[THIRD] = third;
            return third == null ? 0 : 1;
        } catch (final IllegalStateException refused) {
            return -1;
        }
    }

    @Operation(nonParallelGroup = "owner", runOnce = true)
    public final int freeOriginal(@Param(gen = ThreadIdGen.class) final int thread) {
        return free(thread, ORIGINAL);
    }

    @Operation(runOnce = true)
    public final int freeFirst(@Param(gen = ThreadIdGen.class) final int thread) {
        return free(thread, 1);
    }

    @Operation(runOnce = true)
    public final int freeSecond(@Param(gen = ThreadIdGen.class) final int thread) {
        return free(thread, 2);
    }

    @Operation(runOnce = true)
    public final int freeThird(@Param(gen = ThreadIdGen.class) final int thread) {
        return free(thread, THIRD);
    }
}
