// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.scale;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.jmh.FifoBenchmark;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * More threads than processors: whoever is preempted holds what it holds, and the others must get on. Rings of 64 live
 * of the threads' own caches; bursts of 256 go through the depot, that all share.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ThreadsBenchmark extends FifoBenchmark {
    static final int BURST = 256;

    private NetBufferListCloner cloner;
    private NetBufferList original;
    private NetBufferList[] lists;
    private NetBufferList[] clones;
    private NetBufferList[] burst;
    private long rounds;

    @Setup
    public void fill(final SharedPools shared, final ThreadParams thread) {
        cloner = new NetBufferListCloner(shared.nbl4j.pool);
        original = cloner.allocate();
        original.firstNetBuffer().adjustData(64, 1500);
        lists = shared.ring(thread.getThreadIndex(), 0);
        clones = shared.ring(thread.getThreadIndex(), 1);
        burst = shared.ring(thread.getThreadIndex(), 2);
        for (int i = 0; i < OUTSTANDING; i++) {
            lists[i] = cloner.allocate();
            clones[i] = allocateClone();
        }
    }

    private NetBufferList allocateClone() {
        return cloner.allocateClone(original, CloneFlags.USE_ORIGINAL_MDLS);
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    @Sweep(section = Section.THREADS, work = "allocate + free")
    public void allocateFree() {
        for (int n = 0; n < BURST; n++) {
            final int i = next();
            cloner.free(lists[i]);
            lists[i] = cloner.allocate();
        }
        rounds++;
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    @Sweep(section = Section.THREADS, work = "clone + free")
    public void cloneFree() {
        for (int n = 0; n < BURST; n++) {
            final int i = next();
            cloner.free(clones[i]);
            clones[i] = allocateClone();
        }
        rounds++;
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    @Sweep(section = Section.THREADS, work = "allocate + free, 256 at once")
    public void bursts() {
        for (int i = 0; i < BURST; i++) {
            burst[i] = cloner.allocate();
        }
        for (int i = 0; i < BURST; i++) {
            cloner.free(burst[i]);
        }
        rounds++;
    }

    @TearDown
    public void verify(final SharedPools shared) {
        require(rounds > 0, "each thread must have had its turn");
        require(original.childRefCount() == OUTSTANDING, "children=" + original.childRefCount());
        for (int i = 0; i < OUTSTANDING; i++) {
            require(lists[i].isOwned(), "what is out must be owned: " + lists[i]);
            require(clones[i].parentNetBufferList() == original, "must be a clone of its thread's: " + clones[i]);
            cloner.free(lists[i]);
            cloner.free(clones[i]);
        }
        cloner.free(original);
        cloner.close();
        shared.close();
    }
}
