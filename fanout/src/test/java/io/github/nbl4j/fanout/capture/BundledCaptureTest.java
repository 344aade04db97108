// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.nbl4j.fanout.capture.Packets.Packet;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected figures are those that capinfos and tshark 4.0.17 report for the same files. */
class BundledCaptureTest {
    @ParameterizedTest
    @CsvSource({
        "echo.pcap,                   5,    370,    74,    74, 1",
        "http.pcap,                  43,  25091,    54,  1484, 1",
        "ip-fragments.pcap,           6,   8220,  1082,  1514, 1",
        "tcp-gro.pcapng,            276, 891208,    54, 26190, 1",
        "pcapng-le/test001.pcapng,    4,   1312,   314,   342, 1",
        "pcapng-le/test002.pcapng,    0,      0,     0,     0,",
        "pcapng-le/test003.pcapng,    0,      0,     0,     0,",
        "pcapng-le/test004.pcapng,    4,    448,    96,   128, 1",
        "pcapng-le/test005.pcapng,    4,    448,    96,   128, 1",
        "pcapng-le/test006.pcapng,    5,    552,    96,   168, 1 0",
        "pcapng-le/test007.pcapng,    1,     96,    96,    96, 1",
        "pcapng-le/test008.pcapng,    4,    448,    96,   128, 1",
        "pcapng-le/test009.pcapng,    2,    656,   314,   342, 1",
        "pcapng-le/test010.pcapng,    4,   1312,   314,   342, 1",
        "pcapng-le/test011.pcapng,    4,   1312,   314,   342, 1",
        "pcapng-le/test012.pcapng,    4,   1258,   314,   315, 1",
        "pcapng-le/test013.pcapng,    0,      0,     0,     0,",
        "pcapng-le/test014.pcapng,    0,      0,     0,     0,",
        "pcapng-le/test015.pcapng,    0,      0,     0,     0,",
        "pcapng-le/test016.pcapng,    4,   1312,   314,   342, 1",
        "pcapng-le/test017.pcapng,    0,      0,     0,     0,",
        "pcapng-le/test018.pcapng,    4,   1312,   314,   342, 1",
    })
    void shouldReadEveryPacket(
            final String name,
            final long packets,
            final long bytes,
            final int minimumLength,
            final int maximumLength,
            final String linkTypes)
            throws IOException {
        try (Capture capture = Capture.open(Packets.file(name))) {
            final CaptureSummary summary = CaptureSummary.scan(capture);

            assertEquals(packets, summary.packets());
            assertEquals(bytes, summary.bytes());
            assertEquals(minimumLength, summary.minimumLength());
            assertEquals(maximumLength, summary.maximumLength());
            assertEquals(
                    linkTypes == null ? "" : linkTypes,
                    summary.linkTypes().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "echo.pcap,                1347427647609228000, 74, 0",
        "http.pcap,                1084443427311224000, 62, 0",
        "ip-fragments.pcap,        1337568071358250000, 1514, 0",
        "tcp-gro.pcapng,           1659667311030136000, 74, 0",
        "pcapng-le/test001.pcapng, 0, 314, 0",
        "pcapng-le/test004.pcapng, 1340954905298858000, 314, 0",
        "pcapng-le/test008.pcapng, 1340954905298858, 314, 0",
        "pcapng-le/test010.pcapng, 0, 314, 0",
    })
    void shouldDescribeTheFirstPacket(
            final String name, final long timestampNanos, final int originalLength, final int interfaceId)
            throws IOException {
        try (Capture capture = Capture.open(Packets.file(name))) {
            final Packet first = Packets.read(capture).get(0);

            assertEquals(timestampNanos, first.timestampNanos());
            assertEquals(originalLength, first.originalLength());
            assertEquals(interfaceId, first.interfaceId());
        }
    }

    @ParameterizedTest
    @CsvSource({"tcp-gro.pcapng", "http.pcap"})
    void shouldDeliverTheSamePacketsAfterRewind(final String name) throws IOException {
        try (Capture capture = Capture.open(Packets.file(name))) {
            final List<Packet> first = Packets.read(capture);
            capture.rewind();

            assertEquals(first, Packets.read(capture));
        }
    }
}
