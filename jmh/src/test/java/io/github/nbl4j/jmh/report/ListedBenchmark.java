// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** What JMH lists beside the real ones. Nobody runs it. */
@Row(work = Work.CLONE, subject = "listed {allocator} {size}")
public class ListedBenchmark extends ListedBase {
    @Param({"pooled", "adaptive"})
    public String allocator;

    @Param({"1", "2"})
    public int size;

    @Benchmark
    @Row(work = Work.EXHAUSTED, subject = "listed newer {allocator} {size}", since = 25)
    public void newer() {}
}
