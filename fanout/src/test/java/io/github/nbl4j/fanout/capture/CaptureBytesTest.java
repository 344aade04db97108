// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import static io.github.nbl4j.fanout.capture.PcapCaptureTest.assertDefect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureBytesTest {
    private static final int FRAME = 77;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7, 10, 20})
    void shouldReadPacketsAcrossWindowsOfAnySize(final int windowShift) throws IOException {
        for (final String name : new String[] {"ip-fragments.pcap", "pcapng-le/test018.pcapng"}) {
            final ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(Packets.file(name)));

            final Capture capture = CaptureOpener.wrap(name, content, windowShift, 1_514);

            assertEquals(Packets.readUntilDefect(content).packets, Packets.read(capture));
        }
    }

    @Test
    void shouldReadFieldsInTheOrderThatWasSet() {
        final ByteBuffer content =
                ByteBuffer.allocate(16).putLong(0x0102_0304_0506_0708L).putLong(-1L);
        final CaptureBytes bytes = CaptureBytes.wrap(content.flip(), 3, 1);

        bytes.byteOrder(ByteOrder.BIG_ENDIAN);
        assertEquals(0x0102, bytes.unsignedShortAt(0));
        assertEquals(0x0506_0708, bytes.intAt(4));
        assertEquals(0x0102_0304_0506_0708L, bytes.longAt(0));
        bytes.byteOrder(ByteOrder.LITTLE_ENDIAN);
        assertEquals(0x0201, bytes.unsignedShortAt(0));
        assertEquals(0xffff, bytes.unsignedShortAt(14));
        assertEquals(0xffff_ffffL, bytes.unsignedIntAt(12));
        assertEquals(0x08, bytes.unsignedByteAt(7));
        assertEquals(16, bytes.length());
    }

    /** Five windows of 8 bytes: the empty packet begins where the sixth would. */
    @Test
    void shouldReadAnEmptyPacketAtTheEndOfTheLastWindow() throws CaptureException {
        final ByteBuffer content = new CaptureBuilder(ByteOrder.LITTLE_ENDIAN)
                .pcap(CaptureBuilder.NANOSECONDS, 4, 1)
                .record(0, 0, 0, new byte[0])
                .content();
        final Capture capture = CaptureOpener.wrap(CaptureBuilder.NAME, content, 3, 1);
        final Capture other = CaptureOpener.wrap(CaptureBuilder.NAME, content, 20, 1);
        final ByteBuffer destination = ByteBuffer.allocate(1);
        final UnsafeBuffer agrona = new UnsafeBuffer(new byte[1]);
        assertEquals(40, content.remaining());
        assertTrue(capture.next());
        assertTrue(other.next());

        capture.copyTo(0, destination, 0);
        capture.copyTo(0, agrona, 0, 0);

        assertEquals(0, destination.position());
        assertTrue(capture.regionMatches(0, other, 0, 0));
        assertTrue(other.regionMatches(0, capture, 0, 0));
    }

    /** The file is sparse: almost all of it is a block of zeros that no disk holds and that is stepped over. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldReadPacketsBehindTheFirstTwoGibibytes() throws IOException {
        final Path file = directory.resolve("long.pcapng");
        final int blockLength = 0x9000_0000;
        final CaptureBuilder head = new CaptureBuilder(ByteOrder.BIG_ENDIAN)
                .section(ByteOrder.BIG_ENDIAN)
                .networkInterface(1, 0)
                .ints(0x0bad, blockLength);
        final CaptureBuilder tail = new CaptureBuilder(ByteOrder.BIG_ENDIAN)
                .ints(blockLength)
                .enhanced(0, 3, FRAME, CaptureBuilder.payload(FRAME, 3))
                .ints(6, 12, 12);
        final long tailPosition = 48 + Integer.toUnsignedLong(blockLength) - 4;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(head.content());
            channel.write(tail.content(), tailPosition);
        }

        try (Capture capture = Capture.open(file)) {
            final ByteBuffer payload = ByteBuffer.allocate(FRAME);
            assertTrue(capture.next());
            capture.copyTo(0, payload, FRAME);

            assertEquals(ByteBuffer.wrap(CaptureBuilder.payload(FRAME, 3)), payload.flip());
            assertEquals(3_000, capture.timestampNanos());
            final long defect = tailPosition + tail.length() - 12;
            assertDefect(
                    file + ": at byte " + defect + ": length of this block must be at least 32: blockLength=12",
                    capture);
        }
    }
}
