// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.AnyThreadCloner;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.nbl.SegmentCursor;
import io.github.nbl4j.pool.SlotPool;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/** The pools of a driver, packets over three Mdls that divide their headers, and books that balance on close. */
final class Driver implements AutoCloseable {
    /** Bytes of backfill before each packet, and where its memory is divided. */
    private static final int LEAD = 4;

    private static final int FIRST = 9;
    private static final int SECOND = 30;

    final NetBufferEnvironment environment = NetBufferEnvironment.create(
            p -> p.clones(64).netBuffers(64).mdls(256).segments(16).maxCaches(2));
    final NetBufferListPool lists = NetBufferListPool.create(
            environment, p -> p.name("lists").capacity(16).allocateNetBuffer(false));
    final NetBufferListPool copies = NetBufferListPool.create(
            environment, p -> p.name("copies").capacity(16).dataSize(2048));
    final NetBufferPool netBuffers =
            NetBufferPool.create(environment, p -> p.name("netBuffers").capacity(64));
    final AnyThreadCloner cloner = new AnyThreadCloner(environment);
    private final List<Mdl> held = new ArrayList<>();

    /** One list with a NetBuffer for each packet. */
    NetBufferList list(final byte[]... packets) {
        final NetBufferList list = lists.allocate();
        for (final byte[] packet : packets) {
            final Mdl chain = mdls(packet);
            list.append(netBuffers.allocate(chain, LEAD, packet.length));
            free(chain);
        }
        return list;
    }

    /** A list with one packet, whose memory the driver can lend again until close. */
    NetBufferList received(final byte[] packet) {
        final NetBufferList list = lists.allocate();
        final Mdl chain = mdls(packet);
        list.append(netBuffers.allocate(chain, LEAD, packet.length));
        held.add(chain);
        return list;
    }

    /** A second NetBuffer over memory that was received. */
    NetBuffer borrow(final NetBuffer netBuffer) {
        return netBuffers.allocate(netBuffer.mdlChain(), netBuffer.dataOffset(), netBuffer.dataLength());
    }

    static byte[][] threePackets() {
        return new byte[][] {Frames.tcp(200, 1), Frames.tcp(77, 2), Frames.tcp(1000, 3)};
    }

    private Mdl mdls(final byte[] packet) {
        final Mdl head = mdl(packet, 0, FIRST, LEAD);
        final Mdl second = mdl(packet, FIRST, SECOND, 0);
        head.next(second);
        second.next(mdl(packet, FIRST + SECOND, packet.length - FIRST - SECOND, 0));
        return head;
    }

    private Mdl mdl(final byte[] packet, final int from, final int length, final int lead) {
        final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(lead + length));
        memory.putBytes(lead, packet, from, length);
        return environment.mdlPool().allocate(memory, 0, lead + length, null);
    }

    /** Ends the holds; lists that use the Mdls keep them. */
    private void free(final Mdl chain) {
        for (Mdl mdl = chain; mdl != null; ) {
            final Mdl following = mdl.next();
            environment.mdlPool().free(mdl);
            mdl = following;
        }
    }

    static List<NetBuffer> netBuffers(final NetBufferList list) {
        final List<NetBuffer> all = new ArrayList<>();
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            all.add(nb);
        }
        return all;
    }

    static byte[] bytes(final NetBuffer nb) {
        final byte[] all = new byte[(int) nb.dataLength()];
        nb.getBytes(0, all, 0, all.length);
        return all;
    }

    /** Where each byte of the data lies. */
    static long[] addresses(final NetBuffer nb) {
        final long[] all = new long[(int) nb.dataLength()];
        int at = 0;
        for (final SegmentCursor cursor = new SegmentCursor().wrap(nb); cursor.next(); ) {
            for (int i = 0; i < cursor.length(); i++) {
                all[at++] = cursor.address() + i;
            }
        }
        return all;
    }

    /** From these bytes on, both read the same memory; before, the first has its own. */
    static void assertShared(final NetBuffer derived, final int from, final long[] of, final int ofFrom) {
        final long[] all = addresses(derived);
        assertArrayEquals(
                Arrays.copyOfRange(of, ofFrom, ofFrom + all.length - from),
                Arrays.copyOfRange(all, from, all.length),
                "copied bytes of " + derived);
        for (int i = 0; i < from; i++) {
            assertTrue(derived.isWritable(i, 1), "byte " + i + " of " + derived);
        }
    }

    static void assertPackets(final byte[][] packets, final NetBufferList list) {
        final List<NetBuffer> all = netBuffers(list);
        assertEquals(packets.length, all.size());
        for (int i = 0; i < packets.length; i++) {
            assertArrayEquals(packets[i], bytes(all.get(i)), "packet " + i);
        }
    }

    /** Frees lists in an order. */
    void free(final int[] order, final NetBufferList... lists) {
        for (final int i : order) {
            cloner.free(lists[i]);
        }
    }

    /** Every order of n things. */
    static Stream<int[]> orders(final int n) {
        if (n == 0) {
            return Stream.of(new int[0]);
        }
        return orders(n - 1)
                .flatMap(order -> Stream.iterate(0, at -> at < n, at -> at + 1).map(at -> {
                    final int[] longer = Arrays.copyOf(order, n);
                    System.arraycopy(order, at, longer, at + 1, n - 1 - at);
                    longer[at] = n - 1;
                    return longer;
                }));
    }

    @Override
    public void close() {
        held.forEach(this::free);
        environment.pools().forEach(pool -> pool.audit().requireAllFree());
        Stream.of(lists, copies, netBuffers).forEach(SlotPool::close);
        environment.close();
    }
}
