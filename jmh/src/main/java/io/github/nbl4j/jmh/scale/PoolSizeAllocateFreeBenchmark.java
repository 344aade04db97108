// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.scale;

import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import org.openjdk.jmh.annotations.Benchmark;

/** Lists with memory. */
public class PoolSizeAllocateFreeBenchmark extends PoolSizeBenchmark {
    @Override
    Nbl4jSubject open() {
        return new Nbl4jSubject(lists, DATA_SIZE, 1, p -> p.clones(1));
    }

    @Override
    NetBufferListPool pool() {
        return nbl4j.pool;
    }

    @Override
    NetBufferList allocate() {
        return cloner.allocate();
    }

    @Override
    void verify(final NetBufferList list) {
        require(list.isOwned(), "what is out must be owned");
        require(list.firstNetBuffer().mdlChain().byteCount() == DATA_SIZE, "each list must have its memory");
    }

    @Benchmark
    @Sweep(section = Section.POOL_SIZE, work = "allocate + free")
    public NetBufferList references() {
        return renew();
    }
}
