// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCompletion;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * A list with three clones is given up to a completion while the clones are freed: it is handed over in the last one's
 * call, in a new life without children, and freed there. One of the clones has a clone, so a chain may end in it.
 */
public final class TransferModel extends ListModel {
    private final Handover handover = new Handover();
    private final long handle = lists[ORIGINAL].handle();

    public TransferModel() {
        super(1);
        leaveMemoryToLists();
        lists[1] = cloneOf(ORIGINAL);
        lists[2] = cloneOf(ORIGINAL);
        lists[3] = cloneOf(2);
        handOut();
    }

    @Operation(runOnce = true)
    public int complete(@Param(gen = ThreadIdGen.class) final int thread) {
        final NetBufferList list = lists[ORIGINAL];
        lists[ORIGINAL] = null;
        cloner(thread).complete(list, handover);
        return ends.mine();
    }

    @Operation(runOnce = true)
    public int freeFirst(@Param(gen = ThreadIdGen.class) final int thread) {
        return free(thread, 1);
    }

    @Operation(runOnce = true)
    public int freeSecond(@Param(gen = ThreadIdGen.class) final int thread) {
        return free(thread, 2);
    }

    @Operation(runOnce = true)
    public int freeSecondGeneration(@Param(gen = ThreadIdGen.class) final int thread) {
        return free(thread, 3);
    }

    @Override
    void freeTheRest() {
        if (lists[ORIGINAL] != null) {
            complete(0);
        }
        for (int place = 1; place <= 3; place++) {
            free(0, place);
        }
        if (handover.times != 1) {
            throw new IllegalStateException("the list must be handed over once: " + handover.times);
        }
    }

    private final class Handover implements NetBufferListCompletion {
        private int times;

        @Override
        public void completed(final NetBufferList list) {
            times++;
            if (!list.isTransferable() || list.handle() == handle || environment.resolve(handle) != null) {
                throw new IllegalStateException("must come in a new life, without children: " + list);
            }
            pool.free(list);
        }
    }
}
