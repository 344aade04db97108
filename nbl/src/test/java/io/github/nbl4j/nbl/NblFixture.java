// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.nbl4j.pool.PoolAudit;
import io.github.nbl4j.pool.SlotPool;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.function.Executable;

/** One small pool of each configuration, chains of the caller's memory, and books that must balance on close. */
final class NblFixture implements AutoCloseable {
    static final int DATA = 64;
    static final int SEGMENT = 16;
    static final int ROOM = 32;
    static final int PROTOCOL = 0x0800;
    /** The 3 x 3 default: no Mdl has the size of another. */
    static final int[][] THREE_BY_THREE = {{7, 11, 5}, {3, 4, 13}, {10, 1, 6}};

    final NetBufferEnvironment environment = NetBufferEnvironment.create(p ->
            p.clones(16).netBuffers(16).mdls(64).segments(4).privateLength(ROOM).maxCaches(2));
    final NetBufferListPool bare = NetBufferListPool.create(
            environment, p -> p.name("bare").capacity(4).maxCaches(1).allocateNetBuffer(false));
    final NetBufferListPool plain = NetBufferListPool.create(
            environment,
            p -> p.name("plain").capacity(4).maxCaches(1).privateLength(ROOM).protocolId(PROTOCOL));
    final NetBufferListPool data = NetBufferListPool.create(
            environment,
            p -> p.name("data")
                    .capacity(4)
                    .maxCaches(1)
                    .dataSize(DATA)
                    .headroom(8)
                    .privateLength(ROOM));
    final NetBufferPool netBuffers = NetBufferPool.create(
            environment, p -> p.name("netBuffers").capacity(8).maxCaches(1).privateLength(ROOM));
    final NetBufferPool dataNetBuffers = NetBufferPool.create(
            environment, p -> p.name("dataNetBuffers").capacity(8).maxCaches(1).dataSize(SEGMENT));
    final MdlPool segments = MdlPool.create(environment, "segments", 8, 1, SEGMENT);

    /** A chain of external Mdls that holds the bytes 0, 1, 2 ...: heap and direct buffers in turn. */
    Mdl chain(final int... sizes) {
        Mdl head = null;
        Mdl last = null;
        int value = 0;
        for (int i = 0; i < sizes.length; i++) {
            final int before = 1 + i % 3;
            final UnsafeBuffer buffer = i % 2 == 0
                    ? new UnsafeBuffer(new byte[before + sizes[i] + 2])
                    : new UnsafeBuffer(ByteBuffer.allocateDirect(before + sizes[i] + 2));
            for (int b = 0; b < sizes[i]; b++) {
                buffer.putByte(before + b, (byte) value++);
            }
            final Mdl mdl = environment.mdlPool().allocate(buffer, before, sizes[i], null);
            if (last == null) {
                head = mdl;
            } else {
                last.next(mdl);
            }
            last = mdl;
        }
        return head;
    }

    /** Ends the caller's hold of every Mdl of a chain. */
    static void release(final Mdl head) {
        Mdl mdl = head;
        while (mdl != null) {
            final Mdl following = mdl.next();
            ((MdlPool) mdl.home()).free(mdl);
            mdl = following;
        }
    }

    static Mdl nth(final Mdl head, final int n) {
        Mdl mdl = head;
        for (int i = 0; i < n; i++) {
            mdl = mdl.next();
        }
        return mdl;
    }

    /** Where byte {@code offset} of a chain lies, found byte by byte: {index of the Mdl, offset in it}. */
    static int[] locate(final int[] sizes, final int offset) {
        int at = 0;
        for (int mdl = 0; mdl < sizes.length; mdl++) {
            for (int b = 0; b < sizes[mdl]; b++) {
                if (at++ == offset) {
                    return new int[] {mdl, b};
                }
            }
        }
        return new int[] {sizes.length - 1, sizes.length == 0 ? 0 : sizes[sizes.length - 1]};
    }

    static void assertLocated(final NetBuffer nb, final Mdl head, final int[] sizes, final int offset) {
        final int[] at = locate(sizes, offset);
        assertEquals(at[0] < 0 ? null : nth(head, at[0]), nb.currentMdl(), "currentMdl");
        assertEquals(at[1], nb.currentMdlOffset(), "currentMdlOffset");
    }

