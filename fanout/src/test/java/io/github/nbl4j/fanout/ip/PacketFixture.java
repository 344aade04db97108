// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.ip;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.pool.SlotPool;

/** Packets in chains of many short Mdls, and pools whose books must balance at the end. */
final class PacketFixture implements AutoCloseable {
    /** Not a multiple of 8, so that fragments and Mdls end at different places. */
    private static final int SLOT = 333;

    private static final int HEADROOM = 30;

    final NetBufferEnvironment environment;
    final NetBufferListCloner cloner;
    private final NetBufferListPool pool;
    private final MdlPool segments;

    PacketFixture() {
        this(4096, 8192);
    }

    PacketFixture(final int netBuffers, final int mdls) {
        environment = NetBufferEnvironment.create(
                p -> p.clones(4).netBuffers(netBuffers).mdls(mdls).maxCaches(0));
        pool = NetBufferListPool.create(
                environment,
                p -> p.capacity(2).dataSize(SLOT).headroom(HEADROOM).maxCaches(0));
        segments = MdlPool.create(environment, "segments", 256, 0, SLOT);
        cloner = new NetBufferListCloner(pool);
    }

    NetBufferList receive(final byte[] frame) {
        final NetBufferList list = cloner.allocate();
        final NetBuffer netBuffer = list.firstNetBuffer();
        for (int room = SLOT - HEADROOM; room < frame.length; room += SLOT) {
            final Mdl segment = segments.allocate();
            netBuffer.append(segment);
        }
        netBuffer.adjustData(HEADROOM, frame.length);
        netBuffer.putBytes(0, frame, 0, frame.length);
        return list;
    }

    static byte[] bytes(final NetBuffer netBuffer) {
        final byte[] bytes = new byte[(int) netBuffer.dataLength()];
        netBuffer.getBytes(0, bytes, 0, bytes.length);
        return bytes;
    }

    void requireAllFree() {
        for (final SlotPool each : environment.pools()) {
            each.audit().requireAllFree();
        }
    }

    @Override
    public void close() {
        requireAllFree();
        cloner.close();
        pool.close();
        segments.close();
        environment.close();
    }
}
