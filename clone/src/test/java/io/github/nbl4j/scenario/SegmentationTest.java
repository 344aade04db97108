// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.scenario;

import static io.github.nbl4j.scenario.Driver.addresses;
import static io.github.nbl4j.scenario.Driver.assertPackets;
import static io.github.nbl4j.scenario.Driver.assertShared;
import static io.github.nbl4j.scenario.Driver.bytes;
import static io.github.nbl4j.scenario.Driver.netBuffers;
import static io.github.nbl4j.scenario.Frames.ETHERNET;
import static io.github.nbl4j.scenario.Frames.HEADERS;
import static io.github.nbl4j.scenario.Frames.IP;
import static io.github.nbl4j.scenario.Frames.TRANSPORT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.CopyInfo;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListInfo;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Large packets are cut in segments, and fragments joined, without a byte of payload copied. */
class SegmentationTest {
    private static final int SEGMENT = 300;
    private static final int PSH = 8;

    static Stream<int[]> ordersOfTwo() {
        return Driver.orders(2);
    }

    static Stream<int[]> ordersOfThree() {
        return Driver.orders(3);
    }

    @ParameterizedTest
    @MethodSource("ordersOfTwo")
    void shouldSegmentTcp(final int[] order) {
        final byte[][] packets = {Frames.tcp(1000, 1), Frames.tcp(300, 2), Frames.tcp(1201, 3)};
        try (Driver driver = new Driver()) {
            final NetBufferList large = driver.list(packets);
            large.netBufferListInfo(NetBufferListInfo.TCP_LARGE_SEND, SEGMENT);
            large.netBufferListInfo(NetBufferListInfo.IEEE_8021Q, 5);
            final NetBufferList segments =
                    driver.cloner.allocateFragment(large, null, null, HEADERS, SEGMENT, HEADERS, 16);
            CopyInfo.SEND.copy(segments, large);
            segments.netBufferListInfo(NetBufferListInfo.TCP_LARGE_SEND, 0);

            NetBuffer segment = segments.firstNetBuffer();
            for (final NetBuffer source : netBuffers(large)) {
                segment = writeHeaders(bytes(source), addresses(source), segment);
            }
            assertEquals(null, segment);
            assertEquals(4 + 1 + 5, netBuffers(segments).size());
            assertEquals(5, segments.netBufferListInfo(NetBufferListInfo.IEEE_8021Q));
            assertEquals(SEGMENT, large.netBufferListInfo(NetBufferListInfo.TCP_LARGE_SEND));
            assertPackets(packets, large);
            driver.free(order, large, segments);
        }
    }

    /** Completes and checks the segments of one packet; returns the first of the next. */
    private static NetBuffer writeHeaders(final byte[] packet, final long[] addresses, final NetBuffer first) {
        NetBuffer segment = first;
        for (int at = HEADERS; at < packet.length; at += SEGMENT) {
            final byte[] payload = Arrays.copyOfRange(packet, at, Math.min(at + SEGMENT, packet.length));
            final boolean last = at + payload.length == packet.length;
            final byte[] wanted = Frames.join(Arrays.copyOf(packet, HEADERS), payload);
            Frames.put16(wanted, ETHERNET + 2, wanted.length - ETHERNET);
            Frames.put16(wanted, ETHERNET + 4, Frames.get16(packet, ETHERNET + 4) + (at - HEADERS) / SEGMENT);
            Frames.put32(wanted, TRANSPORT + 4, Frames.get32(packet, TRANSPORT + 4) + at - HEADERS);
            wanted[TRANSPORT + 13] &= (byte) (last ? ~0 : ~PSH);
            Frames.checksums(wanted);
            segment.putBytes(0, wanted, 0, HEADERS);

            final byte[] sent = bytes(segment);
            assertArrayEquals(wanted, sent);
            assertTrue(Frames.isIpRight(sent) && Frames.isTransportRight(sent));
            assertFalse(segment.isWritable(HEADERS, 1));
            assertEquals(16, segment.dataOffset());
            assertShared(segment, HEADERS, addresses, at);
            segment = segment.next();
        }
        return segment;
    }

    /** Each fragment arrives in a list of its own; its driver lends the memory to a list in the right order. */
    @ParameterizedTest
    @MethodSource("ordersOfThree")
    void shouldReassembleWhateverArrivesFirst(final int[] arrival) {
        final byte[] datagram = Frames.udp(900, 1);
        final byte[][] fragments = {
            fragment(datagram, 0, 400), fragment(datagram, 400, 800), fragment(datagram, 800, 908)
        };
        Driver.orders(3).forEach(order -> {
            try (Driver driver = new Driver()) {
                final NetBufferList[] sorted = new NetBufferList[3];
                for (final int i : arrival) {
                    final NetBufferList arrived = driver.received(fragments[i]);
                    sorted[offset(bytes(arrived.firstNetBuffer())) / 400] = arrived;
                }
                reassemble(driver, sorted, datagram, order);
            }
        });
    }

    private static void reassemble(
            final Driver driver, final NetBufferList[] sorted, final byte[] datagram, final int[] order) {
        final NetBufferList joined = driver.lists.allocate();
        for (final NetBufferList arrived : sorted) {
            joined.append(driver.borrow(arrived.firstNetBuffer()));
        }
        final NetBufferList whole = driver.cloner.allocateReassembled(joined, null, TRANSPORT, TRANSPORT, 0);
        final NetBuffer nb = whole.firstNetBuffer();
        final byte[] header = bytes(sorted[0].firstNetBuffer());
        Frames.put16(header, ETHERNET + 2, (int) nb.dataLength() - ETHERNET);
        Frames.put16(header, ETHERNET + 6, 0);
        Frames.put16(header, ETHERNET + 10, 0);
        Frames.put16(header, ETHERNET + 10, ~Frames.sum(header, ETHERNET, IP, 0));
        nb.putBytes(0, header, 0, TRANSPORT);

        assertArrayEquals(datagram, bytes(nb));
        assertTrue(Frames.isIpRight(bytes(nb)) && Frames.isTransportRight(bytes(nb)));
        assertEquals(null, nb.next());
        final long[] lent = Stream.of(sorted)
                .map(list -> addresses(list.firstNetBuffer()))
                .flatMapToLong(all -> Arrays.stream(all, TRANSPORT, all.length))
                .toArray();
        assertShared(nb, TRANSPORT, lent, 0);
        for (final NetBufferList arrived : sorted) {
            driver.cloner.free(arrived); // The memory stays: the joined list borrows it.
        }
        assertArrayEquals(datagram, bytes(nb));
        final NetBufferList again = driver.cloner.allocateReassembled(joined, null, TRANSPORT, 0, 0);
        driver.free(order, joined, whole, again);
    }

    private static byte[] fragment(final byte[] datagram, final int from, final int to) {
        final byte[] part = Frames.join(
                Arrays.copyOf(datagram, TRANSPORT), Arrays.copyOfRange(datagram, TRANSPORT + from, TRANSPORT + to));
        Frames.put16(part, ETHERNET + 2, IP + to - from);
        final boolean last = TRANSPORT + to == datagram.length;
        Frames.put16(part, ETHERNET + 6, from / 8 | (last ? 0 : 0x2000));
        Frames.put16(part, ETHERNET + 10, 0);
        Frames.put16(part, ETHERNET + 10, ~Frames.sum(part, ETHERNET, IP, 0));
        assertTrue(Frames.isIpRight(part));
        return part;
    }

    private static int offset(final byte[] fragment) {
        return (Frames.get16(fragment, ETHERNET + 6) & 0x1FFF) * 8;
    }
}
