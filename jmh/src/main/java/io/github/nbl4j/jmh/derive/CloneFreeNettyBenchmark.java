// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.derive;

import io.github.nbl4j.jmh.NettyBenchmark;
import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** What comes closest to a clone: a retained duplicate of a packet of 1,500 bytes, and its release. */
@Row(work = Work.CLONE, subject = "Netty {allocator}")
public class CloneFreeNettyBenchmark extends NettyBenchmark {
    ByteBufAllocator buffers;
    private ByteBuf original;

    ByteBuf allocate() {
        return buffers.directBuffer(2048).setIndex(64, 1564);
    }

    ByteBuf derive(final ByteBuf from) {
        return from.retainedDuplicate();
    }

    @Setup
    public void fill() {
        buffers = newAllocator();
        original = allocate();
        for (int i = 0; i < OUTSTANDING; i++) {
            references[i] = derive(original);
        }
        promote();
    }

    @Benchmark
    public ByteBuf references() {
        final int i = next();
        references[i].release();
        final ByteBuf derived = derive(original);
        references[i] = derived;
        return derived;
    }

    @TearDown
    public void verify() {
        final int bytes = original.readableBytes();
        for (int i = 0; i < OUTSTANDING; i++) {
            original.setByte(original.writerIndex() - 1, i);
            require(references[i].readableBytes() == bytes, "must have all bytes: " + references[i]);
            require(references[i].skipBytes(bytes - 1).readByte() == i, "must share the bytes: " + references[i]);
            references[i].release();
        }
        require(original.refCnt() == 1, "all must have ended: refCnt=" + original.refCnt());
        original.release();
    }
}
