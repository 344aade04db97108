// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.TearDown;

/** The machine's floor: one uncontended locked instruction, which no clone that any thread may free can do without. */
public class FloorBenchmark extends FifoBenchmark {
    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(FloorBenchmark.class, "word", long.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    private volatile long word;

    @Benchmark
    @Row(work = Work.FLOOR, subject = "getAndAdd")
    public long getAndAdd() {
        return (long) WORD.getAndAdd(this, 1L);
    }

    @TearDown
    public void verify() {
        require(word > 0, "the word must have been counted up");
    }
}
