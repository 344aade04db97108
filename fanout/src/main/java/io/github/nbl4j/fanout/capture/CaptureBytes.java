// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.agrona.IoUtil;
import org.agrona.MutableDirectBuffer;

/**
 * The bytes of one capture under {@code long} positions, because a capture may be longer than the 2 GiB that one
 * {@link ByteBuffer} can hold. The file is mapped in windows that overlap by the longest frame, so that a frame which
 * starts in a window also ends in it.
 *
 * <pre>
 *  file     |----------------|----------------|---------|
 *  window 0 |------------------|
 *  window 1                  |------------------|
 *  window 2                                   |---------|
 * </pre>
 *
 * <p>Reads take any position within the file and as many bytes as the overlap; the callers have checked both. Where no
 * byte is read, the position may also be the end of the file, and there need be no window.
 */
final class CaptureBytes implements AutoCloseable {
    /** 1 GiB: with the overlap still below what one buffer can hold, and few enough windows for any file. */
    static final int FILE_WINDOW_SHIFT = 30;

    /** The longest field that is read at once. */
    private static final int LONGEST_FIELD = Long.BYTES;

    private static final ByteBuffer CLOSED = ByteBuffer.allocate(0);

    private final ByteBuffer[] windows;
    private final int windowShift;
    private final int windowMask;
    private final long length;
    private final boolean isMapped;
    private boolean isBigEndian;

    private CaptureBytes(final ByteBuffer[] windows, final int windowShift, final long length, final boolean isMapped) {
        this.windows = windows;
        this.isMapped = isMapped;
        this.windowShift = windowShift;
        windowMask = (int) ((1L << windowShift) - 1);
        this.length = length;
    }

    static CaptureBytes map(final FileChannel channel, final int longestFrame) throws IOException {
        final long length = channel.size();
        final ByteBuffer[] windows = new ByteBuffer[windowCount(length, FILE_WINDOW_SHIFT)];
        for (int i = 0; i < windows.length; i++) {
            final long start = (long) i << FILE_WINDOW_SHIFT;
            final long size = windowLength(length - start, FILE_WINDOW_SHIFT, longestFrame);
            windows[i] = channel.map(FileChannel.MapMode.READ_ONLY, start, size).order(ByteOrder.LITTLE_ENDIAN);
        }
        return new CaptureBytes(windows, FILE_WINDOW_SHIFT, length, true);
    }

    static CaptureBytes wrap(final ByteBuffer bytes, final int windowShift, final int longestFrame) {
        final int length = bytes.remaining();
        final ByteBuffer[] windows = new ByteBuffer[windowCount(length, windowShift)];
        for (int i = 0; i < windows.length; i++) {
            final int start = i << windowShift;
            final int size = (int) windowLength(length - start, windowShift, longestFrame);
            windows[i] = bytes.slice(bytes.position() + start, size).order(ByteOrder.LITTLE_ENDIAN);
        }
        return new CaptureBytes(windows, windowShift, length, false);
    }

    private static int windowCount(final long length, final int windowShift) {
        return (int) Math.max(1, (length + (1L << windowShift) - 1) >>> windowShift);
    }

    private static long windowLength(final long left, final int windowShift, final int longestFrame) {
        return Math.min(left, (1L << windowShift) + longestFrame + LONGEST_FIELD);
    }

    long length() {
        return length;
    }

    void byteOrder(final ByteOrder byteOrder) {
        isBigEndian = byteOrder == ByteOrder.BIG_ENDIAN;
    }

    int unsignedShortAt(final long position) {
        final short value = window(position).getShort(index(position));
        return (isBigEndian ? Short.reverseBytes(value) : value) & 0xffff;
    }

    int intAt(final long position) {
        final int value = window(position).getInt(index(position));
        return isBigEndian ? Integer.reverseBytes(value) : value;
    }

    long unsignedIntAt(final long position) {
        return Integer.toUnsignedLong(intAt(position));
    }

    long longAt(final long position) {
        final long value = window(position).getLong(index(position));
        return isBigEndian ? Long.reverseBytes(value) : value;
    }

    int unsignedByteAt(final long position) {
        return window(position).get(index(position)) & 0xff;
    }

    void copyTo(final long position, final ByteBuffer destination, final int copied) {
        if (copied == 0) {
            return;
        }
        final int start = destination.position();
        destination.put(start, window(position), index(position), copied);
        destination.position(start + copied);
    }

    void copyTo(final long position, final MutableDirectBuffer destination, final int offset, final int copied) {
        if (copied == 0) {
            return;
        }
        destination.putBytes(offset, window(position), index(position), copied);
    }

    boolean regionMatches(final long position, final CaptureBytes other, final long otherPosition, final int compared) {
        if (compared == 0) {
            return true;
        }
        final ByteBuffer left = window(position);
        final ByteBuffer right = other.window(otherPosition);
        final int leftIndex = index(position);
        final int rightIndex = other.index(otherPosition);
        int i = 0;
        for (; i <= compared - Long.BYTES; i += Long.BYTES) {
            if (left.getLong(leftIndex + i) != right.getLong(rightIndex + i)) {
                return false;
            }
        }
        for (; i < compared; i++) {
            if (left.get(leftIndex + i) != right.get(rightIndex + i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Unmaps the file; memory given by a caller stays the caller's. Afterwards every read is out of bounds, never a
     * read of memory that is gone.
     */
    @Override
    public void close() {
        for (int i = 0; i < windows.length; i++) {
            final ByteBuffer window = windows[i];
            windows[i] = CLOSED;
            if (isMapped) {
                IoUtil.unmap(window);
            }
        }
    }

    private ByteBuffer window(final long position) {
        return windows[(int) (position >>> windowShift)];
    }

    private int index(final long position) {
        return (int) position & windowMask;
    }
}
