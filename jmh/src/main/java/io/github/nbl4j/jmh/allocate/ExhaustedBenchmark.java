// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.allocate;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.jmh.FifoBenchmark;
import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** All lists are held: what an allocate costs that says so. Lists of 64 bytes, so that a million of them fit. */
@Fork(jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
public class ExhaustedBenchmark extends FifoBenchmark {
    @Param({"1024", "65536", "1048576"})
    public int lists;

    private Nbl4jSubject nbl4j;
    private NetBufferListCloner cloner;
    private NetBufferList[] held;

    @Setup
    public void fill() {
        nbl4j = new Nbl4jSubject(lists, 64, 1, p -> p.clones(1));
        cloner = nbl4j.cloner;
        held = new NetBufferList[nbl4j.pool.population()];
        require(cloner.allocate(nbl4j.pool, held, held.length), "all lists must be free");
        promote();
    }

    @Benchmark
    @Row(work = Work.EXHAUSTED, subject = "nbl4j, {lists} lists")
    public NetBufferList references() {
        return cloner.allocate();
    }

    /** A list that a call had got would be missing in the books. */
    @TearDown
    public void verify() {
        final long failures = nbl4j.pool.counters().exhausted();
        require(failures > 0 && held.length >= lists, "allocations must have failed: failures=" + failures);
        cloner.free(held, held.length);
        nbl4j.close(failures);
    }
}
