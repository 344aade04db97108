// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.scale;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.jmh.FifoBenchmark;
import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Lists with 2,048 bytes; a cache keeps 64, so larger bursts ask the depot. */
public class BurstBenchmark extends FifoBenchmark {
    private static final int MOST = 256;

    @Param({"1", "4", "16", "64", "256"})
    public int burst;

    private final NetBufferList[] out = new NetBufferList[MOST];
    private Nbl4jSubject nbl4j;
    private NetBufferListCloner cloner;

    @Setup
    public void fill() {
        nbl4j = new Nbl4jSubject(POPULATION, 1);
        cloner = nbl4j.cloner;
        nbl4j.shuffle(nbl4j.pool, cloner::allocate);
        promote();
    }

    @Benchmark
    @OperationsPerInvocation(MOST)
    @Sweep(section = Section.BURST, work = "allocate + free")
    public void references() {
        for (int made = 0; made < MOST; made += burst) {
            for (int i = 0; i < burst; i++) {
                out[i] = cloner.allocate();
            }
            for (int i = 0; i < burst; i++) {
                cloner.free(out[i]);
            }
        }
    }

    @TearDown
    public void verify() {
        for (int i = 0; i < burst; i++) {
            require(out[i] != null && !out[i].isOwned(), "the burst must have been freed");
        }
        nbl4j.close();
    }
}
