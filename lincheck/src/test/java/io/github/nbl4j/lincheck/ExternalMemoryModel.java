// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * The holder of external memory lends it to a third list and ends its hold, while others free the lists over it: the
 * completion is told in the last user's call, and only there.
 */
public final class ExternalMemoryModel extends ListModel {
    private static final int THIRD = 2;

    private boolean held = true;

    public ExternalMemoryModel() {
        super(3);
        lists[1] = borrow();
        handOut();
    }

    /** 1 when it was lent, 0 when the hold is over. */
    @Operation(nonParallelGroup = "holder", runOnce = true)
    public int lend() {
        if (!held) {
            return 0;
        }
        lists[THIRD] = borrow();
        return 1;
    }

    @Operation(nonParallelGroup = "holder", runOnce = true)
    public int endHold() {
        held = false;
        leaveMemoryToLists();
        return ends.mine();
    }

    @Operation(runOnce = true)
    public int freeFirst(@Param(gen = ThreadIdGen.class) final int thread) {
        return free(thread, ORIGINAL);
    }

    @Operation(runOnce = true)
    public int freeSecond(@Param(gen = ThreadIdGen.class) final int thread) {
        return free(thread, 1);
    }

    @Operation(runOnce = true)
    public int freeThird(@Param(gen = ThreadIdGen.class) final int thread) {
        return free(thread, THIRD);
    }

    @Override
    void freeTheRest() {
        if (held) {
            endHold();
        }
    }
}
