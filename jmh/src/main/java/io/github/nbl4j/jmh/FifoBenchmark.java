// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What all benchmarks have in common: 64 objects are out at once, the oldest is freed and a new one is made; a pair on
 * one object would flatter every pool. Populations are of 65,536, lie in the old generation and are used in shuffled
 * order, because a small young pool hides what G1 charges for reference stores.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        jvmArgsPrepend = {
            FifoBenchmark.HEAP,
            FifoBenchmark.MAX_HEAP,
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
            "-Dagrona.disable.bounds.checks=false",
            "-Dnbl4j.checked=false"
        })
public abstract class FifoBenchmark {
    static final String HEAP = "-Xms1g";
    static final String MAX_HEAP = "-Xmx1g";

    public static final int OUTSTANDING = 64;
    public static final int POPULATION = 65_536;

    private int at;

    /** Where the oldest object lies, and the next one goes. */
    protected final int next() {
        final int oldest = at;
        at = oldest + 1 & OUTSTANDING - 1;
        return oldest;
    }

    public static void shuffle(final Object[] objects) {
        Collections.shuffle(Arrays.asList(objects), new Random(20_061_107));
    }

    /** Twice, so that what survived the first collection is old after the second. */
    public static void promote() {
        System.gc();
        System.gc();
    }

    public static void require(final boolean holds, final String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }
}
