// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import static io.github.nbl4j.fanout.capture.PcapDescriptor.CAPTURED_LENGTH_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.FILE_HEADER_LENGTH;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.FRACTION_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.LINK_TYPE_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.MAGIC_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.MAGIC_NANOSECONDS;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.MAJOR_VERSION;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.MAJOR_VERSION_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.MAXIMUM_LINK_TYPE;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.MINOR_VERSION;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.MINOR_VERSION_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.ORIGINAL_LENGTH_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.RECORD_HEADER_LENGTH;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.SECONDS_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.SNAP_LENGTH_FIELD_OFFSET;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Writes one pcap file with nanosecond timestamps, little-endian, of one link type. Payloads go from the caller's
 * memory to the file by gathering writes; only the 16-byte record header in front of each is the writer's own.
 *
 * <p>{@link #write} writes one record at once. {@link #append} keeps the caller's buffers, and {@link #flush} writes
 * all records appended since in as few calls as the operating system allows.
 *
 * <p>Assumptions: one thread at a time; the caller's buffers are direct (for others the JDK makes a direct copy first);
 * the thread is not interrupted, which would close the file in the middle of a record.
 *
 * <p>Guarantees: nothing is allocated per record; a record is written whole or, when a write fails, cut off again as
 * far as the file allows; after a failed write every further one fails with the same sentence.
 */
public final class PcapWriter implements AutoCloseable {
    /** What precedes each payload in the file, in bytes. */
    public static final int RECORD_OVERHEAD_LENGTH = RECORD_HEADER_LENGTH;

    /** The latest time that a record can carry: its seconds are 32 bits, unsigned. In February 2106. */
    public static final long MAXIMUM_TIMESTAMP_NANOS = 0xffff_ffffL * Capture.NANOS_PER_SECOND + 999_999_999L;

    /** Enough that the system call is small beside the records it writes. */
    static final int HEADER_CAPACITY = 64;

    private final String name;
    private final GatheringOutput output;
    private final int linkType;
    private final int snapLength;
    private final ByteBuffer[] headers = new ByteBuffer[HEADER_CAPACITY];
    private int headerCount;
    private long packets;

    /**
     * Creates the file, or empties it, and writes the file header.
     *
     * @param file       in a directory that exists.
     * @param linkType   of every packet in it: 0 to 65,535.
     * @param snapLength the longest payload that will be written, in bytes, at least 1.
     * @throws CaptureException if the file cannot be created or written.
     * @throws IllegalArgumentException if an argument is out of range.
     */
    public PcapWriter(final Path file, final int linkType, final int snapLength) throws CaptureException {
        this(file.toString(), create(file, linkType, snapLength), linkType, snapLength);
    }

    PcapWriter(final String name, final GatheringByteChannel channel, final int linkType, final int snapLength)
            throws CaptureException {
        this.name = name;
        output = new GatheringOutput(name, channel);
        this.linkType = linkType;
        this.snapLength = snapLength;
        try {
            final ByteBuffer headerMemory = ByteBuffer.allocateDirect(HEADER_CAPACITY * RECORD_HEADER_LENGTH);
            for (int i = 0; i < HEADER_CAPACITY; i++) {
                headers[i] = headerMemory
                        .slice(i * RECORD_HEADER_LENGTH, RECORD_HEADER_LENGTH)
                        .order(ByteOrder.LITTLE_ENDIAN);
            }
            output.add(fileHeader(linkType, snapLength));
            output.flush();
        } catch (final Throwable ex) {
            output.close();
            throw ex;
        }
    }

    /**
     * Writes one record, and those appended before it. On return each segment's position is its limit.
     *
     * @param timestampNanos since 1970, 0 to {@link #MAXIMUM_TIMESTAMP_NANOS}.
     * @param originalLength of the packet on the wire, in bytes, at least {@code length}.
     * @param segments       buffers whose remaining bytes, in order, are the payload.
     * @param offset         the first of them.
     * @param count          how many of them, 0 for an empty payload.
     * @param length         of the payload, in bytes: what the segments hold together, at most the snap length.
     * @throws CaptureException if the file cannot be written, or {@code timestampNanos} is out of range.
     * @throws IllegalArgumentException if a length is wrong; nothing is written then.
     * @throws IndexOutOfBoundsException if {@code offset} and {@code count} are not within {@code segments}.
     * @throws IllegalStateException if it is closed.
     */
    public void write(
            final long timestampNanos,
            final int originalLength,
            final ByteBuffer[] segments,
            final int offset,
            final int count,
            final long length)
            throws CaptureException {
        append(timestampNanos, originalLength, segments, offset, count, length);
        flush();
    }

    /**
     * Takes one record to be written by the next {@link #flush()}, or earlier when many are waiting. Until that has
     * returned the segments stay in use: their memory, position and limit must not change, and a buffer that is
     * waiting must not be appended again.
     *
     * @param timestampNanos since 1970, 0 to {@link #MAXIMUM_TIMESTAMP_NANOS}.
     * @param originalLength of the packet on the wire, in bytes, at least {@code length}.
     * @param segments       buffers whose remaining bytes, in order, are the payload; the array may be used again.
     * @param offset         the first of them.
     * @param count          how many of them, 0 for an empty payload.
     * @param length         of the payload, in bytes: what the segments hold together, at most the snap length.
     * @throws CaptureException if the file cannot be written, or {@code timestampNanos} is out of range.
     * @throws IllegalArgumentException if a length is wrong; nothing is taken then.
     * @throws IndexOutOfBoundsException if {@code offset} and {@code count} are not within {@code segments}.
     * @throws IllegalStateException if it is closed.
     */
    public void append(
            final long timestampNanos,
            final int originalLength,
            final ByteBuffer[] segments,
            final int offset,
            final int count,
            final long length)
            throws CaptureException {
        output.checkWritable();
        checkTimestamp(timestampNanos);
        checkLengths(originalLength, length, remaining(segments, offset, count));
        if (headerCount == HEADER_CAPACITY || !output.hasRoom(1 + count)) {
            flush();
        }
        output.add(recordHeader(timestampNanos, (int) length, originalLength));
        for (int i = offset; i < offset + count; i++) {
            output.add(segments[i]);
        }
        packets++;
    }

    /**
     * Writes the records appended so far to the file; it does not force them to the disk. On return each segment's
     * position is its limit.
     *
     * @throws CaptureException if the file cannot be written.
     * @throws IllegalStateException if it is closed.
     */
    public void flush() throws CaptureException {
        output.flush();
        headerCount = 0;
    }

    /**
     * Writes what was appended and closes the file. Does nothing when called again.
     *
     * @throws CaptureException if the file cannot be written or closed.
     */
    @Override
    public void close() throws CaptureException {
        output.close();
    }

    /**
     * What the file is called in messages.
     *
     * @return the path as it was given.
     */
    public String name() {
        return name;
    }

    /**
     * The link type of the file.
     *
     * @return 0 to 65,535.
     */
    public int linkType() {
        return linkType;
    }

    /**
     * How many records were taken, written or waiting.
     *
     * @return records since the file was created.
     */
    public long packets() {
        return packets;
    }

    private static FileChannel create(final Path file, final int linkType, final int snapLength)
            throws CaptureException {
        if (linkType < 0 || linkType > MAXIMUM_LINK_TYPE) {
            throw new IllegalArgumentException("linkType must be 0 to " + MAXIMUM_LINK_TYPE + ": linkType=" + linkType);
        }
        if (snapLength < 1) {
            throw new IllegalArgumentException("snapLength must be at least 1: snapLength=" + snapLength);
        }
        try {
            return FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (final IOException ex) {
            throw new CaptureException(file.toString(), "cannot be created", ex);
        }
    }

    private static ByteBuffer fileHeader(final int linkType, final int snapLength) {
        final ByteBuffer header = ByteBuffer.allocateDirect(FILE_HEADER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        return header.putInt(MAGIC_FIELD_OFFSET, MAGIC_NANOSECONDS)
                .putShort(MAJOR_VERSION_FIELD_OFFSET, (short) MAJOR_VERSION)
                .putShort(MINOR_VERSION_FIELD_OFFSET, (short) MINOR_VERSION)
                .putInt(SNAP_LENGTH_FIELD_OFFSET, snapLength)
                .putInt(LINK_TYPE_FIELD_OFFSET, linkType);
    }

    private ByteBuffer recordHeader(final long timestampNanos, final int length, final int originalLength) {
        final long seconds = timestampNanos / Capture.NANOS_PER_SECOND;
        return headers[headerCount++]
                .clear()
                .putInt(SECONDS_FIELD_OFFSET, (int) seconds)
                .putInt(FRACTION_FIELD_OFFSET, (int) (timestampNanos - seconds * Capture.NANOS_PER_SECOND))
                .putInt(CAPTURED_LENGTH_FIELD_OFFSET, length)
                .putInt(ORIGINAL_LENGTH_FIELD_OFFSET, originalLength);
    }

    private void checkTimestamp(final long timestampNanos) throws CaptureException {
        if (timestampNanos < 0 || timestampNanos > MAXIMUM_TIMESTAMP_NANOS) {
            throw new CaptureException(
                    name,
                    "timestamp must be 0 to " + MAXIMUM_TIMESTAMP_NANOS + " ns: timestampNanos=" + timestampNanos);
        }
    }

    private void checkLengths(final int originalLength, final long length, final long remaining) {
        if (length != remaining) {
            throw new IllegalArgumentException(
                    "length must be what the segments hold, " + remaining + ": length=" + length);
        }
        if (length > snapLength) {
            throw new IllegalArgumentException(
                    "length must be at most snapLength " + snapLength + ": length=" + length);
        }
        if (originalLength < length) {
            throw new IllegalArgumentException(
                    "originalLength must be at least length " + length + ": originalLength=" + originalLength);
        }
    }

    private static long remaining(final ByteBuffer[] segments, final int offset, final int count) {
        Objects.checkFromIndexSize(offset, count, segments.length);
        long remaining = 0;
        for (int i = offset; i < offset + count; i++) {
            remaining += segments[i].remaining();
        }
        return remaining;
    }
}
