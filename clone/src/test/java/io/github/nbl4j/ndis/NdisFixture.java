// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NblFlags;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListInfo;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferListPoolParameters;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.nbl.NetBufferPoolParameters;
import io.github.nbl4j.pool.PoolAudit;
import io.github.nbl4j.pool.SlotPool;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.function.Executable;

/** A facade, one small pool of each configuration, lists of every shape, and books that must balance on close. */
final class NdisFixture implements AutoCloseable {
    static final int DATA = 64;
    static final int SEGMENT = 16;
    static final int ROOM = 32;
    static final int CONTEXT = 32;
    static final int PROTOCOL = 2;

    final Ndis ndis = Ndis.create(p -> p.clones(32)
            .netBuffers(256)
            .mdls(512)
            .segments(8)
            .contexts(8)
            .contextLength(64)
            .privateLength(ROOM)
            .maxCaches(8));
    final NetBufferEnvironment environment = ndis.environment();
    final NetBufferListPool bare = ndis.allocateNetBufferListPool(
            parameters("bare").allocateNetBuffer(false).contextSize(CONTEXT));
    final NetBufferListPool plain =
            ndis.allocateNetBufferListPool(parameters("plain").contextSize(CONTEXT));
    final NetBufferListPool data =
            ndis.allocateNetBufferListPool(parameters("data").dataSize(DATA));
    final NetBufferPool netBuffers = ndis.allocateNetBufferPool(new NetBufferPoolParameters()
            .name("netBuffers")
            .capacity(64)
            .maxCaches(1)
            .privateLength(ROOM));
    final NetBufferPool dataNetBuffers = ndis.allocateNetBufferPool(new NetBufferPoolParameters()
            .name("dataNetBuffers")
            .capacity(16)
            .maxCaches(1)
            .dataSize(DATA)
            .privateLength(ROOM));
    final MdlPool segments = MdlPool.create(environment, "segments", 32, 1, SEGMENT);
    final NetBufferListCloner cloner = new NetBufferListCloner(data);

    private static NetBufferListPoolParameters parameters(final String name) {
        return new NetBufferListPoolParameters()
                .name(name)
                .capacity(16)
                .maxCaches(4)
                .privateLength(ROOM)
                .protocolId(PROTOCOL);
    }

    /**
     * What a list looks like: for each NetBuffer the sizes of its Mdls, where its data starts, how long it is.
     *
     * @param own whether the memory is the pools' own (of DATA bytes, then of SEGMENT bytes) or the caller's.
     */
    record Shape(String name, boolean own, int[][] mdls, int[] offsets, int[] lengths) {
        Shape(final String name, final int[][] mdls, final int[] offsets, final int[] lengths) {
            this(name, false, mdls, offsets, lengths);
        }

        int netBuffers() {
            return mdls.length;
        }

