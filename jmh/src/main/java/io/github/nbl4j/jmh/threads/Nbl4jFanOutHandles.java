// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import io.github.nbl4j.nbl.NetBufferList;

/** As {@link Nbl4jFanOut}, with handles in the lanes: neither they nor the producer's array hold references. */
final class Nbl4jFanOutHandles extends FanOutSubject {
    private static final int SERVED = BATCH / Lanes.LANES;

    private final LongLane[] lanes = new LongLane[Lanes.LANES];

    Nbl4jFanOutHandles() {
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = new LongLane(QUEUE);
        }
    }

    @Override
    public Side first() {
        return new First();
    }

    @Override
    public Side second() {
        return new Second();
    }

    private final class First extends Producer {
        private final long[] clones = new long[Lanes.LANES];

        @Override
        public int work() {
            for (int n = 0; n < SERVED; n++) {
                final NetBufferList packet = packet();
                if (!cloner.allocateClones(packet, Packets.FLAGS, clones, clones.length)) {
                    throw new IllegalStateException("the pool must hold more than the queues do");
                }
                cloner.free(packet);
                for (int i = 0; i < clones.length; i++) {
                    lanes[i].put(clones[i]);
                }
            }
            return SERVED;
        }
    }

    private final class Second extends Consumer {
        @Override
        public int work() {
            int done = 0;
            for (int i = 0; i < lanes.length; i++) {
                done = serve(lanes[i]);
            }
            return done;
        }

        private int serve(final LongLane lane) {
            for (int n = 0; n < SERVED; n++) {
                final long clone = lane.poll();
                if (clone == LongLane.NONE) {
                    return n;
                }
                cache.free(clone);
            }
            return SERVED;
        }

        @Override
        public int waiting() {
            int most = 0;
            for (final LongLane lane : lanes) {
                most = Math.max(most, lane.size());
            }
            return most;
        }

        @Override
        NetBufferList next(final int lane) {
            final long clone = lanes[lane].poll();
            return clone == LongLane.NONE ? null : nbl4j.environment.resolve(clone);
        }
    }
}
