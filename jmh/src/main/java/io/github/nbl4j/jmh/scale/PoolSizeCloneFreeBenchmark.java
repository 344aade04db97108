// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.scale;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import org.openjdk.jmh.annotations.Benchmark;

/** Clones of one original. */
public class PoolSizeCloneFreeBenchmark extends PoolSizeBenchmark {
    private NetBufferList original;

    @Override
    Nbl4jSubject open() {
        final Nbl4jSubject subject = new Nbl4jSubject(1, DATA_SIZE, 1, p -> p.clones(lists));
        original = subject.cloner.allocate();
        original.firstNetBuffer().adjustData(0, DATA_SIZE);
        return subject;
    }

    @Override
    NetBufferListPool pool() {
        return nbl4j.environment.clonePool();
    }

    @Override
    NetBufferList allocate() {
        return cloner.allocateClone(original, CloneFlags.USE_ORIGINAL_MDLS);
    }

    @Override
    void verify(final NetBufferList clone) {
        require(clone.parentNetBufferList() == original, "must be a clone of the original: " + clone);
        require(clone.firstNetBuffer().currentMdl() == original.firstNetBuffer().currentMdl(), "must share: " + clone);
    }

    @Override
    void end() {
        require(original.childRefCount() == 0, "children=" + original.childRefCount());
        cloner.free(original);
    }

    @Benchmark
    @Sweep(section = Section.POOL_SIZE, work = "clone + free")
    public NetBufferList references() {
        return renew();
    }
}
