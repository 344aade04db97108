// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import static io.github.nbl4j.jmh.FifoBenchmark.require;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/** A buffer and four retained duplicates; the buffer is released first, then the duplicates are published. */
final class NettyFanOut extends NettySubject {
    private static final int SERVED = BATCH / Lanes.LANES;

    private final List<SpscVarHandleArrayQueue<ByteBuf>> lanes = new ArrayList<>();

    NettyFanOut(final boolean pooled, final ThreadFactory threads) {
        super(pooled, threads);
        for (int i = 0; i < Lanes.LANES; i++) {
            lanes.add(Lanes.one());
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

    private final class First implements Side {
        @Override
        public int work() {
            for (int n = 0; n < SERVED; n++) {
                final ByteBuf packet = packet();
                final ByteBuf a = packet.retainedDuplicate();
                final ByteBuf b = packet.retainedDuplicate();
                final ByteBuf c = packet.retainedDuplicate();
                final ByteBuf d = packet.retainedDuplicate();
                packet.release();
                Lanes.put(lanes.get(0), a);
                Lanes.put(lanes.get(1), b);
                Lanes.put(lanes.get(2), c);
                Lanes.put(lanes.get(3), d);
            }
            return SERVED;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    private final class Second implements Side {
        @Override
        public int work() {
            int done = 0;
            for (int i = 0; i < Lanes.LANES; i++) {
                done = serve(lanes.get(i));
            }
            return done;
        }

        private int serve(final SpscVarHandleArrayQueue<ByteBuf> lane) {
            for (int n = 0; n < SERVED; n++) {
                final ByteBuf duplicate = lane.poll();
                if (duplicate == null) {
                    return n;
                }
                duplicate.release();
            }
            return SERVED;
        }

        @Override
        public int waiting() {
            int most = 0;
            for (int i = 0; i < Lanes.LANES; i++) {
                most = Math.max(most, lanes.get(i).size());
            }
            return most;
        }

        @Override
        public int inspect() {
            final ByteBuf[] duplicates = new ByteBuf[Lanes.LANES];
            for (int n = 0; ; n++) {
                for (int i = 0; i < duplicates.length; i++) {
                    duplicates[i] = lanes.get(i).poll();
                }
                if (duplicates[0] == null) {
                    return n;
                }
                for (int i = 0; i < duplicates.length; i++) {
                    requireSharing(duplicates[i], duplicates[(i + 1) % duplicates.length], n + i);
                }
                for (final ByteBuf duplicate : duplicates) {
                    require(duplicate.refCnt() > 0, "must live as long as it is not released: " + duplicate);
                    duplicate.release();
                }
                for (final ByteBuf duplicate : duplicates) {
                    require(duplicate.refCnt() == 0, "must have ended: " + duplicate);
                }
            }
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
