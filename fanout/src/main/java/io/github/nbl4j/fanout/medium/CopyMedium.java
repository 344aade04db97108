// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.medium;

import io.github.nbl4j.fanout.capture.Capture;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A baseline: each lane gets a copy in a fresh ByteBuffer, on the heap or off it. */
public final class CopyMedium implements Medium<ByteBuffer> {
    private final String name;
    private final IntFunction<ByteBuffer> allocator;

    /**
     * A copying medium.
     *
     * @param name what reports call it.
     * @param allocator {@code ByteBuffer::allocate} or {@code ByteBuffer::allocateDirect}.
     */
    public CopyMedium(final String name, final IntFunction<ByteBuffer> allocator) {
        this.name = name;
        this.allocator = allocator;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Source<ByteBuffer> openSource(final Capture capture) {
        return new CopySource(capture, allocator);
    }

    @Override
    public Receiver<ByteBuffer> openReceiver() {
        return new CopyReceiver(allocator);
    }

    @Override
    public long leaked() {
        return 0;
    }

    @Override
    public void close() {}

    private record CopySource(Capture capture, IntFunction<ByteBuffer> allocator) implements Source<ByteBuffer> {
        @Override
        public ByteBuffer allocate() {
            return allocator.apply(capture.capturedLength());
        }

        @Override
        public void receive(final ByteBuffer packet) {
            capture.copyTo(0, packet, capture.capturedLength());
            packet.flip();
        }

        @Override
        public boolean cloneFor(final ByteBuffer packet, final ByteBuffer[] clones) {
            for (int i = 0; i < clones.length; i++) {
                final int length = packet.remaining();
                clones[i] = allocator.apply(length).put(0, packet, 0, length);
            }
            return true;
        }

        @Override
        public long copiedBytes(final ByteBuffer packet, final ByteBuffer clone) {
            return clone.remaining();
        }

        @Override
        public void release(final ByteBuffer packet) {}

        @Override
        public void close() {}
    }

    private static final class CopyReceiver implements Receiver<ByteBuffer> {
        private final IntFunction<ByteBuffer> allocator;
        private final ByteBuffer[] segments = new ByteBuffer[2];
        private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

        private CopyReceiver(final IntFunction<ByteBuffer> allocator) {
            this.allocator = allocator;
        }

        @Override
        public int hash(final ByteBuffer packet, final int seed) {
            view.wrap(packet);
            return Hash.of(view, 0, packet.remaining(), seed);
        }

        @Override
        public int encapsulate(final ByteBuffer packet, final DirectBuffer header, final int length) {
            final ByteBuffer front = allocator.apply(length);
            header.getBytes(0, front, 0, length);
            segments[0] = front;
            segments[1] = packet.duplicate();
            return 2;
        }

        @Override
        public int gather(final ByteBuffer packet) {
            segments[0] = packet;
            return 1;
        }

        @Override
        public ByteBuffer[] segments() {
            return segments;
        }

        @Override
        public void release(final ByteBuffer packet) {}

        @Override
        public void close() {}
    }
}
