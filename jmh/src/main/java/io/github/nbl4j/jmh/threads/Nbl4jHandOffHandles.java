// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import io.github.nbl4j.nbl.NetBufferList;

/** Handles, one by one: the queue holds no references, which G1 would charge for. */
final class Nbl4jHandOffHandles extends HandOffSubject {
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
            for (int i = 0; i < BATCH; i++) {
                lane.put(cloner.allocateClone(original, Packets.FLAGS).handle());
            }
            return BATCH;
        }
    }

    private final class Second extends Consumer {
        @Override
        public int work() {
            for (int n = 0; n < BATCH; n++) {
                final long clone = lane.poll();
                if (clone == LongLane.NONE) {
                    return n;
                }
                cache.free(clone);
            }
            return BATCH;
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
