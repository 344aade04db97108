// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import static io.github.nbl4j.fanout.capture.CaptureBuilder.payload;
import static io.github.nbl4j.fanout.capture.PcapCaptureTest.assertDefect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.fanout.capture.Packets.Packet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcapngCaptureTest {
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
    private static final ByteOrder BIG = ByteOrder.BIG_ENDIAN;
    private static final int FIRST_BLOCK = 28;

    private final CaptureBuilder builder = new CaptureBuilder(LITTLE).section(LITTLE);

    @Test
    void shouldReadEveryKindOfPacketInBothByteOrdersOfOneFile() throws CaptureException {
        fill(builder);
        builder.section(BIG);
        fill(builder);
        final List<Packet> section = List.of(
                new Packet(1_000_002_000L, 99, 1, 0, ByteBuffer.wrap(payload(61, 1))),
                new Packet(1_003L, 60, 113, 1, ByteBuffer.wrap(payload(60, 2))),
                new Packet(0, 70, 1, 0, ByteBuffer.wrap(payload(64, 3))),
                new Packet(0, 5, 1, 0, ByteBuffer.wrap(payload(5, 4))));

        final List<Packet> packets = Packets.read(builder.capture());

        assertEquals(section, packets.subList(0, 4));
        assertEquals(section, packets.subList(4, 8));
        assertEquals(8, packets.size());
    }

    private static void fill(final CaptureBuilder builder) {
        builder.networkInterface(1, 64, builder.option(2, (byte) 'e', (byte) 't', (byte) 'h'));
        builder.block(0x0bad, ByteBuffer.allocate(0))
                .block(0x8000_0001, ByteBuffer.allocate(64).position(33));
        builder.enhanced(0, 1_000_002, 99, payload(61, 1));
        builder.networkInterface(113, 0, builder.option(9, (byte) 9)).obsolete(1, 1_003, 60, payload(60, 2));
        builder.simple(70, payload(64, 3))
                .simple(5, payload(5, 4))
                .block(5, ByteBuffer.allocate(8).position(8));
    }

    @Test
    void shouldForgetInterfacesAtTheNextSection() throws CaptureException {
        final Capture capture = builder.networkInterface(1, 0)
                .section(BIG)
                .enhanced(0, 0, 1, payload(1, 0))
                .capture();

        assertDefect("synthetic: at byte 76: interface must be one of the 0 of its section: interface=0", capture);
    }

    @Test
    void shouldApplyTimestampOffset() throws CaptureException {
        final byte[] options = ByteBuffer.allocate(20)
                .put(builder.option(9, (byte) 0x80))
                .put(builder.timestampOffset(-10))
                .array();
        final Capture capture = builder.networkInterface(1, 0, options)
                .enhanced(0, 12, 1, payload(1, 0))
                .enhanced(0, 9, 1, payload(1, 0))
                .capture();

        assertTrue(capture.next());
        assertEquals(2_000_000_000L, capture.timestampNanos());
        assertDefect("synthetic: at byte 104: timestamp must lie within the years 1970 to 2262: timestamp=9", capture);
    }

    @ParameterizedTest
    @CsvSource({
        "19, 'if_tsresol must be at most 18 digits to base 10: digits=19'",
        "127, 'if_tsresol must be at most 18 digits to base 10: digits=127'",
        "192, 'if_tsresol must be at most 63 digits to base 2: digits=64'",
        "255, 'if_tsresol must be at most 63 digits to base 2: digits=127'",
    })
    void shouldRefuseResolution(final int resolution, final String message) throws CaptureException {
        final Capture capture = builder.networkInterface(1, 0, builder.option(9, (byte) resolution))
                .capture();

        assertDefect("synthetic: at byte 48: " + message, capture);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -9_223_372_036L, 9_223_372_036L, Long.MAX_VALUE})
    void shouldRefuseTimestampOffset(final long seconds) throws CaptureException {
        final Capture capture =
                builder.networkInterface(1, 0, builder.timestampOffset(seconds)).capture();

        assertDefect(
                "synthetic: at byte 48: if_tsoffset must be within 9223372035 seconds of 1970: if_tsoffset=" + seconds,
                capture);
    }

    @ParameterizedTest
    @CsvSource({"9, 2, 1", "9, 0, 1", "14, 4, 8", "14, 9, 8"})
    void shouldRefuseLengthOfTimestampOption(final int code, final int length, final int expected)
            throws CaptureException {
        final Capture capture = builder.networkInterface(1, 0, builder.option(code, new byte[length]))
                .capture();

        assertDefect(
                "synthetic: at byte 44: length of this timestamp option must be " + expected + ": length=" + length,
                capture);
    }

    @Test
    void shouldRefuseOptionThatLeavesItsBlock() throws CaptureException {
        final Capture capture = builder.networkInterface(1, 0, (byte) 2, (byte) 0, (byte) 5, (byte) 0, (byte) 0)
                .capture();

        assertDefect("synthetic: at byte 44: option length must be at most the 4 bytes left: length=5", capture);
    }

    @Test
    void shouldIgnoreWhatFollowsTheEndOfOptions() throws CaptureException {
        final byte[] options = ByteBuffer.allocate(8)
                .put(builder.option(0))
                .put(new byte[] {-1, -1, -1, -1})
                .array();
        final Capture capture =
                builder.networkInterface(1, 0, options).simple(0, payload(0, 0)).capture();

        assertTrue(capture.next());
        assertFalse(capture.next());
        assertFalse(capture.next());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'length of this block must be at least 12: blockLength=0'",
        "8, 'length of this block must be at least 12: blockLength=8'",
        "13, 'block length must be a multiple of 4: blockLength=13'",
        "24, 'block must end within the 20 bytes left: blockLength=24'",
        "2147483644, 'block must end within the 20 bytes left: blockLength=2147483644'",
        "-2147483648, 'block must end within the 20 bytes left: blockLength=2147483648'",
        "-4, 'block must end within the 20 bytes left: blockLength=4294967292'",
        "-1, 'block length must be a multiple of 4: blockLength=4294967295'",
        "16, 'block length must be repeated at its end as 16: trailingLength=3'",
    })
    void shouldRefuseBlockLength(final int length, final String message) throws CaptureException {
        final Capture capture = builder.ints(0x0bad, length, 2, 3, 20).capture();

        assertDefect("synthetic: at byte 28: " + message, capture);
        assertDefect("synthetic: at byte 28: " + message, capture);
    }

    @ParameterizedTest
    @CsvSource({"6, 32", "2, 32", "3, 16", "1, 20", "168627466, 28"})
    void shouldRefuseBlockShorterThanItsKind(final int type, final int minimum) throws CaptureException {
        final CaptureBuilder content = builder.networkInterface(1, 0);
        final int body = minimum - 12 - 4;
        final ByteBuffer block = ByteBuffer.allocate(body).order(LITTLE);
        if (type == PcapngDescriptor.SECTION_HEADER_BLOCK) {
            block.putInt(0, 0x1a2b3c4d);
        }

        assertDefect(
                "synthetic: at byte 48: length of this block must be at least " + minimum + ": blockLength="
                        + (body + 12),
                content.block(type, block.position(body)).capture());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 4, 4, 'interface must be one of the 1 of its section: interface=1'",
        "-1, 4, 4, 'interface must be one of the 1 of its section: interface=4294967295'",
        "0, 5, 5, 'capturedLength must be at most the 4 bytes that follow the header: capturedLength=5'",
        "0, -1, -1, 'capturedLength must be at most 262144: capturedLength=4294967295'",
        "0, 4, 3, 'capturedLength must be at most originalLength 3: capturedLength=4'",
        "0, 4, -1, 'originalLength must be at most 2147483647: originalLength=4294967295'",
    })
    void shouldRefusePacket(final int id, final int captured, final int original, final String message)
            throws CaptureException {
        final Capture capture = builder.networkInterface(1, 0)
                .enhanced(id, 0, captured, original, payload(4, 0))
                .capture();

        assertDefect("synthetic: at byte 48: " + message, capture);
    }

    @Test
    void shouldTreatSnapLengthAsUnsigned() throws CaptureException {
        final Capture capture =
                builder.networkInterface(1, -1).simple(9, payload(9, 0)).capture();

        assertTrue(capture.next());
        assertEquals(9, capture.capturedLength());
    }

    @Test
    void shouldRefuseSimplePacketThatIsShorterThanItsSnapLengthSays() throws CaptureException {
        final Capture capture =
                builder.networkInterface(1, 100).simple(99, payload(8, 0)).capture();

        assertDefect(
                "synthetic: at byte 48: capturedLength must be at most the 8 bytes that follow the header: "
                        + "capturedLength=99",
                capture);
    }

    @Test
    void shouldRefuseSimplePacketWithoutInterface() throws CaptureException {
        final Capture capture = builder.simple(8, payload(8, 0)).capture();

        assertDefect("synthetic: at byte 28: interface must be one of the 0 of its section: interface=0", capture);
    }

    @Test
    void shouldRefuseSectionOfAnotherMajorVersion() throws CaptureException {
        final Capture capture =
                builder.ints(0x0a0d0d0a, 28, 0x1a2b3c4d, 2, -1, -1, 28).capture();

        assertDefect("synthetic: at byte 28: major version must be 1: majorVersion=2", capture);
    }

    @Test
    void shouldRefuseSectionWithoutByteOrder() throws CaptureException {
        final Capture capture =
                builder.ints(0x0a0d0d0a, 28, 0x1a2b3c4e, 1, -1, -1, 28).capture();

        assertDefect(
                "synthetic: at byte 36: byte order magic must be 0x1a2b3c4d in either byte order: magic=0x1a2b3c4e",
                capture);
    }

    @Test
    void shouldRefuseMoreInterfacesThanCanBeNamed() throws CaptureException {
        final int count = InterfaceTable.MAXIMUM_INTERFACES + 1;
        final ByteBuffer content = ByteBuffer.allocate(FIRST_BLOCK + count * 20).order(LITTLE);
        content.put(builder.content());
        for (int i = 0; i < count; i++) {
            content.putInt(1).putInt(20).putInt(1).putInt(0).putInt(20);
        }

        assertDefect(
                "synthetic: at byte " + (FIRST_BLOCK + (count - 1) * 20)
                        + ": a section must have at most 65536 interfaces: interfaces=65537",
                Capture.wrap(CaptureBuilder.NAME, content.flip(), 1));
    }
}
