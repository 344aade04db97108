// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.allocate;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.jmh.FifoBenchmark;
import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A list with 2,048 bytes. The queue of references costs what G1 charges its user; the one of handles does not. */
public class AllocateFreeNbl4jBenchmark extends FifoBenchmark {
    private final NetBufferList[] references = new NetBufferList[OUTSTANDING];
    private final long[] handles = new long[OUTSTANDING];
    private Nbl4jSubject nbl4j;
    private NetBufferListCloner cloner;

    @Setup
    public void fill() {
        nbl4j = new Nbl4jSubject(POPULATION, 1);
        cloner = nbl4j.cloner;
        nbl4j.shuffle(nbl4j.pool, cloner::allocate);
        for (int i = 0; i < OUTSTANDING; i++) {
            references[i] = cloner.allocate();
            handles[i] = cloner.allocate().handle();
        }
        promote();
    }

    @Benchmark
    @Row(work = Work.ALLOCATE_FREE, subject = "nbl4j")
    public NetBufferList references() {
        final int i = next();
        cloner.free(references[i]);
        final NetBufferList list = cloner.allocate();
        references[i] = list;
        return list;
    }

    @Benchmark
    @Row(work = Work.ALLOCATE_FREE, subject = "nbl4j, handles")
    public NetBufferList handles() {
        final int i = next();
        cloner.free(handles[i]);
        final NetBufferList list = cloner.allocate();
        handles[i] = list.handle();
        return list;
    }

    @TearDown
    public void verify() {
        for (int i = 0; i < OUTSTANDING; i++) {
            final NetBufferList list = nbl4j.environment.resolve(handles[i]);
            require(references[i].isOwned() && list.isOwned(), "what is out must be owned");
            require(list.firstNetBuffer().mdlChain().byteCount() == 2048, "each list must have its memory");
            cloner.free(references[i]);
            cloner.free(list);
        }
        nbl4j.close();
    }
}
