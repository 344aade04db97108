// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.medium;

import io.github.nbl4j.fanout.capture.Capture;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A baseline: Netty's retainedDuplicate for each lane, and a composite where a header goes in front. */
public final class NettyMedium implements Medium<ByteBuf> {
    private final String name;
    private final ByteBufAllocator allocator;
    private final LongAdder held = new LongAdder();

    /**
     * A medium over an allocator.
     *
     * @param name what reports call it.
     * @param allocator pooled or adaptive.
     */
    public NettyMedium(final String name, final ByteBufAllocator allocator) {
        this.name = name;
        this.allocator = allocator;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Source<ByteBuf> openSource(final Capture capture) {
        return new NettySource(capture, allocator, held);
    }

    @Override
    public Receiver<ByteBuf> openReceiver() {
        return new NettyReceiver(allocator, held);
    }

    @Override
    public long leaked() {
        return held.sum();
    }

    @Override
    public void close() {}

    private static final class NettySource implements Source<ByteBuf> {
        private final Capture capture;
        private final ByteBufAllocator allocator;
        private final LongAdder held;
        /** Taken and not given back. Added up at the end: an atomic count would be timed as Netty's. */
        private long taken;

        private NettySource(final Capture capture, final ByteBufAllocator allocator, final LongAdder held) {
            this.capture = capture;
            this.allocator = allocator;
            this.held = held;
        }

        @Override
        public ByteBuf allocate() {
            final int length = capture.capturedLength();
            final ByteBuf packet = allocator.directBuffer(Math.max(1, length));
            taken++;
            return packet.writerIndex(length);
        }

        @Override
        public void receive(final ByteBuf packet) {
            final int length = packet.readableBytes();
            capture.copyTo(0, packet.internalNioBuffer(0, length), length);
        }

        @Override
        public boolean cloneFor(final ByteBuf packet, final ByteBuf[] clones) {
            for (int i = 0; i < clones.length; i++) {
                clones[i] = packet.retainedDuplicate();
            }
            taken += clones.length;
            return true;
        }

        @Override
        public long copiedBytes(final ByteBuf packet, final ByteBuf clone) {
            return clone.memoryAddress() == packet.memoryAddress() ? 0 : clone.readableBytes();
        }

        @Override
        public void release(final ByteBuf packet) {
            packet.release();
            taken--;
        }

        @Override
        public void close() {
            held.add(taken);
        }
    }

    private static final class NettyReceiver implements Receiver<ByteBuf> {
        private static final int HEADER_AND_PACKET = 2;

        private final ByteBufAllocator allocator;
        private final LongAdder held;
        private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
        private ByteBuffer[] segments;
        private CompositeByteBuf composite;
        private long given;

        private NettyReceiver(final ByteBufAllocator allocator, final LongAdder held) {
            this.allocator = allocator;
            this.held = held;
        }

        @Override
        public int hash(final ByteBuf packet, final int seed) {
            view.wrap(packet.memoryAddress(), packet.readableBytes());
            return Hash.of(view, 0, packet.readableBytes(), seed);
        }

        @Override
        public int encapsulate(final ByteBuf packet, final DirectBuffer header, final int length) {
            final ByteBuf front = allocator.directBuffer(length);
            header.getBytes(0, front.internalNioBuffer(0, length), length);
            front.writerIndex(length);
            composite = allocator
                    .compositeDirectBuffer(HEADER_AND_PACKET)
                    .addComponent(true, front)
                    .addComponent(true, packet);
            segments = composite.nioBuffers();
            return segments.length;
        }

        @Override
        public int gather(final ByteBuf packet) {
            segments = packet.nioBuffers();
            return segments.length;
        }

        @Override
        public ByteBuffer[] segments() {
            return segments;
        }

        @Override
        public void release(final ByteBuf packet) {
            if (composite != null) {
                // The composite took over the clone with its header.
                composite.release();
                composite = null;
            } else {
                packet.release();
            }
            given++;
        }

        @Override
        public void close() {
            held.add(-given);
        }
    }
}