        /** Mdls of a NetBuffer with a byte of its data that lies at {@code from} or behind, up to {@code to}. */
        int parts(final int nb, final int from, final int to) {
            int parts = 0;
            int start = 0;
            for (final int size : mdls[nb]) {
                final int first = Math.max(start, offsets[nb] + from);
                parts += first < Math.min(start + size, offsets[nb] + to) ? 1 : 0;
                start += size;
            }
            return parts;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final Shape THREE_BY_THREE = new Shape(
            "3 x 3, mid-chain", new int[][] {{7, 11, 5}, {3, 4, 13}, {10, 1, 6}}, new int[] {9, 0, 10}, new int[] {
                12, 20, 1
            });

    static List<Shape> shapes() {
        final int[] own = {DATA, SEGMENT, SEGMENT};
        return List.of(
                THREE_BY_THREE,
                new Shape("3 x 3, own memory", true, new int[][] {own, own, own}, new int[] {70, 0, 90}, new int[] {
                    20, 50, 3
                }),
                new Shape("one byte", new int[][] {{1}}, new int[] {0}, new int[] {1}),
                new Shape(
                        "empty Mdls",
                        new int[][] {{0, 4, 0, 5, 0}, {0, 0, 6, 0, 7}, {5, 3, 0, 0}},
                        new int[] {4, 6, 2},
                        new int[] {5, 6, 6}),
                new Shape("no data", new int[][] {{4, 5}, {4, 5}, {4, 5}, {}}, new int[] {0, 4, 9, 0}, new int[4]));
    }

    /** A list of a shape; external Mdls lie in heap and direct memory in turn, and are lent: they end with it. */
    NetBufferList list(final Shape shape) {
        final NetBufferList list = ndis.allocateNetBufferList(bare, 0, 0);
        for (int i = 0; i < shape.netBuffers(); i++) {
            list.append(shape.own ? own(shape, i) : external(shape, i));
        }
        return list;
    }

    private NetBuffer external(final Shape shape, final int i) {
        final Mdl head = chain(i * 64, shape.mdls[i]);
        final NetBuffer nb = ndis.allocateNetBuffer(netBuffers, head, shape.offsets[i], shape.lengths[i]);
        freeChain(head);
        return nb;
    }

    private NetBuffer own(final Shape shape, final int i) {
        final NetBuffer nb = ndis.allocateNetBufferMdlAndData(dataNetBuffers);
        for (int m = 1; m < shape.mdls[i].length; m++) {
            nb.append(segments.allocate());
        }
        final int all = (int) nb.chainLength();
        nb.adjustData(0, all);
        nb.putBytes(0, range(i * 64, all), 0, all);
        nb.adjustData(shape.offsets[i], shape.lengths[i]);
        return nb;
    }

    /** A packet in own memory, whose data is the bytes 0, 1, 2 ... */
    NetBufferList packet(final int offset, final int length) {
        final NetBufferList list = ndis.allocateNetBufferList(data, 0, 0);
        list.firstNetBuffer().adjustData(offset, length);
        list.firstNetBuffer().putBytes(0, range(0, length), 0, length);
        return list;
    }

    /** A chain of the caller's, with the bytes first, first + 1, first + 2 ... */
    Mdl chain(final int first, final int... sizes) {
        Mdl head = null;
        Mdl last = null;
        int start = 0;
        for (final int size : sizes) {
            final UnsafeBuffer memory = start % 2 == 0
                    ? new UnsafeBuffer(new byte[size + 3])
                    : new UnsafeBuffer(ByteBuffer.allocateDirect(size + 3));
            memory.putBytes(2, range(first + start, size));
            final Mdl mdl = ndis.allocateMdl(memory, 2, size);
            if (last == null) {
                head = mdl;
            } else {
                last.next(mdl);
            }
            last = mdl;
            start += size;
        }
        return head;
    }

    void freeChain(final Mdl head) {
        Mdl mdl = head;
        while (mdl != null) {
            final Mdl following = ndis.getNextMdl(mdl);
            ndis.freeMdl(mdl);
            mdl = following;
        }
    }

    static byte[] range(final int from, final int length) {
        final byte[] all = new byte[length];
        IntStream.range(0, length).forEach(i -> all[i] = (byte) (from + i));
        return all;
    }

    static byte[] bytes(final NetBuffer nb) {
        final byte[] all = new byte[(int) nb.dataLength()];
        nb.getBytes(0, all, 0, all.length);
        return all;
    }

    /** Writes something into every word, so that what stays and what starts at 0 can be told apart. */
    static NetBufferList mark(final NetBufferList list) {
        list.sourceHandle(101);
        list.nblFlags(NblFlags.IS_IPV4 | NblFlags.IS_UDP);
        list.flags(103);
        list.status(104);
        list.scratch(105);
        IntStream.range(0, 4).forEach(i -> list.protocolReserved(i, 110 + i));
        IntStream.range(0, 2).forEach(i -> list.miniportReserved(i, 120 + i));
        IntStream.range(0, NetBufferListInfo.COUNT).forEach(i -> list.netBufferListInfo(i, 130 + i));
        netBuffers(list).forEach(NdisFixture::mark);
        return list;
    }

    static void mark(final NetBuffer nb) {
        nb.checksumBias(201);
        nb.dataPhysicalAddress(202);
        IntStream.range(0, 6).forEach(i -> nb.protocolReserved(i, 210 + i));
        IntStream.range(0, 4).forEach(i -> nb.miniportReserved(i, 220 + i));
    }

    /** Leaves a mark in the life before the next one of what each pool hands out next. */
    void markPast() {
        for (final NetBufferListPool pool :
                Stream.of(bare, plain, data, environment.clonePool()).toList()) {
            ndis.freeNetBufferList(mark(ndis.allocateNetBufferList(pool, 0, 0)));
        }
        final List<NetBuffer> past = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            past.add(ndis.allocateNetBuffer(netBuffers, null, 0, 0));
            past.add(ndis.allocateNetBuffer(environment.netBufferPool(), null, 0, 0));
        }
        past.add(ndis.allocateNetBufferMdlAndData(dataNetBuffers));
        past.forEach(NdisFixture::mark);
        past.forEach(ndis::freeNetBuffer);
    }

    static List<NetBuffer> netBuffers(final NetBufferList list) {
        final List<NetBuffer> all = new ArrayList<>();
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            all.add(nb);
        }
        return all;
    }

    static List<Fields> fields(final NetBufferList list) {
        return netBuffers(list).stream().map(Fields::of).toList();
    }

    /** The lists, and every NetBuffer of them, are as they were. */
    static Runnable unchanged(final NetBufferList... lists) {
        final List<Runnable> checks = new ArrayList<>();
        for (final NetBufferList list : lists) {
            final Fields before = Fields.of(list);
            final List<Fields> netBuffers = fields(list);
            checks.add(() -> {
                before.check(list);
                final List<NetBuffer> now = netBuffers(list);
                assertEquals(netBuffers.size(), now.size());
                IntStream.range(0, now.size()).forEach(i -> netBuffers.get(i).check(now.get(i)));
            });
        }
        return () -> checks.forEach(Runnable::run);
    }

    /** The call throws, the message holds the words, and no pool's books moved. */
    void refused(final Class<? extends Throwable> type, final String words, final Executable call) {
        final List<Integer> before = inUse();
        final Throwable thrown = assertThrows(type, call);
        assertTrue(String.valueOf(thrown.getMessage()).contains(words), thrown + " must say: " + words);
        assertEquals(before, inUse(), "slots in use after a refused call");
    }

    List<Integer> inUse() {
        return environment.pools().stream().map(NdisFixture::held).toList();
    }

    static int held(final SlotPool pool) {
        final PoolAudit audit = pool.audit();
        assertEquals(List.of(), audit.defects(), pool.name());
        assertEquals(audit.held(), pool.counters().inUse(), pool.name() + ": counter and audit");
        return audit.held();
    }

    @Override
    public void close() {
        environment.pools().forEach(pool -> pool.audit().requireAllFree());
        cloner.close();
        ndis.freeNetBufferListPool(bare);
        ndis.freeNetBufferListPool(plain);
        ndis.freeNetBufferListPool(data);
        ndis.freeNetBufferPool(netBuffers);
        ndis.freeNetBufferPool(dataNetBuffers);
        segments.close();
        ndis.close();
        environment.pools().forEach(pool -> assertTrue(pool.isReleased(), pool.name() + " must be released"));
    }
}
