// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import io.github.nbl4j.clone.AnyThreadCloner;
import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.pool.Slot;
import io.github.nbl4j.pool.SlotPool;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** An instance with small pools, and what a caller holds of it. Close frees all that and balances the books. */
final class HostileWorld implements AutoCloseable {
    static final int PROTOCOL = 0x86DD;
    static final int CONTEXT = 16;
    private static final int[] SIZES = {7, 11, 5};

    final Ndis ndis = Ndis.create(p -> p.clones(8)
            .netBuffers(32)
            .mdls(192)
            .segments(4)
            .contexts(16)
            .privateLength(32)
            .maxCaches(0));
    final NetBufferEnvironment environment = ndis.environment();
    final AnyThreadCloner cloner = new AnyThreadCloner(environment);
    final NetBufferListPool plain = NetBufferListPool.create(
            environment,
            p -> p.name("plain").capacity(8).maxCaches(0).privateLength(32).protocolId(PROTOCOL));
    final NetBufferListPool bare = NetBufferListPool.create(
            environment,
            p -> p.name("bare")
                    .capacity(8)
                    .maxCaches(0)
                    .allocateNetBuffer(false)
                    .protocolId(PROTOCOL));
    final NetBufferPool netBuffers = NetBufferPool.create(
            environment, p -> p.name("netBuffers").capacity(64).maxCaches(0).privateLength(32));
    final MdlPool segments = MdlPool.create(environment, "segments", 16, 0, 64);
    private final List<SlotPool> pools = new ArrayList<>(List.of(plain, bare, netBuffers, segments));
    private final List<Held> held = new ArrayList<>();
    private int lastByte;

    private record Held(Slot slot, int generation) {
        boolean isHeld() {
            return slot.isOwned() && slot.generation() == generation;
        }
    }

    /** Takes over what a call gave, if it gave something to keep. */
    <T> T keep(final T given) {
        if (given instanceof Slot slot) {
            held.add(new Held(slot, slot.generation()));
        } else if (given instanceof SlotPool pool) {
            pools.add(pool);
        }
        return given;
    }

    /** Three NetBuffers of three Mdls, with a context that can be freed. */
    NetBufferList list() {
        final NetBufferList list = keep(bare.allocate());
        for (int i = 0; i < 3; i++) {
            list.append(netBuffer());
        }
        list.allocateContext(CONTEXT, 0);
        return list;
    }

    NetBuffer netBuffer() {
        final Mdl chain = mdls();
        final NetBuffer netBuffer = keep(netBuffers.allocate(chain, 9, 12));
        for (Mdl mdl = chain; mdl != null; ) {
            final Mdl following = mdl.next();
            environment.mdlPool().free(mdl);
            mdl = following;
        }
        return netBuffer;
    }

    /** Head of three descriptors, 23 bytes. */
    Mdl mdls() {
        Mdl head = null;
        for (int i = SIZES.length; --i >= 0; ) {
            final Mdl mdl = mdl(SIZES[i]);
            mdl.next(head);
            head = mdl;
        }
        return head;
    }

    Mdl mdl(final int size) {
        final byte[] bytes = new byte[size + 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ++lastByte;
        }
        return keep(environment.mdlPool().allocate(new UnsafeBuffer(bytes), 1, size, null));
    }

    Mdl segment() {
        return keep(segments.allocate());
    }

    NetBufferList clone(final int flags) {
        return keep(cloner.allocateClone(list(), null, null, flags));
    }

    NetBufferList fragment() {
        return keep(cloner.allocateFragment(list(), null, null, 0, 12, 8, 8));
    }

    NetBufferList reassembled() {
        return keep(cloner.allocateReassembled(list(), null, 0, 8, 8));
    }

    NetBufferList freed() {
        final NetBufferList list = list();
        cloner.free(list);
        return list;
    }

    /** Freed by its owner, kept by its clone. */
    NetBufferList released() {
        final NetBufferList list = parent();
        cloner.free(list);
        return list;
    }

    NetBufferList parent() {
        final NetBufferList list = list();
        keep(cloner.allocateClone(list, null, null, CloneFlags.NONE));
        return list;
    }

    /** Everything of this world that a user can see. */
    List<String> snapshot() {
        final List<String> all = new ArrayList<>();
        held.stream().filter(Held::isHeld).forEach(h -> Snapshot.of(h.slot(), all));
        allPools().forEach(pool -> Snapshot.of(pool, all));
        return all;
    }

    private List<SlotPool> allPools() {
        final List<SlotPool> all = environment.pools();
        pools.stream().filter(pool -> !all.contains(pool)).forEach(all::add);
        return all;
    }

    @Override
    public void close() {
        try {
            held.forEach(h -> free(h, NetBufferList.class));
            held.forEach(h -> free(h, NetBuffer.class));
            held.forEach(h -> free(h, Mdl.class));
            allPools().forEach(pool -> pool.audit().requireAllFree());
        } finally {
            pools.forEach(SlotPool::close);
            ndis.close();
        }
        for (final SlotPool pool : allPools()) {
            if (!pool.isReleased()) {
                throw new IllegalStateException("all slots came home, the memory did not: " + pool.name());
            }
        }
    }

    private static void free(final Held h, final Class<?> type) {
        if (!h.isHeld() || !type.isInstance(h.slot())) {
            return;
        }
        if (h.slot() instanceof NetBufferList list) {
            list.pool().free(list);
        } else if (h.slot() instanceof NetBuffer netBuffer) {
            netBuffer.pool().free(netBuffer);
        } else if (h.slot() instanceof Mdl mdl) {
            mdl.pool().free(mdl);
        }
    }
}
