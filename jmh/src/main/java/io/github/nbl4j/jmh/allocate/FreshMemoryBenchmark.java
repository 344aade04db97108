// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.allocate;

import io.github.nbl4j.jmh.FifoBenchmark;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** 2,048 bytes without a pool. */
public abstract class FreshMemoryBenchmark extends FifoBenchmark {
    static final int SIZE = 2048;

    /** Makes new memory the i-th: kept in the subclass, so nothing is optimised away. */
    abstract void allocate(int i) throws Throwable;

    /** Ends the i-th; what is not freed but forgotten is the collector's. */
    abstract void free(int i) throws Throwable;

    /** The bytes of the i-th. */
    abstract ByteBuffer bytes(int i) throws Throwable;

    @Setup
    public void fill() throws Throwable {
        for (int i = 0; i < OUTSTANDING; i++) {
            allocate(i);
        }
        promote();
    }

    @Benchmark
    public void references() throws Throwable {
        final int i = next();
        free(i);
        allocate(i);
    }

    @TearDown
    public void verify() throws Throwable {
        for (int i = 0; i < OUTSTANDING; i++) {
            bytes(i).put(SIZE - 1, (byte) i);
        }
        for (int i = 0; i < OUTSTANDING; i++) {
            final ByteBuffer bytes = bytes(i);
            require(bytes.capacity() == SIZE && bytes.get(SIZE - 1) == i, "each must have memory of its own: " + bytes);
            free(i);
        }
    }
}
