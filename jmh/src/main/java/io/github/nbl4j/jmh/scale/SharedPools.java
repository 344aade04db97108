// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.scale;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.jmh.FifoBenchmark;
import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/** The pools of all threads, and their rings, which are promoted with them. */
@State(Scope.Benchmark)
public class SharedPools {
    private static final int RINGS = 3;
    private static final int LINE = 16;

    @Param({"1", "2", "4", "8", "16"})
    public int threads;

    private final AtomicInteger open = new AtomicInteger();
    Nbl4jSubject nbl4j;
    private NetBufferList[][] rings;

    /** By a thread that dies, so that whichever comes last may close what it opened. */
    @Setup
    public void open(final BenchmarkParams benchmark) throws InterruptedException {
        FifoBenchmark.require(benchmark.getThreads() == threads, "must run with -t " + threads);
        final Thread builder = new Thread(this::build);
        open.set(threads);
        builder.start();
        builder.join();
        FifoBenchmark.promote();
    }

    private void build() {
        final int each = FifoBenchmark.POPULATION;
        final Nbl4jSubject built = new Nbl4jSubject(each, each, threads + 1);
        built.shuffle(built.pool, built.cloner::allocate);
        final NetBufferList original = built.cloner.allocate();
        built.shuffle(
                built.environment.clonePool(),
                () -> built.cloner.allocateClone(original, CloneFlags.USE_ORIGINAL_MDLS));
        built.cloner.free(original);
        // Longer by a line than anybody uses, so that no two threads write to one line.
        rings = new NetBufferList[RINGS * threads][ThreadsBenchmark.BURST + LINE];
        nbl4j = built;
    }

    NetBufferList[] ring(final int thread, final int kind) {
        return rings[RINGS * thread + kind];
    }

    /** By each thread when it is done, the last of which balances the books: JMH would not wait for it. */
    void close() {
        if (open.decrementAndGet() == 0) {
            nbl4j.close();
        }
    }
}
