// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import static io.github.nbl4j.jmh.FifoBenchmark.require;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.ThreadFactory;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/** Retained duplicates of one buffer: what comes closest to a clone. */
final class NettyHandOff extends NettySubject {
    private final SpscVarHandleArrayQueue<ByteBuf> lane = Lanes.one();
    /** Set by the first thread before it queues anything. */
    private ByteBuf original;

    NettyHandOff(final boolean pooled, final ThreadFactory threads) {
        super(pooled, threads);
    }

    @Override
    public Side first() {
        original = packet();
        return new First(original);
    }

    @Override
    public Side second() {
        return new Second();
    }

    private final class First implements Side {
        private final ByteBuf original;

        First(final ByteBuf original) {
            this.original = original;
        }

        @Override
        public int work() {
            for (int i = 0; i < BATCH; i++) {
                Lanes.put(lane, original.retainedDuplicate());
            }
            return BATCH;
        }

        @Override
        public void close() {
            require(original.refCnt() == 1, "all duplicates must have ended: refCnt=" + original.refCnt());
            original.release();
        }
    }

    private final class Second implements Side {
        @Override
        public int work() {
            for (int n = 0; n < BATCH; n++) {
                final ByteBuf duplicate = lane.poll();
                if (duplicate == null) {
                    return n;
                }
                duplicate.release();
            }
            return BATCH;
        }

        @Override
        public int waiting() {
            return lane.size();
        }

        @Override
        public int inspect() {
            int n = 0;
            for (ByteBuf duplicate = lane.poll(); duplicate != null; duplicate = lane.poll()) {
                requireSharing(duplicate, original, n++);
                duplicate.release();
            }
            return n;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
