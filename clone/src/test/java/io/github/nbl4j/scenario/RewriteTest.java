// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.scenario;

import static io.github.nbl4j.scenario.Driver.addresses;
import static io.github.nbl4j.scenario.Driver.assertPackets;
import static io.github.nbl4j.scenario.Driver.assertShared;
import static io.github.nbl4j.scenario.Driver.bytes;
import static io.github.nbl4j.scenario.Driver.netBuffers;
import static io.github.nbl4j.scenario.Frames.HEADERS;
import static io.github.nbl4j.scenario.Frames.TRANSPORT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.CopyInfo;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListInfo;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A proxy and a switch change headers of packets that others are reading. */
class RewriteTest {
    private static final int PORT = TRANSPORT + 2;
    private static final int MACS = 12;
    private static final int TAG = 4;

    static Stream<int[]> orders() {
        return Driver.orders(2);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldRewriteAPort(final int[] order) {
        final byte[][] packets = Driver.threePackets();
        try (Driver driver = new Driver()) {
            final NetBufferList original = driver.list(packets);
            final NetBufferList redirected = driver.cloner.allocateClone(original, null, null, CloneFlags.NONE);
            final List<NetBuffer> from = netBuffers(original);
            final List<NetBuffer> to = netBuffers(redirected);
            for (int i = 0; i < packets.length; i++) {
                final NetBuffer nb = to.get(i);
                final short port = (short) 8080;
                assertThrows(IllegalStateException.class, () -> nb.putShort(PORT, port, ByteOrder.BIG_ENDIAN));
                assertArrayEquals(packets[i], bytes(nb));
                assertTrue(nb.privatize(HEADERS));
                nb.putShort(PORT, port, ByteOrder.BIG_ENDIAN);
                assertEquals(false, Frames.isTransportRight(bytes(nb)), "a port without its checksum");
                final int at = Frames.checksumAt(packets[i]);
                final int checksum = Frames.update(Frames.get16(packets[i], at), 80, port);
                nb.putShort(at, (short) checksum, ByteOrder.BIG_ENDIAN);

                assertTrue(Frames.isIpRight(bytes(nb)) && Frames.isTransportRight(bytes(nb)));
                assertEquals(8080, Frames.get16(bytes(nb), PORT));
                assertShared(nb, HEADERS, addresses(from.get(i)), HEADERS);
            }
            assertPackets(packets, original);
            driver.free(order, original, redirected);
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldInsertAndRemoveAVlanTag(final int[] order) {
        final byte[][] packets = Driver.threePackets();
        try (Driver driver = new Driver()) {
            final NetBufferList original = driver.list(packets);
            original.netBufferListInfo(NetBufferListInfo.IEEE_8021Q, 0x6005);
            final NetBufferList tagged = driver.cloner.allocateClone(original, CloneFlags.NONE, CopyInfo.SEND);
            final List<NetBuffer> from = netBuffers(original);
            final List<NetBuffer> to = netBuffers(tagged);
            final int tag = 0x8100_0000 | (int) tagged.netBufferListInfo(NetBufferListInfo.IEEE_8021Q);
            final byte[] tagBytes = new byte[TAG];
            Frames.put32(tagBytes, 0, tag);
            for (int i = 0; i < packets.length; i++) {
                final NetBuffer nb = to.get(i);
                assertTrue(nb.privatize(MACS) && nb.retreatContiguous(TAG));
                assertEquals(MACS, nb.copyFrom(0, MACS, nb, TAG));
                nb.putInt(MACS, tag, ByteOrder.BIG_ENDIAN);

                final UnsafeBuffer view = new UnsafeBuffer(0, 0);
                assertSame(view, nb.dataBuffer(MACS + TAG, null, 1, 0, view), "tag and addresses in one piece");
                final byte[] macs = Arrays.copyOf(packets[i], MACS);
                final byte[] rest = Arrays.copyOfRange(packets[i], MACS, packets[i].length);
                assertArrayEquals(Frames.join(macs, tagBytes, rest), bytes(nb));
                assertShared(nb, MACS + TAG, addresses(from.get(i)), MACS);

                assertEquals(MACS, nb.copyFrom(TAG, MACS, nb, 0));
                assertTrue(nb.advance(TAG));
                assertArrayEquals(packets[i], bytes(nb));
            }
            assertPackets(packets, original);
            driver.free(order, original, tagged);
        }
    }

    @Test
    void shouldKnowAWrongChecksum() {
        final byte[] known = {
            0x45,
            0,
            0,
            0x73,
            0,
            0,
            0x40,
            0,
            0x40,
            0x11,
            (byte) 0xB8,
            0x61,
            (byte) 0xC0,
            (byte) 0xA8,
            0,
            1,
            (byte) 0xC0,
            (byte) 0xA8,
            0,
            (byte) 0xC7
        };
        assertTrue(Frames.isRight(known));
        for (int i = 0; i < known.length; i++) {
            known[i] ^= 4;
            assertEquals(false, Frames.isRight(known), "byte " + i);
            known[i] ^= 4;
        }
        for (final byte[] packet : Driver.threePackets()) {
            assertTrue(Frames.isIpRight(packet) && Frames.isTransportRight(packet));
        }
    }

    @Test
    void shouldSeeACopy() {
        try (Driver driver = new Driver()) {
            final NetBufferList original = driver.list(Driver.threePackets());
            final NetBufferList clone = driver.cloner.allocateClone(original, null, null, CloneFlags.NONE);
            final long[] addresses = addresses(original.firstNetBuffer());
            final NetBuffer nb = clone.firstNetBuffer();
            assertShared(nb, 0, addresses, 0);
            assertTrue(nb.privatize(HEADERS + 1));
            assertShared(nb, HEADERS + 1, addresses, HEADERS + 1);
            assertThrows(AssertionError.class, () -> assertShared(nb, HEADERS, addresses, HEADERS), "one byte copied");
            assertThrows(AssertionError.class, () -> assertShared(nb, HEADERS + 2, addresses, HEADERS + 2), "shared");
            driver.free(new int[] {0, 1}, original, clone);
        }
    }
}
