// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.derive;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jmh.annotations.Benchmark;

/** Clones of four NetBuffers with Mdls of their own. */
public class Clone4x2Nbl4jNewMdlsBenchmark extends Clone4x2Nbl4jBenchmark {
    @Override
    protected int flags() {
        return CloneFlags.NONE;
    }

    @Benchmark
    @Row(work = Work.CLONE_4X2_NEW_MDLS, subject = "nbl4j, slots of {slots}")
    public NetBufferList references() {
        return nextReference();
    }

    @Benchmark
    @Row(work = Work.CLONE_4X2_NEW_MDLS, subject = "nbl4j, handles, slots of {slots}")
    public NetBufferList handles() {
        return nextHandle();
    }
}
