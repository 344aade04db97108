// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import io.github.nbl4j.nbl.NetBufferList;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/** References, one by one: what a user's first program does. */
final class Nbl4jHandOff extends HandOffSubject {
    private final SpscVarHandleArrayQueue<NetBufferList> lane = Lanes.one();

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
                Lanes.put(lane, cloner.allocateClone(original, Packets.FLAGS));
            }
            return BATCH;
        }
    }

    private final class Second extends Consumer {
        @Override
        public int work() {
            for (int n = 0; n < BATCH; n++) {
                final NetBufferList clone = lane.poll();
                if (clone == null) {
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
            return lane.poll();
        }
    }
}
