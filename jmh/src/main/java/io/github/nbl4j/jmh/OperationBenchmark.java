// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import io.github.nbl4j.verify.exercise.Exercise;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One exercise of module verify. It is about bytes: too short to say more of the time than its order of magnitude. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 1, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 2, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsPrepend = {
            "-Xmx256m",
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
            "-Dagrona.disable.bounds.checks=false",
            "-Dnbl4j.checked=false"
        })
public class OperationBenchmark {
    /** The names are those of {@link Exercise#names()}, which {@link Operations} gives. */
    @Param({})
    public String exercise;

    private Exercise opened;

    @Setup
    public void open() {
        opened = Exercise.open(exercise);
    }

    @Benchmark
    public void call() {
        opened.run();
    }

    @TearDown
    public void close() {
        opened.close();
    }
}
