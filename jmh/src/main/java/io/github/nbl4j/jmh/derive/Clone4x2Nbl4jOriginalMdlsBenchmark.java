// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.derive;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jmh.annotations.Benchmark;

/** Clones of four NetBuffers that use the original's Mdls. */
public class Clone4x2Nbl4jOriginalMdlsBenchmark extends Clone4x2Nbl4jBenchmark {
    @Override
    protected int flags() {
        return CloneFlags.USE_ORIGINAL_MDLS;
    }

    @Benchmark
    @Row(work = Work.CLONE_4X2, subject = "nbl4j, slots of {slots}")
    public NetBufferList references() {
        return nextReference();
    }

    @Benchmark
    @Row(work = Work.CLONE_4X2, subject = "nbl4j, handles, slots of {slots}")
    public NetBufferList handles() {
        return nextHandle();
    }
}
