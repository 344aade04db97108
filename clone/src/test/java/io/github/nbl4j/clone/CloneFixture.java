// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.pool.PoolAudit;
import io.github.nbl4j.pool.SlotPool;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.function.Executable;

/** One small pool of each configuration, originals of every shape, and books that must balance on close. */
final class CloneFixture implements AutoCloseable {
    static final int DATA = 64;
    static final int SEGMENT = 16;
    static final int ROOM = 32;
    static final int PROTOCOL = 0x86DD;

    final NetBufferEnvironment environment;
    final NetBufferListPool bare;
    final NetBufferListPool plain;
    final NetBufferListPool data;
    final NetBufferPool netBuffers;
    final NetBufferPool dataNetBuffers;
    final MdlPool segments;
    final NetBufferListCloner cloner;
    final AnyThreadCloner anyThread;

    CloneFixture() {
        this(1, 1);
    }

    CloneFixture(final int netBuffersPerClone, final int mdlsPerNetBuffer) {
        environment = NetBufferEnvironment.create(p -> p.clones(32)
                .netBuffersPerClone(netBuffersPerClone)
                .mdlsPerNetBuffer(mdlsPerNetBuffer)
                .netBuffers(256)
                .mdls(512)
                .segments(8)
                .privateLength(ROOM)
                .maxCaches(2));
        bare = NetBufferListPool.create(
                environment, p -> p.name("bare").capacity(16).allocateNetBuffer(false));
        plain = NetBufferListPool.create(
                environment,
                p -> p.name("plain").capacity(16).privateLength(ROOM).protocolId(PROTOCOL));
        data = NetBufferListPool.create(
                environment,
                p -> p.name("data").capacity(16).maxCaches(2).dataSize(DATA).privateLength(ROOM));
        netBuffers = NetBufferPool.create(
                environment, p -> p.name("netBuffers").capacity(256).privateLength(ROOM));
        dataNetBuffers = NetBufferPool.create(
                environment,
                p -> p.name("dataNetBuffers").capacity(32).dataSize(SEGMENT).privateLength(ROOM));
        segments = MdlPool.create(environment, "segments", 64, 1, SEGMENT);
        cloner = new NetBufferListCloner(data);
        anyThread = new AnyThreadCloner(environment);
    }

    /** What a call throws on another thread, or null. */
    static Throwable elsewhere(final Runnable call) throws InterruptedException {
        final Throwable[] thrown = new Throwable[1];
        final Thread thread = new Thread(() -> {
            try {
                call.run();
            } catch (final Throwable ex) {
                thrown[0] = ex;
            }
        });
        thread.start();
        thread.join();
        return thrown[0];
    }

    /**
     * What an original looks like: for each NetBuffer the sizes of its Mdls, where its data starts, how long it is.
     *
     * @param own whether the memory is the pools' own (Mdls of SEGMENT bytes) or the caller's.
     */
    record Shape(String name, boolean own, int[][] mdls, int[] offsets, int[] lengths) {
        byte[] content(final int nb) {
            final byte[] bytes = new byte[lengths[nb]];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (nb * 64 + offsets[nb] + i);
            }
            return bytes;
        }

        int netBuffers() {
            return mdls.length;
        }

