// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Slabs;
import io.github.nbl4j.pool.SlotPool;
import java.util.function.ObjIntConsumer;

/**
 * The NetBuffers of a pool with their embedded Mdls, their rooms, and the memory of both: what a pool of lists and a
 * pool of NetBuffers have in common.
 */
final class NetBufferMemory {
    private final NetBuffer[] netBuffers;
    private final Slabs data;
    private final Slabs rooms;

    /**
     * @param owner told of each NetBuffer as soon as it is built: what a call touches together is built together, so
     *     that it lies on one page of the heap.
     */
    NetBufferMemory(
            final NetBufferEnvironment environment,
            final SlotPool pool,
            final int dataSize,
            final int privateLength,
            final ObjIntConsumer<NetBuffer> owner) {
        final int population = pool.population();
        final Mdl[] mdls = new Mdl[population];
        final Mdl[] roomMdls = new Mdl[population];
        netBuffers = new NetBuffer[population];
        data = new Slabs(pool.name(), population, dataSize);
        Slabs made = null;
        try {
            made = new Slabs(pool.name() + " private room", population, privateLength);
            final int base = pool.ordinal() << 24;
            for (int i = 0; i < population; i++) {
                mdls[i] = NetBuffer.mdl(environment, pool, base | i, data, i, dataSize);
                roomMdls[i] =
                        NetBuffer.mdl(environment, pool, base | NetBufferEnvironment.ROOM | i, made, i, privateLength);
                netBuffers[i] = new NetBuffer(environment, pool, base | i, mdls[i], roomMdls[i]);
                owner.accept(netBuffers[i], i);
            }
        } catch (final Throwable ex) {
            data.close();
            if (made != null) {
                made.close();
            }
            throw ex;
        }
        rooms = made;
        environment.register(pool, netBuffers, mdls, roomMdls);
    }

    NetBuffer netBuffer(final int index) {
        return netBuffers[index];
    }

    NetBuffer[] netBuffers() {
        return netBuffers;
    }

    void release() {
        data.close();
        rooms.close();
    }
}
