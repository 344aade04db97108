// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.allocate;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.jmh.FifoBenchmark;
import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Lists with 2,048 bytes: a burst is more than a cache keeps, so the depot is asked. */
public class BurstNbl4jBenchmark extends FifoBenchmark {
    static final int BURST = 256;

    private final NetBufferList[] burst = new NetBufferList[BURST];
    private final long[] handles = new long[BURST];
    private Nbl4jSubject nbl4j;
    private NetBufferListCloner cloner;
    private NetBufferListPool pool;

    @Setup
    public void fill() {
        nbl4j = new Nbl4jSubject(POPULATION, 1);
        cloner = nbl4j.cloner;
        pool = nbl4j.pool;
        nbl4j.shuffle(pool, cloner::allocate);
        promote();
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    @Row(work = Work.BURST_256, subject = "nbl4j")
    public void references() {
        for (int i = 0; i < BURST; i++) {
            burst[i] = cloner.allocate();
        }
        for (int i = 0; i < BURST; i++) {
            cloner.free(burst[i]);
        }
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    @Row(work = Work.BURST_256, subject = "nbl4j, handles")
    public void handles() {
        for (int i = 0; i < BURST; i++) {
            handles[i] = cloner.allocate().handle();
        }
        for (int i = 0; i < BURST; i++) {
            cloner.free(handles[i]);
        }
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    @Row(work = Work.BURST_256, subject = "nbl4j, bulk")
    public void bulk() {
        require(cloner.allocate(pool, burst, BURST), "the pool must have a burst");
        cloner.free(burst, BURST);
    }

    @TearDown
    public void verify() {
        require(nbl4j.pool.counters().highWater() >= BURST, "a burst must have been out");
        require(cloner.allocate(pool, burst, BURST), "the pool must have a burst");
        for (int i = 0; i < BURST; i++) {
            require(burst[i].firstNetBuffer().mdlChain().byteCount() == 2048, "each list must have its memory");
            cloner.free(burst[i]);
        }
        nbl4j.close();
    }
}
