// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import static io.github.nbl4j.jmh.FifoBenchmark.require;

import io.netty.buffer.ByteBuf;

/** Direct buffers of 2,048 bytes. */
final class NettyPairs extends NettySubject {
    NettyPairs(final boolean pooled) {
        super(pooled, EVENT_LOOP);
    }

    @Override
    public boolean isPipeline() {
        return false;
    }

    @Override
    public Side first() {
        return new Buffers();
    }

    @Override
    public Side second() {
        return new Buffers();
    }

    private final class Buffers extends Fifo {
        private final ByteBuf[] packets = new ByteBuf[OUTSTANDING];

        Buffers() {
            for (int i = 0; i < OUTSTANDING; i++) {
                packets[i] = buffers.directBuffer(2048);
            }
        }

        @Override
        void round() {
            for (int i = 0; i < OUTSTANDING; i++) {
                packets[i].release();
                packets[i] = buffers.directBuffer(2048);
            }
        }

        @Override
        public void close() {
            for (int i = 0; i < OUTSTANDING; i++) {
                packets[i].setByte(2047, i);
            }
            for (int i = 0; i < OUTSTANDING; i++) {
                require(packets[i].getByte(2047) == i, "each buffer must have memory of its own");
                require(packets[i].release() && packets[i].refCnt() == 0, "each buffer must end");
            }
        }
    }
}
