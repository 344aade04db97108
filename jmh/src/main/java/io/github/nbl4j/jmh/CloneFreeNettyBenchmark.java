// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import io.netty.buffer.ByteBuf;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** What comes closest to a clone: a retained duplicate of a packet of 1,500 bytes, and its release. */
public class CloneFreeNettyBenchmark extends NettyBenchmark {
    private ByteBuf original;

    @Setup
    public void fill() {
        original = newAllocator().directBuffer(2048).setIndex(64, 1564);
        for (int i = 0; i < OUTSTANDING; i++) {
            references[i] = original.retainedDuplicate();
        }
        promote();
    }

    @Benchmark
    public ByteBuf references() {
        final int i = next();
        references[i].release();
        final ByteBuf duplicate = original.retainedDuplicate();
        references[i] = duplicate;
        return duplicate;
    }

    @TearDown
    public void verify() {
        for (int i = 0; i < OUTSTANDING; i++) {
            original.setByte(64, i);
            require(references[i].readableBytes() == 1500, "must have all bytes: " + references[i]);
            require(references[i].readByte() == i, "must share the original's bytes: " + references[i]);
            references[i].release();
        }
        require(original.refCnt() == 1, "all duplicates must have ended: refCnt=" + original.refCnt());
        original.release();
    }
}
