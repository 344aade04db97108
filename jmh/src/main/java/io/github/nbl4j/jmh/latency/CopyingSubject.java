// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/**
 * Copies, without garbage: each lane has buffers of its own, which come back through a second queue. The packet itself
 * is built in one buffer that is used again for the next.
 */
final class CopyingSubject implements Subject<UnsafeBuffer> {
    private final Queue[] free = new Queue[LANES + 1];

    /** So that arrays of it need no cast. */
    private static final class Queue extends SpscVarHandleArrayQueue<UnsafeBuffer> {
        Queue() {
            super(LANE_CAPACITY);
            final ByteBuffer slab = ByteBuffer.allocateDirect(LANE_CAPACITY * BUFFER);
            for (int i = 0; i < LANE_CAPACITY; i++) {
                offer(new UnsafeBuffer(slab, i * BUFFER, BUFFER));
            }
        }
    }

    CopyingSubject() {
        for (int i = 0; i < free.length; i++) {
            free[i] = new Queue();
        }
    }

    @Override
    public Source<UnsafeBuffer> openSource() {
        return new Producing(free);
    }

    @Override
    public Sink<UnsafeBuffer> openSink() {
        return new Consuming(free);
    }

    @Override
    public void close() {
        for (final Queue each : free) {
            Subject.require(each.size() == LANE_CAPACITY, "all buffers must be back: free=" + each.size());
        }
    }

    private static final class Producing implements Source<UnsafeBuffer> {
        private final UnsafeBuffer packet = new UnsafeBuffer(ByteBuffer.allocateDirect(BUFFER));
        private final Queue[] free;
        private final UnsafeBuffer[] outstanding = new UnsafeBuffer[OUTSTANDING];
        private int oldest;

        Producing(final Queue[] free) {
            this.free = free;
            for (int i = 0; i < OUTSTANDING; i++) {
                outstanding[i] = copy(free[LANES]);
            }
        }

        @Override
        public UnsafeBuffer[] lanes() {
            return new UnsafeBuffer[LANES];
        }

        @Override
        public void packet(final long number, final long intended, final UnsafeBuffer[] clones) {
            packet.putLong(HEADROOM, number);
            packet.putLong(HEADROOM + Long.BYTES, intended);
            for (int i = 0; i < LANES; i++) {
                clones[i] = copy(free[i]);
            }
        }

        /** Waits where the lane has all of its buffers, which is where its queue would be full. */
        private UnsafeBuffer copy(final Queue from) {
            UnsafeBuffer copy = from.poll();
            while (copy == null) {
                Subject.requireOther();
                Thread.yield();
                copy = from.poll();
            }
            copy.putBytes(HEADROOM, packet, HEADROOM, LENGTH);
            return copy;
        }

        @Override
        public void cloneAndFree() {
            final int i = oldest;
            oldest = i + 1 & OUTSTANDING - 1;
            free[LANES].offer(outstanding[i]);
            outstanding[i] = copy(free[LANES]);
        }

        @Override
        public void close() {
            for (final UnsafeBuffer each : outstanding) {
                free[LANES].offer(each);
            }
        }
    }

    private static final class Consuming implements Sink<UnsafeBuffer> {
        private final Queue[] free;

        Consuming(final Queue[] free) {
            this.free = free;
        }

        @Override
        public long number(final UnsafeBuffer clone) {
            return clone.getLong(HEADROOM);
        }

        @Override
        public long intended(final UnsafeBuffer clone) {
            return clone.getLong(HEADROOM + Long.BYTES);
        }

        @Override
        public void free(final int lane, final UnsafeBuffer clone) {
            free[lane].offer(clone);
        }

        @Override
        public void close() {}
    }
}
