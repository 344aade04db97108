// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.derive;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.jmh.FifoBenchmark;
import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;

/** Clones of one original, in one mode: a class for each, so that a fork has seen no other. */
public abstract class Nbl4jCloneBenchmark extends FifoBenchmark {
    protected Nbl4jSubject nbl4j;
    protected NetBufferListCloner cloner;
    protected NetBufferList original;

    protected abstract int flags();

    /** A packet of 1,500 bytes in one Mdl. */
    protected Nbl4jSubject open() {
        return new Nbl4jSubject(1, POPULATION);
    }

    protected void fill(final NetBufferList packet) {
        packet.firstNetBuffer().adjustData(64, 1500);
    }

    /** The subject, the original, and all clones in shuffled order. */
    protected final void prepare() {
        nbl4j = open();
        cloner = nbl4j.cloner;
        original = cloner.allocate();
        fill(original);
        nbl4j.shuffle(nbl4j.environment.clonePool(), this::allocateClone);
    }

    protected NetBufferList allocateClone() {
        return cloner.allocateClone(original, flags());
    }

    /** The books, when all clones have ended. */
    protected final void close() {
        require(original.childRefCount() == 0, "children=" + original.childRefCount());
        cloner.free(original);
        nbl4j.close();
    }

    /** Ends a clone that has the same bytes, part by part, through the original's Mdls or others, as its flags say. */
    protected final void endClone(final NetBufferList of, final NetBufferList clone) {
        require(clone.parentNetBufferList() == of, "must be a clone of the original: " + clone);
        NetBuffer theirs = of.firstNetBuffer();
        for (NetBuffer ours = clone.firstNetBuffer(); ours != null; ours = ours.next()) {
            require(ours.dataLength() == theirs.dataLength(), "must have all bytes: " + clone);
            require(ours.segmentCount() == theirs.segmentCount(), "must have all parts: " + clone);
            final Mdl mdl = ours.currentMdl();
            require((mdl == theirs.currentMdl()) == clone.usesOriginalMdls(), "must use Mdls of its mode: " + clone);
            require(
                    ours.dataLength() == 0 || address(ours) == address(theirs),
                    "must share the original's bytes: " + clone);
            theirs = theirs.next();
        }
        require(theirs == null, "must have all NetBuffers: " + clone);
        cloner.freeClone(clone, flags());
    }

    private static long address(final NetBuffer netBuffer) {
        return netBuffer.currentMdl().address() + netBuffer.currentMdlOffset();
    }
}