        /** Mdls of NetBuffer nb with a byte of its data, as {size of the part} in order. */
        int[] parts(final int nb) {
            final List<Integer> parts = new ArrayList<>();
            int start = 0;
            for (final int size : mdls[nb]) {
                final int n = Math.min(start + size, offsets[nb] + lengths[nb]) - Math.max(start, offsets[nb]);
                if (n > 0) {
                    parts.add(n);
                }
                start += size;
            }
            return parts.stream().mapToInt(n -> n).toArray();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final Shape THREE_BY_THREE = new Shape(
            "3x3 mid-chain", false, new int[][] {{7, 11, 5}, {3, 4, 13}, {10, 1, 6}}, new int[] {9, 0, 10}, new int[] {
                12, 20, 1
            });

    static Stream<Shape> shapes() {
        final int[] three = {SEGMENT, SEGMENT, SEGMENT};
        return Stream.of(
                THREE_BY_THREE,
                new Shape(
                        "3x3 own", true, new int[][] {three, three, three}, new int[] {0, 17, 40}, new int[] {48, 20, 8
                        }),
                new Shape("no NetBuffer", false, new int[][] {}, new int[] {}, new int[] {}),
                new Shape("one byte", false, new int[][] {{1}}, new int[] {0}, new int[] {1}),
                new Shape("whole", false, new int[][] {{4, 5, 6}}, new int[] {0}, new int[] {15}),
                new Shape("boundary", false, new int[][] {{4, 5, 6}}, new int[] {4}, new int[] {5}),
                new Shape("no chain", false, new int[][] {{}, {5}, {}}, new int[] {0, 1, 0}, new int[] {0, 3, 0}),
                new Shape("zero-length", false, new int[][] {{4, 5}, {4, 5}, {4, 5}}, new int[] {0, 4, 9}, new int[3]),
                new Shape(
                        "zero-length between",
                        false,
                        new int[][] {{4, 5}, {3, 3}, {2, 2}},
                        new int[] {1, 6, 1},
                        new int[] {6, 0, 3}),
                new Shape("empty Mdl first", false, new int[][] {{0, 4, 5}}, new int[] {2}, new int[] {6}),
                new Shape("empty Mdl between", false, new int[][] {{4, 0, 5}}, new int[] {2}, new int[] {6}),
                new Shape("empty Mdl last", false, new int[][] {{4, 5, 0}}, new int[] {4}, new int[] {5}),
                new Shape(
                        "empty Mdls everywhere",
                        false,
                        new int[][] {{0, 0, 4, 0, 0, 5, 0}, {0, 0}},
                        new int[] {4, 0},
                        new int[] {3, 0}));
    }

    /** An original of a shape; its external Mdls are lent, so that everything ends with the list. */
    NetBufferList original(final Shape shape) {
        final NetBufferList list = bare.allocate();
        for (int nb = 0; nb < shape.netBuffers(); nb++) {
            list.append(shape.own() ? own(shape, nb) : external(shape, nb));
        }
        return list;
    }

    private NetBuffer own(final Shape shape, final int nb) {
        final NetBuffer made = dataNetBuffers.allocateMdlAndData();
        for (int i = 1; i < shape.mdls[nb].length; i++) {
            made.append(segments.allocate());
        }
        final int total = IntStream.of(shape.mdls[nb]).sum();
        made.adjustData(0, total);
        made.putBytes(0, new UnsafeBuffer(pattern(nb, total)), 0, total);
        made.adjustData(shape.offsets[nb], shape.lengths[nb]);
        return made;
    }

    private NetBuffer external(final Shape shape, final int nb) {
        final byte[] all = pattern(nb, IntStream.of(shape.mdls[nb]).sum());
        Mdl head = null;
        Mdl last = null;
        int start = 0;
        for (final int size : shape.mdls[nb]) {
            final UnsafeBuffer memory = start % 2 == 0
                    ? new UnsafeBuffer(new byte[size + 3])
                    : new UnsafeBuffer(ByteBuffer.allocateDirect(size + 3));
            memory.putBytes(2, all, start, size);
            final Mdl mdl = environment.mdlPool().allocate(memory, 2, size, null);
            if (last == null) {
                head = mdl;
            } else {
                last.next(mdl);
            }
            last = mdl;
            start += size;
        }
        final NetBuffer made = netBuffers.allocate(head, shape.offsets[nb], shape.lengths[nb]);
        Mdl mdl = head;
        while (mdl != null) {
            final Mdl following = mdl.next();
            environment.mdlPool().free(mdl);
            mdl = following;
        }
        return made;
    }

    private static byte[] pattern(final int nb, final int length) {
        final byte[] all = new byte[length];
        for (int i = 0; i < length; i++) {
            all[i] = (byte) (nb * 64 + i);
        }
        return all;
    }

    /** A packet in own memory: data at an offset, bytes 0, 1, 2 ... */
    NetBufferList packet(final int offset, final int length) {
        final NetBufferList list = cloner.allocate();
        list.firstNetBuffer().adjustData(offset, length);
        list.firstNetBuffer().putBytes(0, new UnsafeBuffer(pattern(0, length)), 0, length);
        return list;
    }

    static byte[] bytes(final NetBuffer nb) {
        final byte[] all = new byte[(int) nb.dataLength()];
        nb.getBytes(0, new UnsafeBuffer(all), 0, all.length);
        return all;
    }

    static List<NetBuffer> netBuffers(final NetBufferList list) {
        final List<NetBuffer> all = new ArrayList<>();
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            all.add(nb);
        }
        return all;
    }

