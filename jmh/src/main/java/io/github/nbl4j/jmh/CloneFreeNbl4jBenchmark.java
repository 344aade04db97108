// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Clones of one packet of 1,500 bytes. A class for each mode, so that a fork has seen no other. */
public abstract class CloneFreeNbl4jBenchmark extends FifoBenchmark {
    final NetBufferList[] references = new NetBufferList[OUTSTANDING];
    final long[] handles = new long[OUTSTANDING];
    NetBufferListCloner cloner;
    private Nbl4jSubject nbl4j;
    NetBufferList original;

    abstract int flags();

    @Setup
    public void fill() {
        nbl4j = new Nbl4jSubject(1, POPULATION);
        cloner = nbl4j.cloner;
        original = cloner.allocate();
        original.firstNetBuffer().adjustData(64, 1500);
        nbl4j.shuffle(nbl4j.environment.clonePool(), this::allocateClone);
        for (int i = 0; i < OUTSTANDING; i++) {
            references[i] = allocateClone();
            handles[i] = allocateClone().handle();
        }
        promote();
    }

    private NetBufferList allocateClone() {
        return cloner.allocateClone(original, flags());
    }

    @TearDown
    public void verify() {
        require(original.childRefCount() == 2 * OUTSTANDING, "children=" + original.childRefCount());
        for (int i = 0; i < OUTSTANDING; i++) {
            end(references[i]);
            end(nbl4j.environment.resolve(handles[i]));
        }
        require(original.childRefCount() == 0, "children=" + original.childRefCount());
        cloner.free(original);
        nbl4j.close();
    }

    private void end(final NetBufferList clone) {
        final NetBuffer bytes = clone.firstNetBuffer();
        require(clone.parentNetBufferList() == original, "must be a clone of the original: " + clone);
        require(address(bytes) == address(original.firstNetBuffer()), "must share the original's bytes: " + clone);
        require(bytes.dataLength() == 1500, "must have all bytes: " + clone);
        cloner.freeClone(clone, flags());
    }

    private static long address(final NetBuffer netBuffer) {
        final Mdl mdl = netBuffer.currentMdl();
        return mdl.address() + netBuffer.currentMdlOffset();
    }
}
