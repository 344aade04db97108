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

/** A packet for four consumers, as retained duplicates. */
@Row(work = Work.PACKET_4_CLONES, subject = "Netty {allocator}, plain thread")
public class PacketNettyBenchmark extends NettyBenchmark {
    private final ByteBuf[] duplicates = new ByteBuf[4];
    private ByteBufAllocator buffers;
    private ByteBuf last;

    @Setup
    public void fill() {
        buffers = newAllocator();
        promote();
    }

    private ByteBuf allocate() {
        final ByteBuf packet = buffers.directBuffer(2048).setIndex(64, 1564);
        for (int i = 0; i < duplicates.length; i++) {
            duplicates[i] = packet.retainedDuplicate();
        }
        return packet;
    }

    @Benchmark
    public ByteBuf references() {
        last = allocate();
        last.release();
        for (int i = 0; i < duplicates.length; i++) {
            duplicates[i].release();
        }
        return last;
    }

    @TearDown
    public void verify() {
        require(last.refCnt() == 0, "the packet must have ended: " + last);
        final ByteBuf packet = allocate();
        for (int i = 0; i < duplicates.length; i++) {
            packet.setByte(64, i);
            require(duplicates[i].readByte() == i, "must share the bytes: " + duplicates[i]);
            duplicates[i].release();
        }
        require(packet.refCnt() == 1 && packet.release(), "all duplicates must have ended: refCnt=" + packet.refCnt());
    }
}
