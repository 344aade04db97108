// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import static io.github.nbl4j.fanout.capture.CaptureBuilder.MICROSECONDS;
import static io.github.nbl4j.fanout.capture.CaptureBuilder.MODIFIED;
import static io.github.nbl4j.fanout.capture.CaptureBuilder.NANOSECONDS;
import static io.github.nbl4j.fanout.capture.CaptureBuilder.payload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.nbl4j.fanout.capture.Packets.Packet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PcapCaptureTest {
    static Stream<Arguments> kinds() {
        return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
                .flatMap(order ->
                        Stream.of(Arguments.of(order, MICROSECONDS, 1_000), Arguments.of(order, NANOSECONDS, 1)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldReadBothByteOrdersAndResolutions(final ByteOrder order, final int magic, final int nanosPerFraction)
            throws CaptureException {
        final CaptureBuilder builder = new CaptureBuilder(order)
                .pcap(magic, 4, 113)
                .record(0xffff_ffffL, 999_999, 1_500, payload(61, 1))
                .record(0, 0, 0, payload(0, 0))
                .record(1, 1, 3, payload(3, 2));

        final List<Packet> packets = Packets.read(builder.capture());

        assertEquals(
                List.of(
                        packet(0xffff_ffffL * 1_000_000_000 + 999_999L * nanosPerFraction, 1_500, 113, payload(61, 1)),
                        packet(0, 0, 113, payload(0, 0)),
                        packet(1_000_000_000 + nanosPerFraction, 3, 113, payload(3, 2))),
                packets);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldRefuseFractionOfAWholeSecond(final ByteOrder order, final int magic, final int nanosPerFraction)
            throws CaptureException {
        final int second = 1_000_000_000 / nanosPerFraction;
        final Capture capture = new CaptureBuilder(order)
                .pcap(magic, 4, 1)
                .record(5, second - 1, 1, payload(1, 0))
                .record(5, second, 1, payload(1, 0))
                .capture();

        capture.next();
        assertEquals(5_999_999_999L / nanosPerFraction * nanosPerFraction, capture.timestampNanos());
        assertDefect(
                "synthetic: at byte 41: fraction of a second must be below " + second + ": fraction=" + second,
                capture);
    }

    @Test
    void shouldStepOverTheLongerRecordHeaderWhenModified() throws CaptureException {
        final Capture capture = new CaptureBuilder(ByteOrder.BIG_ENDIAN)
                .pcap(MODIFIED, 4, 1)
                .ints(7, 8, 2, 9, -1, -1)
                .raw(payload(2, 3))
                .ints(7, 8, 0, 9, -1, -1)
                .capture();

        assertEquals(
                List.of(packet(7_000_008_000L, 9, 1, payload(2, 3)), packet(7_000_008_000L, 9, 1, payload(0, 0))),
                Packets.read(capture));
    }

    @ParameterizedTest
    @CsvSource({"2, 9, 2, 2, 9", "2, 2, 2, 2, 2", "3, 9, 2, 2, 9", "3, 2, 9, 2, 9", "4, 2, 9, 2, 9"})
    void shouldTakeTheLengthsAsTheVersionHasThem(
            final int minorVersion, final int first, final int second, final int captured, final int original)
            throws CaptureException {
        final Capture capture = new CaptureBuilder(ByteOrder.LITTLE_ENDIAN)
                .pcap(MICROSECONDS, minorVersion, 1)
                .ints(0, 0, first, second)
                .raw(payload(captured, 0))
                .capture();

        capture.next();

        assertEquals(captured, capture.capturedLength());
        assertEquals(original, capture.originalLength());
    }

    @Test
    void shouldIgnoreFrameCheckSequenceFlagsInLinkType() throws CaptureException {
        final Capture capture = new CaptureBuilder(ByteOrder.LITTLE_ENDIAN)
                .pcap(MICROSECONDS, 4, 0x2400_0001)
                .record(0, 0, 0, payload(0, 0))
                .capture();

        capture.next();

        assertEquals(1, capture.linkType());
    }

    @ParameterizedTest
    @CsvSource({
        "3, 4, 1, 'at byte 4: major version must be 2: majorVersion=3'",
        "2, 1, 1, 'at byte 6: minor version must be 2 to 4: minorVersion=1'",
        "2, 5, 1, 'at byte 6: minor version must be 2 to 4: minorVersion=5'",
        "2, 4, 65536, 'at byte 20: linkType must be at most 65535: linkType=65536'",
    })
    void shouldRefuseHeader(final int major, final int minor, final int linkType, final String message) {
        final CaptureBuilder builder = new CaptureBuilder(ByteOrder.BIG_ENDIAN)
                .ints(MICROSECONDS, major << 16 | minor, 0, 0, 65_535, linkType);

        assertEquals(
                "synthetic: " + message,
                assertThrows(CaptureException.class, builder::capture).getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "4, 3, 'capturedLength must be at most originalLength 3: capturedLength=4'",
        "5, 9, 'capturedLength must be at most the 4 bytes that follow the header: capturedLength=5'",
        "262145, 262145, 'capturedLength must be at most 262144: capturedLength=262145'",
        "-1, -1, 'capturedLength must be at most 262144: capturedLength=4294967295'",
        "4, -1, 'originalLength must be at most 2147483647: originalLength=4294967295'",
        "4, -2147483648, 'originalLength must be at most 2147483647: originalLength=2147483648'",
    })
    void shouldRefuseLengths(final int captured, final int original, final String message) throws CaptureException {
        final Capture capture = new CaptureBuilder(ByteOrder.LITTLE_ENDIAN)
                .pcap(NANOSECONDS, 4, 1)
                .ints(0, 0, captured, original, 0)
                .capture();

        assertDefect("synthetic: at byte 24: " + message, capture);
        assertDefect("synthetic: at byte 24: " + message, capture);
        assertEquals(0, capture.capturedLength());
    }

    static Packet packet(final long nanos, final int original, final int linkType, final byte[] payload) {
        return new Packet(nanos, original, linkType, 0, ByteBuffer.wrap(payload));
    }

    static void assertDefect(final String message, final Capture capture) {
        assertEquals(
                message, assertThrows(CaptureException.class, capture::next).getMessage());
    }
}
