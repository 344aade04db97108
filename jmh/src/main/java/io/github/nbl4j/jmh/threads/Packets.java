// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import static io.github.nbl4j.jmh.FifoBenchmark.require;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.jmh.FifoBenchmark;
import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;

/** The library's pools for the main thread and the two that are measured, and what its packets must be. */
final class Packets {
    static final int FLAGS = CloneFlags.USE_ORIGINAL_MDLS;

    private static final int THREADS = 3;

    private Packets() {}

    static Nbl4jSubject pools(final int lists, final int clones) {
        final Nbl4jSubject nbl4j = new Nbl4jSubject(lists, clones, THREADS);
        nbl4j.shuffle(nbl4j.pool, nbl4j.cloner::allocate);
        final NetBufferList original = nbl4j.cloner.allocate();
        nbl4j.shuffle(nbl4j.environment.clonePool(), () -> nbl4j.cloner.allocateClone(original, FLAGS));
        nbl4j.cloner.free(original);
        return nbl4j;
    }

    static Nbl4jSubject pools() {
        return pools(FifoBenchmark.POPULATION, FifoBenchmark.POPULATION);
    }

    static void fill(final NetBufferList packet) {
        packet.firstNetBuffer().adjustData(Subject.HEADROOM, Subject.LENGTH);
    }

    static void requireSharing(final NetBufferList clone, final NetBufferList other) {
        require(clone != other && clone.isOwned() && clone.isDerived(), "must be a clone of its own: " + clone);
        require(address(clone) == address(other), "must share the bytes: " + clone + " and " + other);
        require(clone.firstNetBuffer().dataLength() == Subject.LENGTH, "must have all bytes: " + clone);
    }

    private static long address(final NetBufferList list) {
        final NetBuffer netBuffer = list.firstNetBuffer();
        return netBuffer.currentMdl().address() + netBuffer.currentMdlOffset();
    }
}
