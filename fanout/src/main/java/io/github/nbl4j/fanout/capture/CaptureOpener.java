// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Finds out by the first bytes of a file which reader, in which byte order, it needs. */
final class CaptureOpener {
    /** One buffer holds it all. */
    private static final int MEMORY_WINDOW_SHIFT = 31;

    private static final int GZIP_MAGIC = 0x8b1f;
    private static final int ZSTD_MAGIC = 0xfd2fb528;

    private CaptureOpener() {}

    static Capture open(final Path file, final int maximumFrameLength) throws CaptureException {
        checkMaximumFrameLength(maximumFrameLength);
        final String name = file.toString();
        // Asked before the file is opened, because opening a pipe would wait for its writer.
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new CaptureException(name, "must be a regular file, not a directory, pipe or device");
        }
        return start(name, map(name, file, maximumFrameLength), maximumFrameLength);
    }

    static Capture wrap(final String name, final ByteBuffer content, final int maximumFrameLength)
            throws CaptureException {
        return wrap(name, content, MEMORY_WINDOW_SHIFT, maximumFrameLength);
    }

    static Capture wrap(
            final String name, final ByteBuffer content, final int windowShift, final int maximumFrameLength)
            throws CaptureException {
        checkMaximumFrameLength(maximumFrameLength);
        return start(name, CaptureBytes.wrap(content, windowShift, maximumFrameLength), maximumFrameLength);
    }

    private static CaptureBytes map(final String name, final Path file, final int maximumFrameLength)
            throws CaptureException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return CaptureBytes.map(channel, maximumFrameLength);
        } catch (final IOException ex) {
            throw new CaptureException(name, "cannot be opened", ex);
        }
    }

    private static Capture start(final String name, final CaptureBytes bytes, final int maximumFrameLength)
            throws CaptureException {
        try {
            return recognise(name, bytes, maximumFrameLength);
        } catch (final CaptureException ex) {
            bytes.close();
            throw ex;
        }
    }

    private static Capture recognise(final String name, final CaptureBytes bytes, final int maximumFrameLength)
            throws CaptureException {
        if (bytes.length() < Integer.BYTES) {
            throw new CaptureException(name, 0, "must be a capture of at least 4 bytes: length=" + bytes.length());
        }
        final int magic = bytes.intAt(0);
        if (magic == PcapngDescriptor.SECTION_HEADER_BLOCK) {
            return new PcapngCapture(name, bytes, maximumFrameLength);
        }
        if (isPcap(magic)) {
            return new PcapCapture(name, bytes, maximumFrameLength, magic);
        }
        bytes.byteOrder(ByteOrder.BIG_ENDIAN);
        final int swappedMagic = Integer.reverseBytes(magic);
        if (isPcap(swappedMagic)) {
            return new PcapCapture(name, bytes, maximumFrameLength, swappedMagic);
        }
        if ((magic & 0xffff) == GZIP_MAGIC || magic == ZSTD_MAGIC) {
            throw new CaptureException(name, 0, "must be a capture that is not compressed: decompress it first");
        }
        throw new CaptureException(
                name,
                0,
                "must be a capture, starting with 0xa1b2c3d4, 0xa1b23c4d or 0xa1b2cd34 in either byte order (pcap) or "
                        + "with 0x0a0d0d0a (pcapng): firstBytes=0x"
                        + String.format("%08x", swappedMagic));
    }

    private static boolean isPcap(final int magic) {
        return magic == PcapDescriptor.MAGIC_MICROSECONDS
                || magic == PcapDescriptor.MAGIC_NANOSECONDS
                || magic == PcapDescriptor.MAGIC_MODIFIED;
    }

    private static void checkMaximumFrameLength(final int maximumFrameLength) {
        if (maximumFrameLength < 1 || maximumFrameLength > Capture.GREATEST_MAXIMUM_FRAME_LENGTH) {
            throw new IllegalArgumentException("maximumFrameLength must be 1 to "
                    + Capture.GREATEST_MAXIMUM_FRAME_LENGTH + ": maximumFrameLength=" + maximumFrameLength);
        }
    }
}
