// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.exercise;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.AllocateMdlHandler;
import io.github.nbl4j.nbl.FreeMdlHandler;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;

/** The used data moves: in its memory, into private memory, and into the caller's. */
final class DataSpace extends Room {
    /** For the room beside the NetBuffer, a small segment, a large one. */
    private static final int[] DELTAS = {50, 200, 2000};

    private final NetBuffer nb = original.firstNetBuffer();
    private final AllocateMdlHandler allocate = size -> segments.allocate();
    private final FreeMdlHandler free = segments::free;

    void inItsMemory() {
        check(nb.advance(SEGMENT + 1) && nb.retreat(SEGMENT + 1));
        check(nb.trimTail(SEGMENT + 1) && nb.extendTail(SEGMENT + 1));
        nb.adjustData(1, BYTES - 1);
        nb.adjustCurrentMdl();
        nb.adjustData(0, BYTES);
    }

    void intoPrivateMemory() {
        final int delta = DELTAS[next() % DELTAS.length];
        check(nb.retreat(delta, 5) && nb.advance(delta, true));
        check(original.retreat(40, 8) && original.advance(40, true));
    }

    void intoMemoryOfTheCaller() {
        check(nb.retreat(8, 0, allocate) && nb.advance(8, true, free));
        check(original.retreat(8, 0, allocate, free) && original.advance(8, true, free));
    }

    void clonesWrite() {
        final NetBufferList clone = cloner.allocateClone(original, CloneFlags.NONE);
        final NetBuffer first = clone.firstNetBuffer();
        check(first.advance(5) && first.retreatPrivate(5));
        check(first.advance(5) && first.retreatContiguous(5));
        check(first.privatize(8));
        check(first.linearize());
        cloner.free(clone);
    }
}
