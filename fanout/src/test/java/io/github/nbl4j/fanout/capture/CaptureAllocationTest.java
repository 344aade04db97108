// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Counts what this thread allocates. What is left of start-up and compilation shows in a first round or two; what is
 * allocated per packet shows in every round, so that the least of several rounds must be zero.
 */
class CaptureAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 7;
    private static final int PACKETS = 10_000;
    private static final int SLOT = 2_048;

    @TempDir
    private Path directory;

    /** One round of work over at least {@link #PACKETS} packets. */
    private interface Work {
        void round() throws IOException;
    }

    @ParameterizedTest
    @ValueSource(strings = {"http.pcap", "tcp-gro.pcapng", "pcapng-le/test016.pcapng", "pcapng-le/test006.pcapng"})
    void shouldReadWithoutAllocation(final String name) throws IOException {
        final ByteBuffer buffer = ByteBuffer.allocateDirect(SLOT);
        final UnsafeBuffer slot = new UnsafeBuffer(ByteBuffer.allocateDirect(SLOT));
        try (Capture capture = Capture.open(Packets.file(name))) {
            assertEquals(0, leastAllocated(() -> readRound(capture, buffer, slot)));
        }
    }

    @Test
    void shouldWriteWithoutAllocation() throws IOException {
        final ByteBuffer[] segments = PcapWriterTest.segments(CaptureBuilder.payload(3_000, 0), 1_000);
        try (PcapRecorder recorder = new PcapRecorder(directory, "recorded", 1, SLOT * 2)) {
            assertEquals(0, leastAllocated(() -> writeRound(recorder, segments)));
        }
    }

    private static void readRound(final Capture capture, final ByteBuffer buffer, final UnsafeBuffer slot)
            throws CaptureException {
        long matched = 0;
        for (int packets = 0; packets < PACKETS; ) {
            capture.rewind();
            while (capture.next()) {
                final int length = capture.capturedLength();
                for (int offset = 0; offset < length; offset += SLOT) {
                    final int part = Math.min(SLOT, length - offset);
                    capture.copyTo(offset, buffer.clear(), part);
                    capture.copyTo(offset, slot, 0, part);
                }
                matched += capture.regionMatches(0, capture, 0, length) ? 1 : 0;
                matched += capture.timestampNanos() < 0 ? 1 : 0;
                packets++;
            }
        }
        assertTrue(matched >= PACKETS);
    }

    private static void writeRound(final PcapRecorder recorder, final ByteBuffer[] segments) throws CaptureException {
        for (int i = 0; i < PACKETS; i++) {
            for (final ByteBuffer segment : segments) {
                segment.clear();
            }
            if ((i & 1) == 0) {
                recorder.write(1, i, 3_000, segments, 0, 3, 3_000);
            } else {
                recorder.writer(1).append(i, 3_000, segments, 0, 3, 3_000);
                recorder.flush();
            }
        }
    }

    private static long leastAllocated(final Work work) throws IOException {
        work.round();
        work.round();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS && least != 0; i++) {
            final long before = THREADS.getCurrentThreadAllocatedBytes();
            work.round();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
