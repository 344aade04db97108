// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.derive;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jmh.annotations.Benchmark;

/** Clones that use the original's Mdls. */
public class CloneFreeNbl4jOriginalMdlsBenchmark extends CloneFreeNbl4jBenchmark {
    @Override
    protected int flags() {
        return CloneFlags.USE_ORIGINAL_MDLS;
    }

    @Benchmark
    @Row(work = Work.CLONE, subject = "nbl4j")
    public NetBufferList references() {
        return nextReference();
    }

    @Benchmark
    @Row(work = Work.CLONE, subject = "nbl4j, handles")
    public NetBufferList handles() {
        return nextHandle();
    }
}
