// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jmh.annotations.Benchmark;

/** Clones with Mdls of their own. */
public class CloneFreeNbl4jNewMdlsBenchmark extends CloneFreeNbl4jBenchmark {
    @Override
    int flags() {
        return CloneFlags.NONE;
    }

    @Benchmark
    public NetBufferList references() {
        final int i = next();
        cloner.free(references[i]);
        final NetBufferList clone = cloner.allocateClone(original, CloneFlags.NONE);
        references[i] = clone;
        return clone;
    }

    @Benchmark
    public NetBufferList handles() {
        final int i = next();
        cloner.free(handles[i]);
        final NetBufferList clone = cloner.allocateClone(original, CloneFlags.NONE);
        handles[i] = clone.handle();
        return clone;
    }
}
