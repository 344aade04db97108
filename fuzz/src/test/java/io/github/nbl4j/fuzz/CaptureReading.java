// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.nbl4j.fanout.capture.Capture;
import io.github.nbl4j.fanout.capture.CaptureException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads a capture twice and holds the reader to what it promises of any bytes: packets that lie in the file, then the
 * end or one {@link CaptureException} that stays, no other throwable, and memory in proportion to the input.
 */
final class CaptureReading {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int MOST_FRAME = 4096;
    /** What the exceptions with their traces may take; a bomb takes more than that. */
    private static final long FIXED_ALLOWANCE = 1 << 18;

    private static final int ALLOWANCE_FOR_EACH_BYTE = 64;
    private static final UnsafeBuffer TARGET = new UnsafeBuffer(ByteBuffer.allocateDirect(MOST_FRAME));

    private CaptureReading() {}

    static void read(final byte[] content) {
        final long allowance = FIXED_ALLOWANCE + (long) ALLOWANCE_FOR_EACH_BYTE * content.length;
        if (allocationOf(content) > allowance) {
            // Perhaps that was the loading of a class, which the fuzzer does much work for; once more tells.
            final long allocated = allocationOf(content);
            assertTrue(allocated <= allowance, allocated + " bytes allocated for " + content.length);
        }
    }

    private static long allocationOf(final byte[] content) {
        final long before = THREADS.getCurrentThreadAllocatedBytes();
        try (Capture capture = Capture.wrap("fuzz", ByteBuffer.wrap(content), MOST_FRAME)) {
            final int packets = readOn(capture, content.length);
            capture.rewind();
            assertEquals(packets, readOn(capture, content.length), "the same packets once more");
        } catch (final CaptureException ex) {
            assertTrue(ex.byteOffset() <= content.length, "a place in the file: " + ex.getMessage());
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static int readOn(final Capture capture, final int fileLength) {
        int packets = 0;
        long bytes = 0;
        try {
            while (capture.next()) {
                packets++;
                bytes += check(capture);
                assertTrue(packets * 16L + bytes <= fileLength, "each packet has a header of its own in the file");
            }
        } catch (final CaptureException ex) {
            final CaptureException again = assertThrows(CaptureException.class, capture::next);
            assertEquals(ex.getMessage(), again.getMessage(), "a defect is reported again");
        }
        assertEquals(0, capture.capturedLength(), "no packet behind the end");
        return packets;
    }

    private static int check(final Capture capture) {
        final int length = capture.capturedLength();
        assertTrue(length >= 0 && length <= MOST_FRAME && length <= capture.originalLength(), "lengths in range");
        assertTrue(capture.timestampNanos() >= 0, "time is not negative");
        assertTrue(capture.linkType() >= 0 && capture.linkType() <= 0xFFFF, "link type in range");
        assertTrue(capture.interfaceId() >= 0, "interface in range");
        capture.copyTo(0, TARGET, 0, length);
        assertTrue(capture.regionMatches(0, capture, 0, length), "a packet equals itself");
        return length;
    }
}
