// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import static io.github.nbl4j.jmh.FifoBenchmark.require;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ThreadFactory;

/**
 * Netty on threads as its event loops have them, where its allocators have caches, or on plain ones, where the pooled
 * allocator makes each duplicate anew instead of recycling it: garbage for time.
 */
abstract class NettySubject implements Subject {
    static final ThreadFactory EVENT_LOOP = new DefaultThreadFactory("netty");
    static final ThreadFactory PLAIN = Thread::new;

    final ByteBufAllocator buffers;
    private final ThreadFactory threads;

    NettySubject(final boolean pooled, final ThreadFactory threads) {
        this.threads = threads;
        buffers = pooled ? new PooledByteBufAllocator(true) : new AdaptiveByteBufAllocator(true);
    }

    @Override
    public final ThreadFactory threads() {
        return threads;
    }

    final ByteBuf packet() {
        return buffers.directBuffer(2048).setIndex(HEADROOM, HEADROOM + LENGTH);
    }

    /** Writes through the one and reads through the other. */
    static void requireSharing(final ByteBuf duplicate, final ByteBuf other, final int value) {
        require(duplicate != other && duplicate.readableBytes() == LENGTH, "must have all bytes: " + duplicate);
        other.setByte(HEADROOM, value);
        require(duplicate.getByte(HEADROOM) == (byte) value, "must share the bytes: " + duplicate);
    }

    @Override
    public void close() {
        // What is to be audited, each buffer knows itself.
    }
}
