// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.scenario;

import static io.github.nbl4j.scenario.Driver.addresses;
import static io.github.nbl4j.scenario.Driver.assertPackets;
import static io.github.nbl4j.scenario.Driver.assertShared;
import static io.github.nbl4j.scenario.Driver.bytes;
import static io.github.nbl4j.scenario.Driver.netBuffers;
import static io.github.nbl4j.scenario.Frames.ETHERNET;
import static io.github.nbl4j.scenario.Frames.OUTER;
import static io.github.nbl4j.scenario.Frames.TRANSPORT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A virtual switch puts packets into a tunnel, and takes them out. */
class TunnelTest {
    static Stream<int[]> orders() {
        return Driver.orders(2);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldEncapsulateWithoutTouchingTheOriginal(final int[] order) {
        final byte[][] packets = Driver.threePackets();
        try (Driver driver = new Driver()) {
            final NetBufferList original = driver.list(packets);
            assertTrue(original.advance(ETHERNET, false));
            final NetBufferList tunnelled = driver.cloner.allocateClone(original, null, null, CloneFlags.NONE);
            assertTrue(original.retreat(ETHERNET, 0));

            final List<NetBuffer> from = netBuffers(original);
            final List<NetBuffer> to = netBuffers(tunnelled);
            for (int i = 0; i < packets.length; i++) {
                final NetBuffer nb = to.get(i);
                assertTrue(nb.retreatPrivate(ETHERNET)); // A changed copy of the inner header.
                assertEquals(ETHERNET, nb.copyFrom(0, ETHERNET, from.get(i), 0));
                final byte[] outer = Frames.outer(packets[i].length);
                assertTrue(nb.retreatPrivate(OUTER));
                nb.putBytes(0, outer, 0, OUTER);

                assertArrayEquals(Frames.join(outer, packets[i]), bytes(nb));
                assertTrue(Frames.isIpRight(bytes(nb)));
                assertShared(nb, OUTER + ETHERNET, addresses(from.get(i)), ETHERNET);
            }
            assertPackets(packets, original);
            driver.free(order, original, tunnelled);
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldDecapsulateAndChangeWhatItCopied(final int[] order) {
        final byte[][] inner = Driver.threePackets();
        final byte[][] packets = Stream.of(inner)
                .map(p -> Frames.join(Frames.outer(p.length), p))
                .toArray(byte[][]::new);
        try (Driver driver = new Driver()) {
            final NetBufferList original = driver.list(packets);
            final NetBufferList taken = driver.cloner.allocateClone(original, null, null, CloneFlags.NONE);
            assertTrue(taken.advance(OUTER, false));
            final List<NetBuffer> from = netBuffers(original);
            final List<NetBuffer> to = netBuffers(taken);
            for (int i = 0; i < packets.length; i++) {
                final NetBuffer nb = to.get(i);
                assertThrows(IllegalStateException.class, () -> nb.putBytes(0, new byte[] {1}, 0, 1));
                assertTrue(nb.privatize(TRANSPORT));
                routed(nb);

                final byte[] bytes = bytes(nb);
                assertTrue(Frames.isIpRight(bytes) && Frames.isTransportRight(bytes));
                assertEquals(inner[i][ETHERNET + 8] - 1, bytes[ETHERNET + 8]);
                assertShared(nb, TRANSPORT, addresses(from.get(i)), OUTER + TRANSPORT);
            }
            assertPackets(packets, original);
            driver.free(order, original, taken);
        }
    }

    /** One hop less to live. */
    private static void routed(final NetBuffer nb) {
        final byte[] header = bytes(nb);
        final int before = Frames.get16(header, ETHERNET + 8);
        header[ETHERNET + 8]--;
        final int checksum =
                Frames.update(Frames.get16(header, ETHERNET + 10), before, Frames.get16(header, ETHERNET + 8));
        Frames.put16(header, ETHERNET + 10, checksum);
        nb.putBytes(ETHERNET + 8, header, ETHERNET + 8, 4);
    }
}
