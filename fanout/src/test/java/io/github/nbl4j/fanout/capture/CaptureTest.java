// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import static io.github.nbl4j.fanout.capture.CaptureBuilder.payload;
import static io.github.nbl4j.fanout.capture.PcapCaptureTest.assertDefect;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureTest {
    private static final int LONG_FRAME = 100_000;

    @TempDir
    private Path directory;

    private final CaptureBuilder builder =
            new CaptureBuilder(ByteOrder.BIG_ENDIAN).pcap(CaptureBuilder.NANOSECONDS, 4, 1);

    @ParameterizedTest
    @CsvSource({
        "'', 'at byte 0: must be a capture of at least 4 bytes: length=0'",
        "d4c3b2, 'at byte 0: must be a capture of at least 4 bytes: length=3'",
        "d4c3b2a1, 'at byte 0: file must hold a header of 24 bytes: length=4'",
        "0a0d0d0a, 'at byte 0: block must be at least 12 bytes: bytesLeft=4'",
        "1f8b0800, 'at byte 0: must be a capture that is not compressed: decompress it first'",
        "28b52ffd, 'at byte 0: must be a capture that is not compressed: decompress it first'",
        "47494638, 'at byte 0: must be a capture, starting with 0xa1b2c3d4, 0xa1b23c4d or 0xa1b2cd34 in either byte "
                + "order (pcap) or with 0x0a0d0d0a (pcapng): firstBytes=0x47494638'",
    })
    void shouldRefuseFileThatIsNoCapture(final String bytes, final String message) throws IOException {
        final Path file =
                Files.write(directory.resolve("broken"), HexFormat.of().parseHex(bytes));

        final CaptureException thrown = assertThrows(CaptureException.class, () -> Packets.read(Capture.open(file)));

        assertEquals(file + ": " + message, thrown.getMessage());
        assertEquals(0, thrown.byteOffset());
    }

    @Test
    void shouldRefuseFileThatIsMissing() {
        final Path file = directory.resolve("missing.pcap");

        final CaptureException thrown = assertThrows(CaptureException.class, () -> Capture.open(file));

        assertEquals(file + ": cannot be opened: no such file or directory", thrown.getMessage());
        assertEquals(CaptureException.NO_OFFSET, thrown.byteOffset());
    }

    @Test
    void shouldRefuseDirectory() {
        final CaptureException thrown = assertThrows(CaptureException.class, () -> Capture.open(directory));

        assertEquals(directory + ": must be a regular file, not a directory, pipe or device", thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, (1 << 28) + 1, Integer.MAX_VALUE})
    void shouldRefuseMaximumFrameLengthOutOfRange(final int length) {
        final String message = "maximumFrameLength must be 1 to 268435456: maximumFrameLength=" + length;
        final ByteBuffer content = builder.content();

        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Capture.open(directory, length))
                        .getMessage());
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Capture.wrap("", content, length))
                        .getMessage());
    }

    @Test
    void shouldAcceptLongFrameUnlessTheMaximumIsLower() throws CaptureException {
        builder.record(0, 0, 1, payload(1, 0)).record(0, 0, LONG_FRAME, payload(LONG_FRAME, 1));
        final Capture byDefault = builder.capture();
        final Capture exact = Capture.wrap(CaptureBuilder.NAME, builder.content(), LONG_FRAME);
        final Capture lower = Capture.wrap(CaptureBuilder.NAME, builder.content(), LONG_FRAME - 1);

        assertEquals(LONG_FRAME, CaptureSummary.scan(byDefault).maximumLength());
        assertEquals(LONG_FRAME, CaptureSummary.scan(exact).maximumLength());
        assertTrue(lower.next());
        assertDefect("synthetic: at byte 41: capturedLength must be at most 99999: capturedLength=100000", lower);
    }

    @Test
    void shouldCopyPartsOfThePayload() throws CaptureException {
        final byte[] payload = payload(200, 5);
        final Capture capture = builder.record(0, 0, 200, payload).capture();
        final ByteBuffer heap = ByteBuffer.allocate(200);
        final ByteBuffer direct = ByteBuffer.allocateDirect(200).position(10);
        final UnsafeBuffer agrona = new UnsafeBuffer(ByteBuffer.allocateDirect(300));
        capture.next();

        for (int offset = 0; offset < 200; offset += 40) {
            capture.copyTo(offset, heap, 40);
        }
        capture.copyTo(7, direct, 190);
        capture.copyTo(0, agrona, 100, 200);

        assertArrayEquals(payload, heap.array());
        assertEquals(ByteBuffer.wrap(payload, 7, 190), direct.flip().position(10));
        final byte[] copied = new byte[200];
        agrona.getBytes(100, copied);
        assertArrayEquals(payload, copied);
    }

    @Test
    void shouldCopyFromMappedFileToAgronaBuffer() throws IOException {
        final UnsafeBuffer agrona = new UnsafeBuffer(new byte[1_514]);
        final ByteBuffer expected = ByteBuffer.allocate(1_514);
        try (Capture capture = Capture.open(Packets.file("ip-fragments.pcap"))) {
            capture.next();

            capture.copyTo(0, agrona, 0, 1_000);
            capture.copyTo(1_000, agrona, 1_000, 514);
            capture.copyTo(0, expected, 1_514);
        }
        assertArrayEquals(expected.array(), agrona.byteArray());
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 9", "8, 1", "0, -1", "9, 0", "2147483647, 2147483647", "-2147483648, -2147483648"})
    void shouldRefusePartOutsideThePacket(final int offset, final int length) throws CaptureException {
        final Capture capture = builder.record(0, 0, 8, payload(8, 0))
                .record(0, 0, 8, payload(8, 1))
                .capture();
        capture.next();
        final ByteBuffer destination = ByteBuffer.allocate(64);
        final UnsafeBuffer agrona = new UnsafeBuffer(destination);

        assertThrows(IndexOutOfBoundsException.class, () -> capture.copyTo(offset, destination, length));
        assertThrows(IndexOutOfBoundsException.class, () -> capture.copyTo(offset, agrona, 0, length));
        assertThrows(IndexOutOfBoundsException.class, () -> capture.regionMatches(offset, capture, 0, length));
        assertThrows(IndexOutOfBoundsException.class, () -> capture.regionMatches(0, capture, offset, length));
        assertEquals(ByteBuffer.allocate(64), destination);
    }

    @Test
    void shouldRefuseDestinationThatIsTooSmallOrReadOnly() throws CaptureException {
        final Capture capture = builder.record(0, 0, 8, payload(8, 0)).capture();
        capture.next();
        final ByteBuffer small = ByteBuffer.allocate(16).limit(7);
        final UnsafeBuffer agrona = new UnsafeBuffer(new byte[7]);
        final ByteBuffer readOnly = ByteBuffer.allocate(8).asReadOnlyBuffer();

        assertThrows(IndexOutOfBoundsException.class, () -> capture.copyTo(0, small, 8));
        assertThrows(IndexOutOfBoundsException.class, () -> capture.copyTo(0, agrona, 0, 8));
        assertThrows(IndexOutOfBoundsException.class, () -> capture.copyTo(0, agrona, -1, 1));
        assertThrows(ReadOnlyBufferException.class, () -> capture.copyTo(0, readOnly, 8));
        assertEquals(0, small.position());
    }

    @Test
    void shouldCompareParts() throws CaptureException {
        final byte[] payload = payload(70, 5);
        final byte[] shifted = payload(90, 5 - 31 * 20);
        final Capture left = builder.record(0, 0, 70, payload).capture();
        final Capture right = new CaptureBuilder(ByteOrder.LITTLE_ENDIAN)
                .pcap(CaptureBuilder.MICROSECONDS, 4, 1)
                .record(0, 0, 90, shifted)
                .capture();
        left.next();
        right.next();

        assertTrue(left.regionMatches(0, right, 20, 70));
        assertTrue(left.regionMatches(3, right, 23, 5));
        assertTrue(left.regionMatches(0, left, 0, 70));
        assertFalse(left.regionMatches(0, right, 19, 70));
        assertFalse(left.regionMatches(1, right, 0, 1));
        assertTrue(left.regionMatches(70, right, 0, 0));
    }

    @Test
    void shouldNoticeEverySingleDifferingByte() throws CaptureException {
        final byte[] payload = payload(27, 0);
        final Capture left = builder.record(0, 0, 27, payload).capture();
        left.next();
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= 1;
            final Capture right = new CaptureBuilder(ByteOrder.BIG_ENDIAN)
                    .pcap(CaptureBuilder.NANOSECONDS, 4, 1)
                    .record(0, 0, 27, payload)
                    .capture();
            payload[i] ^= 1;
            right.next();

            assertFalse(left.regionMatches(0, right, 0, 27));
            assertTrue(left.regionMatches(0, right, 0, i));
            assertTrue(left.regionMatches(i + 1, right, i + 1, 26 - i));
        }
    }

    @Test
    void shouldLeaveTheCallersContentAlone() throws CaptureException {
        final ByteBuffer content = ByteBuffer.allocateDirect(512);
        content.position(100).put(builder.record(0, 0, 8, payload(8, 0)).content());
        final int end = content.position();
        content.position(100).limit(end);

        try (Capture capture = Capture.wrap("slice", content.asReadOnlyBuffer(), 8)) {
            assertEquals(1, Packets.read(capture).size());
            assertEquals("slice", capture.name());
        }

        assertEquals(100, content.position());
        assertEquals(end, content.limit());
        assertEquals(0xa1, content.get(100) & 0xff);
    }

    @Test
    void shouldHaveNoPacketBeforeTheFirstAndAfterTheLast() throws CaptureException {
        final Capture capture = builder.record(3, 3, 9, payload(8, 0)).capture();
        for (final boolean isPacket : List.of(false, true, false, true)) {
            if (isPacket) {
                assertTrue(capture.next());
                assertEquals(3_000_000_003L, capture.timestampNanos());
                assertFalse(capture.next());
                assertFalse(capture.next());
            }
            assertEquals(0, capture.capturedLength());
            assertEquals(0, capture.originalLength());
            assertEquals(0, capture.timestampNanos());
            capture.rewind();
        }
    }

    @Test
    void shouldRefuseEverythingAfterClose() throws IOException {
        final Capture capture = Capture.open(Packets.file("echo.pcap"));
        capture.next();
        capture.close();
        capture.close();
        capture.rewind();

        final IllegalStateException thrown = assertThrows(IllegalStateException.class, capture::next);

        assertEquals("capture must be open: " + capture.name(), thrown.getMessage());
        assertThrows(IndexOutOfBoundsException.class, () -> capture.copyTo(0, ByteBuffer.allocate(1), 1));
        assertThrows(IndexOutOfBoundsException.class, () -> capture.regionMatches(0, capture, 0, 1));
    }
}
