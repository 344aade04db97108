// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.nbl4j.fanout.capture.Packets.Packet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cuts captures at every byte: what was whole before the cut is delivered, and the rest is one defect. */
class CaptureTruncationTest {
    private static final int PCAP_HEADER = 24;
    private static final int PCAP_RECORD = 16;

    @ParameterizedTest
    @ValueSource(strings = {"echo.pcap", "ip-fragments.pcap"})
    void shouldDeliverWholePacketsBeforeTheCutInPcap(final String name) throws IOException {
        final ByteBuffer content = content(name);
        final List<Integer> ends = new ArrayList<>(List.of(PCAP_HEADER));
        final List<Integer> packetEnds = new ArrayList<>();
        for (int end = PCAP_HEADER; end < content.limit(); ends.add(end), packetEnds.add(end)) {
            end += PCAP_RECORD + content.getInt(end + 8);
        }

        cutEverywhere(content, ends, packetEnds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"test004.pcapng", "test006.pcapng", "test008.pcapng", "test012.pcapng", "test018.pcapng"})
    void shouldDeliverWholePacketsBeforeTheCutInPcapng(final String name) throws IOException {
        cutEverywhere(content("pcapng-le/" + name));
    }

    @Test
    void shouldDeliverWholePacketsBeforeTheCutInSectionsOfEitherByteOrder() {
        final CaptureBuilder builder = new CaptureBuilder(ByteOrder.LITTLE_ENDIAN);
        for (final ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            builder.section(order)
                    .networkInterface(1, 30, builder.option(9, (byte) 9))
                    .enhanced(0, 5, 40, CaptureBuilder.payload(33, 1))
                    .simple(40, CaptureBuilder.payload(32, 2))
                    .obsolete(0, 6, 9, CaptureBuilder.payload(9, 3));
        }

        cutEverywhere(builder.content().order(ByteOrder.LITTLE_ENDIAN));
    }

    private static void cutEverywhere(final ByteBuffer content) {
        final List<Integer> ends = new ArrayList<>();
        final List<Integer> packetEnds = new ArrayList<>();
        int end = 0;
        while (end < content.limit()) {
            // A length in the other byte order has its one or two low bytes at the other end.
            final int first = content.getInt(end + 4);
            final boolean isSwapped = (first & 0xffff) == 0;
            final int type = content.getInt(end);
            end += isSwapped ? Integer.reverseBytes(first) : first;
            ends.add(end);
            if (List.of(2, 3, 6).contains(isSwapped ? Integer.reverseBytes(type) : type)) {
                packetEnds.add(end);
            }
        }
        cutEverywhere(content, ends, packetEnds);
    }

    private static void cutEverywhere(
            final ByteBuffer content, final List<Integer> ends, final List<Integer> packetEnds) {
        final Packets whole = Packets.readUntilDefect(content);
        assertNull(whole.defect);
        assertEquals(packetEnds.size(), whole.packets.size());
        for (int cut = 0; cut < content.limit(); cut++) {
            final int length = cut;
            final long intact = packetEnds.stream().filter(end -> end <= length).count();
            final List<Packet> expected = whole.packets.subList(0, (int) intact);

            final Packets packets = Packets.readUntilDefect(content.slice(0, length));

            assertEquals(expected, packets.packets, () -> "length=" + length);
            if (ends.contains(length)) {
                assertNull(packets.defect, () -> "length=" + length);
            } else {
                assertNotNull(packets.defect, () -> "length=" + length);
            }
        }
    }

    private static ByteBuffer content(final String name) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(Packets.file(name))).order(ByteOrder.LITTLE_ENDIAN);
    }
}
