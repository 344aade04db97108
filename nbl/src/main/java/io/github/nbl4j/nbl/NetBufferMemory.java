// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Slabs;
import io.github.nbl4j.pool.SlotPool;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/**
 * The NetBuffers of a pool with their embedded Mdls, their rooms, and the memory of both: what a pool of lists and a
 * pool of NetBuffers have in common.
 */
final class NetBufferMemory {
    private final NetBufferEnvironment environment;
    private final SlotPool pool;
    private final int privateLength;
    // By index. Of n slots, the first NetBuffers and their first Mdls are 0 to n - 1, the second ones follow, and so
    // on.
    private final NetBuffer[] netBuffers;
    private final Mdl[] mdls;
    private final Mdl[] roomMdls;
    private final Slabs data;
    private final Slabs rooms;

    /**
     * @param netBuffersPerSlot from 1; what lies beyond the first is {@link NetBufferFields#spare}.
     * @param mdlsPerNetBuffer from 1; what lies beyond the first is {@link Mdl#spare}.
     * @param owner told of each NetBuffer as soon as it is built: what a call touches together is built together, so
     *     that it lies on one page of the heap.
     * @param guard told of the memory when it is whole; if that fails, all of it is given back.
     */
    NetBufferMemory(
            final NetBufferEnvironment environment,
            final SlotPool pool,
            final int dataSize,
            final int privateLength,
            final int netBuffersPerSlot,
            final int mdlsPerNetBuffer,
            final ObjIntConsumer<NetBuffer> owner,
            final Consumer<Slabs> guard) {
        this.environment = environment;
        this.pool = pool;
        this.privateLength = privateLength;
        final int population = pool.population();
        netBuffers = new NetBuffer[population * netBuffersPerSlot];
        roomMdls = new Mdl[netBuffers.length];
        mdls = new Mdl[netBuffers.length * mdlsPerNetBuffer];
        data = new Slabs(pool.name(), population, dataSize);
        Slabs made = null;
        try {
            made = new Slabs(pool.name() + " private room", netBuffers.length, privateLength);
            rooms = made;
            for (int i = 0; i < population; i++) {
                mdls[i] = NetBuffer.mdl(environment, pool, pool.ordinal() << 24 | i, data, i, dataSize);
                NetBuffer last = build(i, i * netBuffersPerSlot);
                owner.accept(last, i);
                addMdls(last, mdlsPerNetBuffer);
                for (int k = 1; k < netBuffersPerSlot; k++) {
                    last = addNetBuffer(last, i + k * population, i * netBuffersPerSlot + k);
                    addMdls(last, mdlsPerNetBuffer);
                }
            }
            guard.accept(data);
            guard.accept(rooms);
        } catch (final Throwable ex) {
            data.close();
            if (made != null) {
                made.close();
            }
            throw ex;
        }
        environment.register(pool, netBuffers, mdls, roomMdls);
    }

    private NetBuffer build(final int index, final int block) {
        final int id = pool.ordinal() << 24 | index;
        roomMdls[index] = NetBuffer.mdl(environment, pool, id | NetBufferEnvironment.ROOM, rooms, block, privateLength);
        netBuffers[index] = new NetBuffer(environment, pool, id, mdls[index], roomMdls[index]);
        return netBuffers[index];
    }

    private NetBuffer addNetBuffer(final NetBuffer last, final int index, final int block) {
        mdls[index] = new Mdl(environment, pool, pool.ordinal() << 24 | index);
        final NetBuffer added = build(index, block);
        added.list = last.list;
        last.spare = added;
        return added;
    }

    private void addMdls(final NetBuffer to, final int n) {
        Mdl last = to.embedded;
        for (int k = 1; k < n; k++) {
            final int index = to.index() + k * netBuffers.length;
            mdls[index] = new Mdl(environment, pool, pool.ordinal() << 24 | index);
            mdls[index].owner = to.id();
            last.spare = mdls[index];
            last = mdls[index];
        }
    }

    NetBuffer netBuffer(final int index) {
        return netBuffers[index];
    }

    NetBuffer[] netBuffers() {
        return netBuffers;
    }

    void release() {
        environment.unlink(pool);
        data.close();
        rooms.close();
    }
}
