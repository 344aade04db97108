// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import static io.github.nbl4j.fanout.capture.CaptureBuilder.payload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.fanout.capture.Packets.Packet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class PcapRecorderTest {
    private static final int SNAP = 65_536;

    @TempDir
    private Path directory;

    @Test
    void shouldWriteOneFilePerLinkType() throws IOException {
        final Path out = directory.resolve("made").resolve("here");
        try (PcapRecorder recorder = new PcapRecorder(out, "recorded", 1, SNAP)) {
            write(recorder, 113, 7);
            write(recorder, 1, 8);
            write(recorder, 113, 9);

            assertSame(recorder.writer(113), recorder.writer(113));
            assertEquals(List.of(out.resolve("recorded.pcap"), out.resolve("recorded-113.pcap")), recorder.files());
        }

        assertEquals(List.of(packet(1, 8)), read(out.resolve("recorded.pcap")));
        assertEquals(List.of(packet(113, 7), packet(113, 9)), read(out.resolve("recorded-113.pcap")));
    }

    @Test
    void shouldRecordCaptureOfSeveralLinkTypesAsItIs() throws IOException {
        final Path out = directory.resolve("made");
        try (Capture capture = Capture.open(Packets.file("pcapng-le/test006.pcapng"));
                PcapRecorder recorder = new PcapRecorder(out, "recorded", 1, SNAP)) {
            final List<Packet> packets = Packets.read(capture);
            for (final Packet packet : packets) {
                final ByteBuffer[] segments =
                        PcapWriterTest.segments(packet.payload().array(), 32);
                recorder.writer(packet.linkType())
                        .append(
                                packet.timestampNanos(),
                                packet.originalLength(),
                                segments,
                                0,
                                segments.length,
                                packet.payload().remaining());
            }
            recorder.flush();

            assertEquals(4, read(out.resolve("recorded.pcap")).size());
            assertEquals(
                    packets.get(1).payload(),
                    read(out.resolve("recorded-0.pcap")).get(0).payload());
        }
    }

    @Test
    void shouldFlushTheOthersWhenOneFails() throws IOException {
        try (PcapRecorder recorder = new PcapRecorder(directory, "recorded", 1, SNAP)) {
            final ByteBuffer[] bad = PcapWriterTest.segments(payload(8, 8), 8);
            recorder.writer(1).append(8, 9, bad, 0, 1, 8);
            final ByteBuffer[] good = PcapWriterTest.segments(payload(7, 7), 7);
            recorder.writer(113).append(7, 8, good, 0, 1, 7);
            // Which must not be done while it waits: a record that is too short for its header fails.
            bad[0].position(8);

            final CaptureException thrown = assertThrows(CaptureException.class, recorder::flush);

            assertTrue(thrown.getMessage().startsWith(directory.resolve("recorded.pcap") + ": "), thrown.getMessage());
            assertEquals(List.of(packet(113, 7)), read(directory.resolve("recorded-113.pcap")));
            assertSame(thrown, assertThrows(CaptureException.class, recorder::flush));
        }
        assertEquals(List.of(), read(directory.resolve("recorded.pcap")));
    }

    @Test
    void shouldLeaveEmptyCaptureWhenNothingWasRecorded() throws IOException {
        new PcapRecorder(directory, "recorded", 147, SNAP).close();

        assertEquals(List.of(), read(directory.resolve("recorded.pcap")));
    }

    @Test
    void shouldOverwriteWhatIsThere() throws IOException {
        final Path file = Files.write(directory.resolve("recorded.pcap"), new byte[1_000]);

        new PcapRecorder(directory, "recorded", 1, SNAP).close();

        assertEquals(24, Files.size(file));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void shouldAcceptLinkToDirectory() throws IOException {
        final Path target = Files.createDirectory(directory.resolve("target"));
        final Path link = Files.createSymbolicLink(directory.resolve("link"), target);

        new PcapRecorder(link, "recorded", 1, SNAP).close();

        assertEquals(24, Files.size(target.resolve("recorded.pcap")));
    }

    @Test
    void shouldRefuseMoreLinkTypesThanItHasRoomFor() throws IOException {
        try (PcapRecorder recorder = new PcapRecorder(directory, "recorded", 0, SNAP)) {
            for (int i = 0; i < PcapRecorder.MAXIMUM_LINK_TYPES; i++) {
                recorder.writer(i);
            }

            final CaptureException thrown =
                    assertThrows(CaptureException.class, () -> recorder.writer(PcapRecorder.MAXIMUM_LINK_TYPES));

            assertEquals(directory + ": a capture must have at most 32 link types: linkType=32", thrown.getMessage());
        }
    }

    @Test
    void shouldRefuseFileInPlaceOfDirectory() throws IOException {
        final Path file = Files.createFile(directory.resolve("file"));

        final CaptureException direct =
                assertThrows(CaptureException.class, () -> new PcapRecorder(file, "recorded", 1, SNAP).close());
        final CaptureException below = assertThrows(
                CaptureException.class, () -> new PcapRecorder(file.resolve("out"), "recorded", 1, SNAP).close());

        assertEquals(file + ": must be a directory", direct.getMessage());
        assertTrue(below.getMessage().startsWith(file.resolve("out") + ": cannot be created: "), below.getMessage());
    }

    @Test
    void shouldRefuseDirectoryInPlaceOfFile() throws IOException {
        final Path file = Files.createDirectory(directory.resolve("recorded.pcap"));

        final CaptureException thrown =
                assertThrows(CaptureException.class, () -> new PcapRecorder(directory, "recorded", 1, SNAP).close());

        assertTrue(thrown.getMessage().startsWith(file + ": cannot be created: "), thrown.getMessage());
    }

    @Test
    void shouldRefuseLinkTypeOutOfRangeAndCreateNothing() throws IOException {
        try (PcapRecorder recorder = new PcapRecorder(directory, "recorded", 1, SNAP)) {
            assertThrows(IllegalArgumentException.class, () -> recorder.writer(-1));
            assertThrows(IllegalArgumentException.class, () -> recorder.writer(65_536));
            assertEquals(1, recorder.files().size());
        }
        assertFalse(Files.exists(directory.resolve("recorded-65536.pcap")));
    }

    @Test
    void shouldRefuseRecordsAfterCloseAndCreateNothing() throws IOException {
        final Path file = directory.resolve("recorded.pcap");
        final PcapRecorder recorder = new PcapRecorder(directory, "recorded", 1, SNAP);
        recorder.close();
        recorder.close();

        final List<Executable> uses = List.of(
                () -> recorder.writer(1), () -> recorder.writer(101), () -> write(recorder, 101, 7), recorder::flush);
        for (final Executable use : uses) {
            final IllegalStateException thrown = assertThrows(IllegalStateException.class, use);
            assertEquals("recorder must be open: " + file, thrown.getMessage());
        }
        assertEquals(List.of(file), recorder.files());
        assertFalse(Files.exists(directory.resolve("recorded-101.pcap")));
    }

    private static void write(final PcapRecorder recorder, final int linkType, final int length)
            throws CaptureException {
        final ByteBuffer[] segments = PcapWriterTest.segments(payload(length, length), 4);
        recorder.write(linkType, length, length + 1, segments, 0, segments.length, length);
    }

    private static Packet packet(final int linkType, final int length) {
        return new Packet(length, length + 1, linkType, 0, ByteBuffer.wrap(payload(length, length)));
    }

    private static List<Packet> read(final Path file) throws CaptureException {
        try (Capture capture = Capture.open(file)) {
            return Packets.read(capture);
        }
    }
}
