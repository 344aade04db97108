// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import io.github.nbl4j.fanout.medium.Receiver;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;

/**
 * Times what a medium does for a lane: the header, the segments, the end. What the lane does with the bytes is the same
 * in all media, and not timed.
 */
final class TimedReceiver<P> implements Receiver<P> {
    private final Receiver<P> receiver;
    private final Nanos nanosPerClone;
    /** For the clone at hand, before its end. */
    private long nanos;

    TimedReceiver(final Receiver<P> receiver, final Nanos nanosPerClone) {
        this.receiver = receiver;
        this.nanosPerClone = nanosPerClone;
    }

    @Override
    public int hash(final P packet, final int seed) {
        return receiver.hash(packet, seed);
    }

    @Override
    public int encapsulate(final P packet, final DirectBuffer header, final int length) {
        final long begun = System.nanoTime();
        final int segments = receiver.encapsulate(packet, header, length);
        nanos += System.nanoTime() - begun;
        return segments;
    }

    @Override
    public int gather(final P packet) {
        final long begun = System.nanoTime();
        final int segments = receiver.gather(packet);
        nanos += System.nanoTime() - begun;
        return segments;
    }

    @Override
    public P reassemble(final P fragments) {
        return receiver.reassemble(fragments);
    }

    @Override
    public ByteBuffer[] segments() {
        return receiver.segments();
    }

    @Override
    public void release(final P packet) {
        final long begun = System.nanoTime();
        receiver.release(packet);
        nanosPerClone.record(nanos + System.nanoTime() - begun);
        nanos = 0;
    }

    @Override
    public void close() {
        receiver.close();
    }
}
