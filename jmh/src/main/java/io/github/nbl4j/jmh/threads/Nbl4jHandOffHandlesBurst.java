// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import io.github.nbl4j.nbl.NetBufferList;

/** Handles, of which the queue tells and takes 32 at a time; the library has no bulk calls for handles. */
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
        @Override
        public int work() {
            for (int n = 0; n < BATCH; n += BURST) {
                for (int i = 0; i < BURST; i++) {
                    lane.stage(cloner.allocateClone(original, Packets.FLAGS).handle());
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
            for (int i = 0; i < n; i++) {
                cache.free(clones[i]);
            }
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
