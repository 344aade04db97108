// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.exercise;

import io.github.nbl4j.clone.AnyThreadCloner;
import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.CopyInfo;
import io.github.nbl4j.nbl.NetBufferList;

/** The same by threads that have no cloner. */
final class AnyThreadCloning extends Room {
    private final AnyThreadCloner anyThread = new AnyThreadCloner(environment);
    private final NetBufferList[] out = new NetBufferList[PARTS];

    void cloneAndFree() {
        final int flags = next() & CloneFlags.USE_ORIGINAL_MDLS;
        anyThread.freeClone(anyThread.allocateClone(original, null, null, flags), flags);
        anyThread.free(anyThread.allocateClone(original, flags, CopyInfo.RECEIVE));
        anyThread.free(anyThread.allocateCloneOne(original, 1, flags));
        anyThread.freeAllocated(lists.allocate());
    }

    void shared() {
        final NetBufferList list = threeByThree();
        final long handle = anyThread.share(list);
        final NetBufferList clone = anyThread.allocateCloneShared(handle, next() & CloneFlags.USE_ORIGINAL_MDLS);
        anyThread.free(list);
        check(anyThread.allocateCloneShared(handle, 0) == null);
        anyThread.free(clone);
    }

    void split() {
        check(anyThread.split(original, CloneFlags.NONE, out) == PARTS);
        for (final NetBufferList list : out) {
            anyThread.free(list);
        }
    }

    void fragmentAndReassemble() {
        final NetBufferList fragments = anyThread.allocateFragment(original, null, null, 1, 20, 30, 7);
        final NetBufferList whole = anyThread.allocateReassembled(fragments, null, 30, 9, 7);
        anyThread.freeFragment(fragments, 30);
        anyThread.freeReassembled(whole, 9);
    }

    void copyAndDetach() {
        anyThread.free(anyThread.deepCopy(original, lists, null));
        anyThread.free(anyThread.detach(anyThread.allocateClone(original, null, null, 0), lists, null));
    }
}