    static List<Mdl> mdls(final NetBuffer nb) {
        final List<Mdl> all = new ArrayList<>();
        for (Mdl mdl = nb.mdlChain(); mdl != null; mdl = mdl.next()) {
            all.add(mdl);
        }
        return all;
    }

    /** Everything of a list and its NetBuffers that a user can see, comparable by equals. */
    static List<Object> fields(final NetBufferList list) {
        final List<Object> all = new ArrayList<>();
        all.add(String.valueOf(list.next()));
        all.add(list.handle());
        all.add(String.valueOf(list.parentNetBufferList()));
        all.add(words(list));
        for (final NetBuffer nb : netBuffers(list)) {
            all.add(nb.toString());
            all.add(mdls(nb).stream()
                    .map(m -> m + "@" + m.address() + "+" + m.byteCount())
                    .toList());
            all.add(nb.currentMdl() + "+" + nb.currentMdlOffset());
            all.add(nb.dataOffset() + "/" + nb.dataLength());
            all.add(words(nb));
        }
        return all;
    }

    static List<Long> words(final NetBufferList list) {
        return Stream.of(
                        LongStream.of(
                                list.scratch(), list.sourceHandle(), list.nblFlags(), list.flags(), list.status()),
                        IntStream.range(0, 27).mapToLong(list::netBufferListInfo),
                        IntStream.range(0, 4).mapToLong(list::protocolReserved),
                        IntStream.range(0, 2).mapToLong(list::miniportReserved))
                .flatMapToLong(s -> s)
                .boxed()
                .toList();
    }

    static List<Long> words(final NetBuffer nb) {
        return Stream.of(
                        LongStream.of(nb.checksumBias(), nb.dataPhysicalAddress()),
                        IntStream.range(0, 6).mapToLong(nb::protocolReserved),
                        IntStream.range(0, 4).mapToLong(nb::miniportReserved))
                .flatMapToLong(s -> s)
                .boxed()
                .toList();
    }

    /** The call throws, the message holds the text, and no pool's books moved. */
    void refused(final Class<? extends Throwable> type, final String text, final Executable call) {
        final List<Integer> before = inUse();
        final Throwable thrown = assertThrows(type, call);
        assertEquals(true, String.valueOf(thrown.getMessage()).contains(text), thrown + " must say: " + text);
        assertEquals(before, inUse(), "slots in use after a refused call");
    }

    List<Integer> inUse() {
        return inUse(environment);
    }

    static List<Integer> inUse(final NetBufferEnvironment environment) {
        final List<Integer> all = new ArrayList<>();
        for (final SlotPool pool : environment.pools()) {
            final PoolAudit audit = pool.audit();
            assertEquals(List.of(), audit.defects(), pool.name());
            assertEquals(audit.held(), pool.counters().inUse(), pool.name() + ": counter and audit");
            all.add(audit.held());
        }
        return all;
    }

    void requireAllFree() {
        environment.pools().forEach(pool -> pool.audit().requireAllFree());
    }

    @Override
    public void close() {
        requireAllFree();
        cloner.close();
        for (final SlotPool pool : List.of(bare, plain, data, netBuffers, dataNetBuffers, segments)) {
            pool.close();
        }
        environment.close();
        for (final SlotPool pool : environment.pools()) {
            assertEquals(true, pool.isReleased(), pool.name() + " must be released");
        }
    }
}
