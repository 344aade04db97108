// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Arrays;

/** Netty: direct buffers and their retained duplicates. Both threads are event loops' threads, as its users' are. */
final class NettySubject implements Subject<ByteBuf> {
    private final ByteBufAllocator buffers;

    private NettySubject(final ByteBufAllocator buffers) {
        this.buffers = buffers;
    }

    static NettySubject pooled() {
        return new NettySubject(new PooledByteBufAllocator(true));
    }

    static NettySubject adaptive() {
        return new NettySubject(new AdaptiveByteBufAllocator(true));
    }

    @Override
    public Source<ByteBuf> openSource() {
        return new Producing(buffers);
    }

    @Override
    public Sink<ByteBuf> openSink() {
        return new Consuming();
    }

    @Override
    public void close() {}

    private static final class Producing implements Source<ByteBuf> {
        private final ByteBufAllocator buffers;
        private final ByteBuf held;
        private final ByteBuf[] outstanding = new ByteBuf[OUTSTANDING];
        private int oldest;

        Producing(final ByteBufAllocator buffers) {
            this.buffers = buffers;
            held = buffers.directBuffer(BUFFER).setIndex(HEADROOM, HEADROOM + LENGTH);
            Arrays.setAll(outstanding, i -> held.retainedDuplicate());
        }

        @Override
        public ByteBuf[] lanes() {
            return new ByteBuf[LANES];
        }

        @Override
        public void packet(final long number, final long intended, final ByteBuf[] clones) {
            final ByteBuf packet = buffers.directBuffer(BUFFER).setIndex(HEADROOM, HEADROOM + LENGTH);
            packet.setLong(HEADROOM, number);
            packet.setLong(HEADROOM + Long.BYTES, intended);
            for (int i = 0; i < LANES; i++) {
                clones[i] = packet.retainedDuplicate();
            }
            packet.release();
        }

        @Override
        public void cloneAndFree() {
            final int i = oldest;
            oldest = i + 1 & OUTSTANDING - 1;
            outstanding[i].release();
            outstanding[i] = held.retainedDuplicate();
        }

        @Override
        public void close() {
            for (final ByteBuf each : outstanding) {
                each.release();
            }
            Subject.require(held.refCnt() == 1, "all duplicates must have ended: refCnt=" + held.refCnt());
            held.release();
        }
    }

    private static final class Consuming implements Sink<ByteBuf> {
        @Override
        public long number(final ByteBuf clone) {
            return clone.getLong(clone.readerIndex());
        }

        @Override
        public long intended(final ByteBuf clone) {
            return clone.getLong(clone.readerIndex() + Long.BYTES);
        }

        @Override
        public void free(final int lane, final ByteBuf clone) {
            clone.release();
        }

        @Override
        public void close() {}
    }
}
