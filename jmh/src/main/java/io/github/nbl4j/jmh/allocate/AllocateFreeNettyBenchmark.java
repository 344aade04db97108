// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.allocate;

import io.github.nbl4j.jmh.NettyEventLoopBenchmark;
import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A direct buffer of 2,048 bytes, and its release. */
public class AllocateFreeNettyBenchmark extends NettyEventLoopBenchmark {
    private ByteBufAllocator buffers;

    @Setup
    public void fill() {
        buffers = newAllocator();
        for (int i = 0; i < OUTSTANDING; i++) {
            references[i] = buffers.directBuffer(2048);
        }
        promote();
    }

    @Benchmark
    @Row(work = Work.ALLOCATE_FREE, subject = "Netty {allocator}")
    public ByteBuf references() {
        final int i = next();
        references[i].release();
        final ByteBuf buffer = buffers.directBuffer(2048);
        references[i] = buffer;
        return buffer;
    }

    @TearDown
    public void verify() {
        for (int i = 0; i < OUTSTANDING; i++) {
            references[i].setByte(2047, i);
        }
        for (int i = 0; i < OUTSTANDING; i++) {
            require(references[i].getByte(2047) == i, "each buffer must have memory of its own");
            require(references[i].release() && references[i].refCnt() == 0, "each buffer must end");
        }
    }
}
