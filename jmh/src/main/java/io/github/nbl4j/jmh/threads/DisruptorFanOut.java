// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import static io.github.nbl4j.jmh.FifoBenchmark.require;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;

/**
 * Fan-out by sequence: a packet is one event of the ring, and each of the four consumers is a sequence that moves on.
 * That makes it the cheapest fan-out that there is, for what it is. It hands out nothing: a consumer cannot keep a
 * packet behind the others' backs, pass it on or free it out of order, because the slowest sequence holds all events
 * that follow; there is no read position and no room for headers of each consumer's own, and no memory beyond the
 * ring's.
 */
final class DisruptorFanOut implements Subject {
    /** As many packets as the other subjects' second threads take in one call. */
    private static final int SERVED = BATCH / Lanes.LANES;

    private static final class Packet {
        long number;
    }

    private final RingBuffer<Packet> ring =
            RingBuffer.createSingleProducer(Packet::new, QUEUE, new BusySpinWaitStrategy());
    private final Sequence[] sequences = new Sequence[Lanes.LANES];

    DisruptorFanOut() {
        for (int i = 0; i < sequences.length; i++) {
            sequences[i] = new Sequence();
        }
        ring.addGatingSequences(sequences);
    }

    @Override
    public Side first() {
        return new First();
    }

    @Override
    public Side second() {
        return new Second();
    }

    @Override
    public void close() {
        for (final Sequence each : sequences) {
            require(each.get() == ring.getCursor(), "must have seen all: " + each + " of " + ring.getCursor());
        }
    }

    private final class First implements Side {
        @Override
        public int work() {
            for (int n = 0; n < SERVED; n++) {
                // Not next(), which would sleep.
                while (!ring.hasAvailableCapacity(1)) {
                    Thread.onSpinWait();
                }
                final long number = ring.next();
                ring.get(number).number = number;
                ring.publish(number);
            }
            return SERVED;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    private final class Second implements Side {
        private final long[] sums = new long[Lanes.LANES];

        @Override
        public int work() {
            int done = 0;
            for (int i = 0; i < sequences.length; i++) {
                done = serve(i);
            }
            return done;
        }

        private int serve(final int consumer) {
            final Sequence sequence = sequences[consumer];
            final long from = sequence.get();
            final long to = Math.min(ring.getCursor(), from + SERVED);
            long sum = sums[consumer];
            for (long at = from + 1; at <= to; at++) {
                sum += ring.get(at).number;
            }
            sums[consumer] = sum;
            if (to > from) {
                sequence.set(to);
            }
            return (int) (to - from);
        }

        @Override
        public int waiting() {
            long slowest = Long.MAX_VALUE;
            for (final Sequence each : sequences) {
                slowest = Math.min(slowest, each.get());
            }
            return (int) (ring.getCursor() - slowest);
        }

        /** All numbers from 0 on have come by, once for each consumer. */
        @Override
        public int inspect() {
            final int n = waiting();
            while (waiting() != 0) {
                work();
            }
            final long last = ring.getCursor();
            for (final long sum : sums) {
                require(sum == last * (last + 1) / 2, "must have seen each once: sum=" + sum + " last=" + last);
            }
            return n;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
