// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import io.github.nbl4j.nbl.NetBufferList;

/** Handles in bursts: cloned, queued and freed 32 at a time, by the calls that there are for several at once. */
final class Nbl4jHandOffHandlesBurst extends HandOffSubject {
    private final LongLane lane = new LongLane(QUEUE);

    @Override
    public Side first() {
        return new First();
    }

    @Override
    public Side second() {
        return new Second();
    }

    private final class First extends Producer {
        private final long[] clones = new long[BURST];

        @Override
        public int work() {
            for (int n = 0; n < BATCH; n += BURST) {
                if (!cloner.allocateClones(original, Packets.FLAGS, clones, BURST)) {
                    throw new IllegalStateException("the pool must hold more than the queue does");
                }
                for (int i = 0; i < BURST; i++) {
                    lane.stage(clones[i]);
                }
                lane.publish();
            }
            return BATCH;
        }
    }

    private final class Second extends Consumer {
        private final long[] clones = new long[BURST];

        @Override
        public int work() {
            final int n = lane.drain(clones);
            cache.free(clones, n);
            return n;
        }

        @Override
        public int waiting() {
            return lane.size();
        }

        @Override
        NetBufferList next() {
            final long clone = lane.poll();
            return clone == LongLane.NONE ? null : nbl4j.environment.resolve(clone);
        }
    }
}
