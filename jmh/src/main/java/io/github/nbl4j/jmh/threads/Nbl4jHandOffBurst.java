// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import io.github.nbl4j.nbl.NetBufferList;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/** References in bursts: cloned, queued and freed 32 at a time, by the calls that there are for several at once. */
final class Nbl4jHandOffBurst extends HandOffSubject {
    private final SpscVarHandleArrayQueue<NetBufferList> lane = Lanes.one();

    @Override
    public Side first() {
        return new First();
    }

    @Override
    public Side second() {
        return new Second();
    }

    private final class First extends Producer implements MessagePassingQueue.Supplier<NetBufferList> {
        private final NetBufferList[] clones = new NetBufferList[BURST];
        private int at;

        @Override
        public NetBufferList get() {
            return clones[at++];
        }

        @Override
        public int work() {
            for (int n = 0; n < BATCH; n += BURST) {
                if (!cloner.allocateClones(original, Packets.FLAGS, clones, BURST)) {
                    throw new IllegalStateException("the pool must hold more than the queue does");
                }
                at = 0;
                while (at < BURST) {
                    if (lane.fill(this, BURST - at) == 0) {
                        Thread.onSpinWait();
                    }
                }
            }
            return BATCH;
        }
    }

    private final class Second extends Consumer implements MessagePassingQueue.Consumer<NetBufferList> {
        private final NetBufferList[] clones = new NetBufferList[BURST];
        private int at;

        @Override
        public void accept(final NetBufferList clone) {
            clones[at++] = clone;
        }

        @Override
        public int work() {
            at = 0;
            final int n = lane.drain(this, BURST);
            cache.free(clones, n);
            return n;
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
