// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.allocate;

import io.github.nbl4j.jmh.NettyEventLoopBenchmark;
import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Direct buffers of 2,048 bytes; the allocators keep no population, so there is none to shuffle. */
public class BurstNettyBenchmark extends NettyEventLoopBenchmark {
    private final ByteBuf[] burst = new ByteBuf[BurstNbl4jBenchmark.BURST];
    private ByteBufAllocator buffers;

    @Setup
    public void fill() {
        buffers = newAllocator();
        references();
        promote();
    }

    @Benchmark
    @OperationsPerInvocation(BurstNbl4jBenchmark.BURST)
    @Row(work = Work.BURST_256, subject = "Netty {allocator}")
    public void references() {
        for (int i = 0; i < burst.length; i++) {
            burst[i] = buffers.directBuffer(2048);
        }
        for (int i = 0; i < burst.length; i++) {
            burst[i].release();
        }
    }

    @TearDown
    public void verify() {
        for (int i = 0; i < burst.length; i++) {
            require(burst[i].refCnt() == 0, "each buffer must have ended: " + burst[i]);
        }
        for (int i = 0; i < burst.length; i++) {
            burst[i] = buffers.directBuffer(2048).setInt(2044, i);
        }
        for (int i = 0; i < burst.length; i++) {
            require(burst[i].getInt(2044) == i && burst[i].release(), "each buffer must have memory of its own");
        }
    }
}
