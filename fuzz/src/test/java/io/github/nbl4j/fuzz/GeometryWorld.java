// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fuzz;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.fuzz.ModelNetBuffer.Kind;
import io.github.nbl4j.fuzz.ModelNetBuffer.Part;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.pool.SlotPool;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Small real pools, the model of what was taken from them, and the comparison of the two. Made once and used by all
 * inputs: each leaves it empty. Without caches, so that a pool of n is exhausted by n, and the audit is short.
 */
final class GeometryWorld {
    static final int DATA = 64;
    static final int ROOM = 24;
    static final int SMALL = 256;
    static final int LARGE = 2048;
    private static final int MOST_BYTES = 8192;

    /** Mdls of the caller that are linked to each other; lent to one NetBuffer at most. */
    record Chain(List<Mdl> mdls, List<Part> parts) {}

    final NetBufferEnvironment environment = NetBufferEnvironment.create(p ->
            p.clones(6).netBuffers(8).mdls(40).segments(3).privateLength(ROOM).maxCaches(0));
    final NetBufferListPool data = NetBufferListPool.create(
            environment,
            p -> p.name("data").capacity(6).maxCaches(0).dataSize(DATA).privateLength(ROOM));
    final NetBufferListPool bare = NetBufferListPool.create(
            environment, p -> p.name("bare").capacity(6).maxCaches(0).allocateNetBuffer(false));
    final NetBufferPool withData = NetBufferPool.create(
            environment,
            p -> p.name("withData").capacity(12).maxCaches(0).dataSize(16).privateLength(ROOM));
    final MdlPool segments = MdlPool.create(environment, "segments", 8, 0, 16);
    final NetBufferListCloner cloner = new NetBufferListCloner(data);
    final List<SlotPool> pools = environment.pools();

    final List<ModelList> lists = new ArrayList<>();
    final List<Chain> chains = new ArrayList<>();
    final List<Long> dead = new ArrayList<>();
    /** Memory that is lent; used up from the front by each input. */
    final UnsafeBuffer external = new UnsafeBuffer(ByteBuffer.allocateDirect(MOST_BYTES));

    int externalUsed;

    private final UnsafeBuffer out = new UnsafeBuffer(new byte[2 * MOST_BYTES]);

    int free(final String name) {
        for (final SlotPool pool : pools) {
            if (pool.name().equals(name)) {
                return pool.capacity() - pool.counters().inUse();
            }
        }
        throw new AssertionError("no pool " + name);
    }

    /** What a retreat links for the bytes that it needs; null when nothing is free or large enough. */
    Kind linkable(final ModelNetBuffer nb, final long needed) {
        if (needed <= ROOM && !nb.has(Kind.ROOM)) {
            return Kind.ROOM;
        }
        return needed <= SMALL && free("default.segments256") > 0 || needed <= LARGE && free("default.segments2048") > 0
                ? Kind.SEGMENT
                : null;
    }

    void compare(final ModelList list) {
        expect(list.real, environment.resolve(list.handle), "resolve");
        expect(list.parent == null ? null : list.parent.real, list.real.parentNetBufferList(), "parent");
        expect((long) list.children, list.real.childRefCount(), "childRefCount");
        NetBuffer real = list.real.firstNetBuffer();
        for (final ModelNetBuffer nb : list.netBuffers) {
            expect(nb.real, real, "NetBuffer");
            compare(list, nb);
            real = real.next();
        }
        expect(null, real, "no NetBuffer more");
    }

    private void compare(final ModelList list, final ModelNetBuffer nb) {
        expect(nb.offset, nb.real.dataOffset(), "dataOffset");
        expect(nb.length, nb.real.dataLength(), "dataLength");
        Mdl mdl = nb.real.mdlChain();
        Mdl current = mdl;
        int skip = nb.offset;
        for (final Part part : nb.parts) {
            expect(part.length(), mdl.byteCount(), "byteCount");
            expectBytes(part.memory(), part.start(), mdl.buffer(), mdl.byteOffset(), part.length());
            if (mdl == current && skip >= part.length() && mdl.next() != null) {
                skip -= part.length();
                current = mdl.next();
            }
            mdl = mdl.next();
        }
        expect(null, mdl, "no Mdl more");
        expect(current, nb.real.currentMdl(), "currentMdl");
        expect(skip, nb.real.currentMdlOffset(), "currentMdlOffset");
        final int n = (int) nb.length;
        nb.real.getBytes(0, out, 0, n);
        expectBytes(nb.bytes(nb.offset, n), 0, out, 0, n);
        final boolean writable = n == 0 || list.mayWrite() && nb.isWritable(nb.offset, n);
        expect(writable, nb.real.isWritable(0, n), "isWritable");
    }

    private static void expectBytes(
            final byte[] model, final int start, final org.agrona.DirectBuffer real, final int offset, final int n) {
        for (int i = 0; i < n; i++) {
            if (model[start + i] != real.getByte(offset + i)) {
                throw new AssertionError("byte " + i + " of " + n + ": model=" + model[start + i] + " real="
                        + real.getByte(offset + i) + " of " + Arrays.toString(model));
            }
        }
    }

    /** Compares everything, then frees all lists in the order they have, and all chains; the books must balance. */
    void drain() {
        lists.forEach(this::compare);
        for (final long handle : dead) {
            expect(null, environment.resolve(handle), "stale handle");
        }
        while (!lists.isEmpty()) {
            final ModelList list = lists.remove(0);
            cloner.free(list.real);
            list.release();
            lists.forEach(this::compare);
        }
        for (final Chain chain : chains) {
            chain.mdls.forEach(environment.mdlPool()::free);
        }
        chains.clear();
        dead.clear();
        externalUsed = 0;
        for (final SlotPool pool : pools) {
            pool.audit().requireAllFree();
        }
    }

    static void expect(final Object model, final Object real, final String what) {
        if (model == null ? real != null : !model.equals(real)) {
            throw new AssertionError(what + ": model=" + model + " real=" + real);
        }
    }
}
