// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.exercise;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferEnvironmentParameters;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.pool.SlotPool;
import org.agrona.concurrent.UnsafeBuffer;

/** Where exercises take place: one small pool of each kind, a list of three NetBuffers of three Mdls, and a sink. */
abstract class Room implements AutoCloseable {
    static final int PARTS = 3;
    static final int SEGMENT = 24;
    static final int BYTES = PARTS * SEGMENT;

    final NetBufferEnvironment environment;
    /** With memory and context. */
    final NetBufferListPool lists;
    /** For borrowed memory. */
    final NetBufferListPool plain;

    final NetBufferPool netBuffers;
    final NetBufferPool dataNetBuffers;
    final MdlPool segments;
    final NetBufferListCloner cloner;
    final NetBufferList original;
    final UnsafeBuffer memory = new UnsafeBuffer(new byte[BYTES]);

    /** Of the memory. */
    final Mdl mdl;

    /** Volatile, so that no result is optimised away, with whatever it was made of. */
    private volatile Object lastObject;

    private volatile long lastNumber;
    private int calls;

    Room() {
        this(NetBufferEnvironment.create(Room::size));
    }

    Room(final NetBufferEnvironment environment) {
        this.environment = environment;
        lists = NetBufferListPool.create(
                environment,
                p -> p.name("lists")
                        .capacity(64)
                        .dataSize(SEGMENT)
                        .contextSize(32)
                        .maxCaches(3));
        plain = NetBufferListPool.create(
                environment, p -> p.name("plain").capacity(16).maxCaches(2));
        netBuffers = NetBufferPool.create(
                environment, p -> p.name("netBuffers").capacity(16).maxCaches(2));
        dataNetBuffers = NetBufferPool.create(
                environment,
                p -> p.name("dataNetBuffers").capacity(16).dataSize(SEGMENT).maxCaches(2));
        segments = MdlPool.create(environment, "segments", 32, 2, SEGMENT);
        cloner = new NetBufferListCloner(lists);
        mdl = environment.mdlPool().allocate(memory, 0, BYTES, null);
        original = threeByThree();
    }

    static void size(final NetBufferEnvironmentParameters parameters) {
        parameters
                .clones(32)
                .netBuffers(64)
                .mdls(64)
                .segments(16)
                .contexts(16)
                .privateLength(64)
                .maxCaches(3);
    }

    final NetBufferList threeByThree() {
        final NetBufferList list = cloner.allocate();
        list.append(dataNetBuffers.allocateMdlAndData());
        list.append(dataNetBuffers.allocateMdlAndData());
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            nb.append(segments.allocate());
            nb.append(segments.allocate());
            nb.adjustData(0, BYTES);
        }
        return list;
    }

    /** From 0 to 65535, so that calls differ. */
    final int next() {
        return calls = calls + 1 & 0xFFFF;
    }

    final void use(final Object result) {
        lastObject = result;
    }

    final void use(final long result) {
        lastNumber = result;
    }

    /** An operation that fails costs nothing either, and must not be taken for one that worked. */
    static void check(final boolean worked) {
        if (!worked) {
            throw new AssertionError("an operation must work in steady state");
        }
    }

    @Override
    public void close() {
        cloner.free(original);
        environment.mdlPool().free(mdl);
        environment.pools().forEach(pool -> pool.audit().requireAllFree());
        cloner.close();
        for (final SlotPool pool : new SlotPool[] {lists, plain, netBuffers, dataNetBuffers, segments}) {
            pool.close();
        }
        environment.close();
        environment.pools().forEach(pool -> check(pool.isReleased()));
    }
}