    static byte[] bytes(final NetBuffer nb) {
        final byte[] all = new byte[(int) nb.dataLength()];
        nb.getBytes(0, new UnsafeBuffer(all), 0, all.length);
        for (int i = 0; i < all.length; i++) {
            assertEquals(all[i], nb.getByte(i), "getByte and getBytes at " + i);
        }
        return all;
    }

    static byte[] range(final int from, final int length) {
        final byte[] all = new byte[length];
        IntStream.range(0, length).forEach(i -> all[i] = (byte) (from + i));
        return all;
    }

    static int sum(final int... sizes) {
        return IntStream.of(sizes).sum();
    }

    /** The call throws, the message holds the text, and no pool's books moved. */
    <T extends Throwable> T refused(final Class<T> type, final String text, final Executable call) {
        final List<Integer> before = inUse();
        final T thrown = assertThrows(type, call);
        assertEquals(true, String.valueOf(thrown.getMessage()).contains(text), thrown + " must say: " + text);
        assertEquals(before, inUse(), "slots in use after a refused call");
        return thrown;
    }

    List<Integer> inUse() {
        final List<Integer> all = new ArrayList<>();
        for (final SlotPool pool : environment.pools()) {
            final PoolAudit audit = pool.audit();
            assertEquals(List.of(), audit.defects(), pool.name());
            assertEquals(audit.held(), pool.counters().inUse(), pool.name() + ": counter and audit");
            all.add(audit.held());
        }
        return all;
    }

    @Override
    public void close() {
        for (final SlotPool pool : environment.pools()) {
            pool.audit().requireAllFree();
        }
        for (final SlotPool pool : List.of(bare, plain, data, netBuffers, dataNetBuffers, segments)) {
            pool.close();
        }
        environment.close();
        for (final SlotPool pool : environment.pools()) {
            assertEquals(true, pool.isReleased(), pool.name() + " must be released");
        }
    }

    /** Everything of a NetBuffer that a user can see. */
    record Fields(
            Mdl mdlChain,
            Mdl currentMdl,
            int currentMdlOffset,
            int dataOffset,
            long dataLength,
            NetBuffer next,
            List<Long> words) {
        static Fields of(final NetBuffer nb) {
            return new Fields(
                    nb.mdlChain(),
                    nb.currentMdl(),
                    nb.currentMdlOffset(),
                    nb.dataOffset(),
                    nb.dataLength(),
                    nb.next(),
                    words(nb));
        }

        static List<Long> words(final NetBuffer nb) {
            return LongStream.concat(
                            LongStream.of(nb.checksumBias(), nb.dataPhysicalAddress()),
                            LongStream.concat(
                                    IntStream.range(0, 6).mapToLong(nb::protocolReserved),
                                    IntStream.range(0, 4).mapToLong(nb::miniportReserved)))
                    .boxed()
                    .toList();
        }
    }

    /** Everything of a list that a user can see. */
    record ListFields(
            NetBufferList next,
            NetBuffer first,
            NetBufferList parent,
            long childRefCount,
            boolean derived,
            long handle,
            List<Long> words) {
        static ListFields of(final NetBufferList list) {
            return new ListFields(
                    list.next(),
                    list.firstNetBuffer(),
                    list.parentNetBufferList(),
                    list.childRefCount(),
                    list.isDerived(),
                    list.handle(),
                    words(list));
        }

        static List<Long> words(final NetBufferList list) {
            final LongStream fixed =
                    LongStream.of(list.scratch(), list.sourceHandle(), list.nblFlags(), list.flags(), list.status());
            return LongStream.concat(
                            fixed,
                            LongStream.concat(
                                    IntStream.range(0, 27).mapToLong(list::netBufferListInfo),
                                    LongStream.concat(
                                            IntStream.range(0, 4).mapToLong(list::protocolReserved),
                                            IntStream.range(0, 2).mapToLong(list::miniportReserved))))
                    .boxed()
                    .toList();
        }
    }
}
