// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import static io.github.nbl4j.fanout.capture.CaptureBuilder.payload;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.fanout.capture.Packets.Packet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcapWriterTest {
    private static final int SNAP = 262_144;

    @TempDir
    private Path directory;

    @Test
    void shouldWriteLittleEndianNanoseconds() throws IOException {
        final Path file = directory.resolve("a.pcap");
        try (PcapWriter writer = new PcapWriter(file, 113, SNAP)) {
            writer.write(PcapWriter.MAXIMUM_TIMESTAMP_NANOS, 9, segments(payload(5, 1), 2), 0, 3, 5);
            writer.write(0, 0, new ByteBuffer[0], 0, 0, 0);

            assertEquals(2, writer.packets());
            assertEquals(113, writer.linkType());
            assertEquals(file.toString(), writer.name());
        }
        final ByteBuffer expected = ByteBuffer.allocate(24 + 16 + 5 + 16).order(ByteOrder.LITTLE_ENDIAN);
        expected.putInt(0xa1b23c4d).putShort((short) 2).putShort((short) 4);
        expected.putLong(0).putInt(SNAP).putInt(113);
        expected.putInt(-1).putInt(999_999_999).putInt(5).putInt(9).put(payload(5, 1));

        assertArrayEquals(expected.array(), Files.readAllBytes(file));
    }

    @ParameterizedTest
    @CsvSource({"tcp-gro.pcapng, 1, false", "tcp-gro.pcapng, 2048, true", "http.pcap, 7, true", "echo.pcap, 99, false"})
    void shouldWriteWhatWasRead(final String name, final int segmentLength, final boolean isBatched)
            throws IOException {
        final Path file = directory.resolve("copy.pcap");
        try (Capture capture = Capture.open(Packets.file(name))) {
            final List<Packet> packets = Packets.read(capture);
            try (PcapWriter writer = new PcapWriter(file, 1, SNAP)) {
                for (final Packet packet : packets) {
                    write(writer, packet, segmentLength, isBatched);
                }
            }
            capture.rewind();
            try (Capture copy = Capture.open(file)) {
                assertEquals(packets, Packets.read(copy));
                copy.rewind();
                while (capture.next()) {
                    assertTrue(copy.next());
                    assertTrue(capture.regionMatches(0, copy, 0, capture.capturedLength()));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 1_000, 1 << 20})
    void shouldContinueAfterPartialWrites(final int most) throws CaptureException {
        final long seed = Long.getLong("nbl4j.seed", 20_261_121L);
        System.out.println("partial writes of at most " + most + ": seed=" + seed);
        final Random random = new Random(seed);
        final StubChannel channel = new StubChannel(most, Long.MAX_VALUE);
        final List<Packet> packets = new ArrayList<>();
        try (PcapWriter writer = new PcapWriter("stub", channel, 1, SNAP)) {
            for (int i = 0; i < 500; i++) {
                final int length = i == 250 ? 5_000 : random.nextInt(90);
                packets.add(new Packet(i * 1_000_000_007L, length, 1, 0, ByteBuffer.wrap(payload(length, i))));
                write(writer, packets.get(i), i == 250 ? 1 : 1 + random.nextInt(40), random.nextInt(4) != 0);
            }
        }

        final Packets copy = Packets.readUntilDefect(channel.content());

        assertEquals(packets, copy.packets);
        assertEquals(null, copy.defect);
        assertFalse(channel.isOpen());
    }

    @Test
    void shouldHoldBackAppendedRecordsUntilFlush() throws CaptureException {
        final StubChannel channel = new StubChannel(Integer.MAX_VALUE, Long.MAX_VALUE);
        final PcapWriter writer = new PcapWriter("stub", channel, 1, SNAP);
        final ByteBuffer[] segments = segments(payload(10, 0), 4);

        writer.append(1, 10, segments, 0, 3, 10);
        assertEquals(24, channel.content().remaining());
        assertEquals(0, segments[0].position());
        writer.flush();

        assertEquals(24 + 26, channel.content().remaining());
        assertEquals(0, segments[0].remaining());
        assertEquals(2, channel.writes());
        writer.flush();
        assertEquals(2, channel.writes());
    }

    @Test
    void shouldUseOnlyTheSegmentsNamed() throws CaptureException {
        final StubChannel channel = new StubChannel(Integer.MAX_VALUE, Long.MAX_VALUE);
        final PcapWriter writer = new PcapWriter("stub", channel, 1, SNAP);
        final ByteBuffer[] segments = segments(payload(10, 0), 2);

        writer.write(1, 4, segments, 1, 2, 4);

        assertEquals(2, segments[0].remaining());
        assertEquals(2, segments[3].remaining());
        final ByteBuffer expected = ByteBuffer.wrap(payload(10, 0), 2, 4).slice();
        assertEquals(
                expected,
                Packets.readUntilDefect(channel.content()).packets.get(0).payload());
    }

    @ParameterizedTest
    @CsvSource({
        "9, 9, 'length must be what the segments hold, 10: length=9'",
        "-1, 9, 'length must be what the segments hold, 10: length=-1'",
        "4294967306, 10, 'length must be what the segments hold, 10: length=4294967306'",
        "10, 9, 'originalLength must be at least length 10: originalLength=9'",
        "10, -1, 'originalLength must be at least length 10: originalLength=-1'",
    })
    void shouldRefuseLengths(final long length, final int originalLength, final String message)
            throws CaptureException {
        final StubChannel channel = new StubChannel(Integer.MAX_VALUE, Long.MAX_VALUE);
        final PcapWriter writer = new PcapWriter("stub", channel, 1, SNAP);
        final ByteBuffer[] segments = segments(payload(10, 0), 4);

        final IllegalArgumentException thrown = assertThrows(
                IllegalArgumentException.class, () -> writer.write(0, originalLength, segments, 0, 3, length));

        assertEquals(message, thrown.getMessage());
        writer.close();
        assertEquals(24, channel.content().remaining());
        assertEquals(0, writer.packets());
    }

    @Test
    void shouldRefusePayloadLongerThanSnapLength() throws CaptureException {
        final PcapWriter writer = new PcapWriter("stub", new StubChannel(100, 100), 1, 9);

        final IllegalArgumentException thrown = assertThrows(
                IllegalArgumentException.class, () -> writer.write(0, 10, segments(payload(10, 0), 4), 0, 3, 10));

        assertEquals("length must be at most snapLength 9: length=10", thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, PcapWriter.MAXIMUM_TIMESTAMP_NANOS + 1, Long.MAX_VALUE})
    void shouldRefuseTimestamp(final long timestampNanos) throws CaptureException {
        final PcapWriter writer = new PcapWriter("stub", new StubChannel(100, 100), 1, SNAP);

        final CaptureException thrown =
                assertThrows(CaptureException.class, () -> writer.write(timestampNanos, 0, new ByteBuffer[0], 0, 0, 0));

        assertEquals(
                "stub: timestamp must be 0 to 4294967295999999999 ns: timestampNanos=" + timestampNanos,
                thrown.getMessage());
        writer.write(0, 0, new ByteBuffer[0], 0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 4", "3, 1", "0, -1", "2147483647, 2147483647"})
    void shouldRefuseSegmentsOutsideTheArray(final int offset, final int count) throws CaptureException {
        final PcapWriter writer = new PcapWriter("stub", new StubChannel(100, 100), 1, SNAP);
        final ByteBuffer[] segments = segments(payload(10, 0), 4);

        assertThrows(IndexOutOfBoundsException.class, () -> writer.append(0, 10, segments, offset, count, 10));
        assertEquals(0, writer.packets());
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1, 'linkType must be 0 to 65535: linkType=-1'",
        "65536, 1, 'linkType must be 0 to 65535: linkType=65536'",
        "1, 0, 'snapLength must be at least 1: snapLength=0'",
        "1, -5, 'snapLength must be at least 1: snapLength=-5'",
    })
    void shouldRefuseHeaderAndCreateNothing(final int linkType, final int snapLength, final String message) {
        final Path file = directory.resolve("none.pcap");

        final IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> new PcapWriter(file, linkType, snapLength).close());

        assertEquals(message, thrown.getMessage());
        assertFalse(Files.exists(file));
    }

    @Test
    void shouldCutOffPartialRecordAndStayFailedWhenTheDiskIsFull() throws CaptureException {
        final StubChannel channel = new StubChannel(7, 24 + 26 + 20);
        final PcapWriter writer = new PcapWriter("stub", channel, 1, SNAP);
        writer.write(0, 10, segments(payload(10, 0), 4), 0, 3, 10);

        final CaptureException thrown =
                assertThrows(CaptureException.class, () -> writer.write(0, 10, segments(payload(10, 1), 4), 0, 3, 10));

        assertEquals("stub: cannot be written after byte 50: no space left", thrown.getMessage());
        assertEquals(24 + 26, channel.content().remaining());
        final ByteBuffer[] more = segments(payload(1, 0), 1);
        assertSame(thrown, assertThrows(CaptureException.class, () -> writer.append(0, 1, more, 0, 1, 1)));
        assertSame(thrown, assertThrows(CaptureException.class, writer::flush));
        writer.close();
        assertFalse(channel.isOpen());
        assertEquals(1, Packets.readUntilDefect(channel.content()).packets.size());
    }

    /** As where the JDK has no direct memory to copy a buffer of the heap to. */
    @Test
    void shouldCutOffPartialRecordAndStayFailedWhenTheWriteBreaksOff() throws CaptureException {
        final StubChannel channel = new StubChannel(7, 24 + 26 + 20);
        final OutOfMemoryError error = new OutOfMemoryError("no direct memory");
        channel.failBy(error);
        final PcapWriter writer = new PcapWriter("stub", channel, 1, SNAP);
        writer.write(0, 10, segments(payload(10, 0), 4), 0, 3, 10);

        assertSame(
                error,
                assertThrows(OutOfMemoryError.class, () -> writer.write(0, 10, segments(payload(10, 1), 4), 0, 3, 10)));

        assertEquals(24 + 26, channel.content().remaining());
        final CaptureException thrown =
                assertThrows(CaptureException.class, () -> writer.write(0, 1, segments(payload(1, 0), 1), 0, 1, 1));
        assertEquals(
                "stub: cannot be written after byte 50: java.lang.OutOfMemoryError: no direct memory",
                thrown.getMessage());
        writer.close();
        assertFalse(channel.isOpen());
        assertEquals(1, Packets.readUntilDefect(channel.content()).packets.size());
    }

    @Test
    void shouldCutOffRecordOfMoreSegmentsThanOneWriteTakes() throws CaptureException {
        final StubChannel channel = new StubChannel(Integer.MAX_VALUE, 24 + 3_000);
        final PcapWriter writer = new PcapWriter("stub", channel, 1, SNAP);

        assertThrows(
                CaptureException.class, () -> writer.write(0, 5_000, segments(payload(5_000, 0), 1), 0, 5_000, 5_000));

        assertEquals(24, channel.content().remaining());
    }

    @Test
    void shouldCloseTheFileWhenItsHeaderCannotBeWritten() {
        final StubChannel channel = new StubChannel(Integer.MAX_VALUE, 10);

        assertThrows(CaptureException.class, () -> new PcapWriter("stub", channel, 1, SNAP).close());
        assertFalse(channel.isOpen());
    }

    @Test
    void shouldCloseTheFileWhenThereIsNoMemoryForItsHeader() {
        final StubChannel channel = new StubChannel(Integer.MAX_VALUE, 10);
        channel.failBy(new OutOfMemoryError("no direct memory"));

        assertThrows(OutOfMemoryError.class, () -> new PcapWriter("stub", channel, 1, SNAP).close());
        assertFalse(channel.isOpen());
    }

    @Test
    void shouldNotSpinWhenTheFileAcceptsNothing() {
        final CaptureException thrown = assertThrows(
                CaptureException.class, () -> new PcapWriter("stub", new StubChannel(0, 100), 1, SNAP).close());

        assertEquals("stub: cannot be written after byte 0: the file accepts no more bytes", thrown.getMessage());
    }

    @Test
    void shouldRefuseRecordsAfterClose() throws CaptureException {
        final PcapWriter writer = new PcapWriter("stub", new StubChannel(100, 100), 1, SNAP);
        writer.close();
        writer.close();

        final IllegalStateException thrown =
                assertThrows(IllegalStateException.class, () -> writer.write(0, 0, new ByteBuffer[0], 0, 0, 0));

        assertEquals("writer must be open: stub", thrown.getMessage());
    }

    @Test
    void shouldNameTheFileThatCannotBeCreated() {
        final Path file = directory.resolve("missing").resolve("a.pcap");

        final CaptureException thrown =
                assertThrows(CaptureException.class, () -> new PcapWriter(file, 1, SNAP).close());

        assertEquals(file + ": cannot be created: no such file or directory", thrown.getMessage());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldNameTheDeviceThatIsFull() {
        final CaptureException thrown =
                assertThrows(CaptureException.class, () -> new PcapWriter(Path.of("/dev/full"), 1, SNAP).close());

        assertTrue(thrown.getMessage().startsWith("/dev/full: cannot be written after byte 0: "), thrown.getMessage());
    }

    private static void write(
            final PcapWriter writer, final Packet packet, final int segmentLength, final boolean isBatched)
            throws CaptureException {
        final int length = packet.payload().remaining();
        final ByteBuffer[] segments = segments(packet.payload().array(), segmentLength);
        if (isBatched) {
            writer.append(packet.timestampNanos(), packet.originalLength(), segments, 0, segments.length, length);
        } else {
            writer.write(packet.timestampNanos(), packet.originalLength(), segments, 0, segments.length, length);
        }
    }

    static ByteBuffer[] segments(final byte[] payload, final int segmentLength) {
        final ByteBuffer memory = ByteBuffer.allocateDirect(payload.length).put(payload);
        final ByteBuffer[] segments = new ByteBuffer[(payload.length + segmentLength - 1) / segmentLength];
        for (int i = 0; i < segments.length; i++) {
            final int offset = i * segmentLength;
            segments[i] = memory.slice(offset, Math.min(segmentLength, payload.length - offset));
        }
        return segments;
    }
}
