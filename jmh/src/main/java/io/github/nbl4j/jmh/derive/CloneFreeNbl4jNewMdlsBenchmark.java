// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.derive;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jmh.annotations.Benchmark;

/** Clones with Mdls of their own. */
public class CloneFreeNbl4jNewMdlsBenchmark extends CloneFreeNbl4jBenchmark {
    @Override
    protected int flags() {
        return CloneFlags.NONE;
    }

    @Benchmark
    @Row(work = Work.CLONE_NEW_MDLS, subject = "nbl4j")
    public NetBufferList references() {
        return nextReference();
    }

    @Benchmark
    @Row(work = Work.CLONE_NEW_MDLS, subject = "nbl4j, handles")
    public NetBufferList handles() {
        return nextHandle();
    }
}
