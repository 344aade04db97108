// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.derive;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jmh.annotations.Benchmark;

/** Clones that never leave the thread of their original: neither they nor their frees need a locked instruction. */
public class CloneFreeNbl4jConfinedBenchmark extends CloneFreeNbl4jBenchmark {
    @Override
    protected int flags() {
        return CloneFlags.USE_ORIGINAL_MDLS;
    }

    @Override
    protected NetBufferList allocateClone() {
        return cloner.allocateCloneConfined(original, flags());
    }

    @Benchmark
    @Row(work = Work.CLONE, subject = "nbl4j, confined")
    public NetBufferList references() {
        return nextReference();
    }
}
