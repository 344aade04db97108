// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.derive;

import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Single clones. The queue of references costs what G1 charges its user; the one of handles does not. */
public abstract class CloneFreeNbl4jBenchmark extends Nbl4jCloneBenchmark {
    private final NetBufferList[] references = new NetBufferList[OUTSTANDING];
    private final long[] handles = new long[OUTSTANDING];

    @Setup
    public void fill() {
        prepare();
        for (int i = 0; i < OUTSTANDING; i++) {
            references[i] = allocateClone();
            handles[i] = allocateClone().handle();
        }
        promote();
    }

    protected final NetBufferList nextReference() {
        final int i = next();
        cloner.free(references[i]);
        final NetBufferList clone = allocateClone();
        references[i] = clone;
        return clone;
    }

    protected final NetBufferList nextHandle() {
        final int i = next();
        cloner.free(handles[i]);
        final NetBufferList clone = allocateClone();
        handles[i] = clone.handle();
        return clone;
    }

    @TearDown
    public void verify() {
        require(original.childRefCount() == 2 * OUTSTANDING, "children=" + original.childRefCount());
        for (int i = 0; i < OUTSTANDING; i++) {
            endClone(original, references[i]);
            endClone(original, nbl4j.environment.resolve(handles[i]));
        }
        close();
    }
}
