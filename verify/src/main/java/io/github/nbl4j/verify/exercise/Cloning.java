// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.exercise;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.CopyInfo;
import io.github.nbl4j.nbl.NetBufferList;

/** Lists derived by a thread's own cloner. */
final class Cloning extends Room {
    private final NetBufferList[] out = new NetBufferList[PARTS];
    private final long[] handles = new long[PARTS];

    private int flags() {
        return next() & CloneFlags.USE_ORIGINAL_MDLS;
    }

    void cloneAndFree() {
        final int flags = flags();
        cloner.freeClone(cloner.allocateClone(original, flags), flags);
        cloner.free(cloner.allocateClone(original, flags, CopyInfo.SEND));
        cloner.free(cloner.allocateCloneConfined(original, flags));
        cloner.free(cloner.allocateClone(original, plain, netBuffers, flags));
        cloner.free(cloner.allocateCloneOne(original, 1, flags));
    }

    void several() {
        several(original);
        final NetBufferList sole = cloner.allocate();
        several(sole);
        cloner.free(sole);
    }

    private void several(final NetBufferList original) {
        final int flags = flags();
        check(cloner.allocateClones(original, flags, out, PARTS));
        cloner.free(out, PARTS);
        cloner.freeChain(cloner.allocateCloneChain(original, flags, PARTS));
        check(cloner.allocateClones(original, flags, handles, PARTS));
        cloner.free(handles, PARTS);
    }

    void split() {
        check(cloner.split(original, flags(), out) == PARTS);
        cloner.free(out, PARTS);
    }

    void shared() {
        final NetBufferList parent = cloner.allocate();
        final long handle = cloner.share(parent);
        final NetBufferList clone = cloner.allocateCloneShared(handle, flags());
        cloner.free(parent);
        cloner.free(clone);
    }

    void fragmentAndReassemble() {
        final NetBufferList fragments = cloner.allocateFragment(original, null, null, 1, 20, 30, 7);
        final NetBufferList whole = cloner.allocateReassembled(fragments, null, 30, 9, 7);
        cloner.freeFragment(fragments, 30);
        cloner.freeReassembled(whole, 9);
    }

    void copy() {
        cloner.free(cloner.deepCopy(original));
        cloner.free(cloner.deepCopy(original, lists, dataNetBuffers));
    }

    void detach() {
        cloner.free(cloner.detach(cloner.allocateClone(original, CloneFlags.NONE)));
        cloner.free(cloner.detach(cloner.allocateClone(original, CloneFlags.NONE), lists, dataNetBuffers));
    }
}
