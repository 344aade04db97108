// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import org.agrona.MutableDirectBuffer;

/**
 * A capture file, read packet by packet: pcap (microseconds, nanoseconds, modified, old versions with swapped lengths)
 * and pcapng (any number of sections and interfaces; enhanced, simple and obsolete packets), in either byte order.
 *
 * <pre>{@code
 * try (Capture capture = Capture.open(file)) {
 *     while (capture.next()) {
 *         capture.copyTo(0, buffer, 0, capture.capturedLength());
 *     }
 * }
 * }</pre>
 *
 * <p>Assumptions: one thread at a time; the file is not shortened while it is open.
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>Every length is checked before it is used. Whatever the bytes are, {@link #next()} ends, reads nothing outside
 *       the file, and throws nothing but {@link CaptureException}.
 *   <li>The packets before a defect are delivered before it is reported, so that what a recorder wrote before it was
 *       killed can be used. A defect that was reported is reported again by every further call.
 *   <li>Nothing is allocated per packet, and a payload is copied only by {@code copyTo}, straight from the mapped file
 *       into the caller's memory.
 * </ol>
 *
 * <p>A snap length does not bound a captured length (receive coalescing and re-inserted VLAN tags exceed it in real
 * files); {@code maximumFrameLength} does.
 */
public abstract class Capture implements AutoCloseable {
    /** The longest frame accepted unless told otherwise, in bytes: four times the longest IP packet. */
    public static final int DEFAULT_MAXIMUM_FRAME_LENGTH = 262_144;

    /** The greatest {@code maximumFrameLength} that can be asked for, in bytes. */
    public static final int GREATEST_MAXIMUM_FRAME_LENGTH = 1 << 28;

    static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** The bytes of the file; its byte order is set by the subclass. */
    final CaptureBytes bytes;

    /** Where the next record or block starts; moved only once the present one is found good. */
    long position;

    private final String name;
    private final int maximumFrameLength;
    private boolean isClosed;

    private long timestampNanos;
    private long payloadPosition;
    private int capturedLength;
    private int originalLength;
    private int linkType;
    private int interfaceId;

    Capture(final String name, final CaptureBytes bytes, final int maximumFrameLength) {
        this.name = name;
        this.bytes = bytes;
        this.maximumFrameLength = maximumFrameLength;
    }

    /**
     * Opens a file with {@link #DEFAULT_MAXIMUM_FRAME_LENGTH}.
     *
     * @param file a regular file of any size.
     * @return the capture, before its first packet.
     * @throws CaptureException if the file cannot be opened, is empty, or is not a capture.
     */
    public static Capture open(final Path file) throws CaptureException {
        return open(file, DEFAULT_MAXIMUM_FRAME_LENGTH);
    }

    /**
     * Opens a file.
     *
     * @param file a regular file of any size.
     * @param maximumFrameLength in bytes, 1 to {@link #GREATEST_MAXIMUM_FRAME_LENGTH}; a longer frame is a defect.
     * @return the capture, before its first packet.
     * @throws CaptureException if the file cannot be opened, is empty, or is not a capture.
     * @throws IllegalArgumentException if {@code maximumFrameLength} is out of range.
     */
    public static Capture open(final Path file, final int maximumFrameLength) throws CaptureException {
        return CaptureOpener.open(file, maximumFrameLength);
    }

    /**
     * Reads a capture that lies in memory, such as a bundled resource.
     *
     * @param name what the messages call it.
     * @param content from position to limit; neither moved nor written. It must not change while the capture is used.
     * @param maximumFrameLength in bytes, 1 to {@link #GREATEST_MAXIMUM_FRAME_LENGTH}; a longer frame is a defect.
     * @return the capture, before its first packet.
     * @throws CaptureException if the content is empty or is not a capture.
     * @throws IllegalArgumentException if {@code maximumFrameLength} is out of range.
     */
    public static Capture wrap(final String name, final ByteBuffer content, final int maximumFrameLength)
            throws CaptureException {
        return CaptureOpener.wrap(name, content, maximumFrameLength);
    }

    /**
     * Moves to the next packet. After {@code false} and after an exception there is no current packet: its lengths are
     * zero.
     *
     * @return {@code false} at the end of the capture.
     * @throws CaptureException if the file is malformed here; see {@link CaptureException#byteOffset()}.
     * @throws IllegalStateException if the capture is closed.
     */
    public final boolean next() throws CaptureException {
        clearPacket();
        if (isClosed) {
            throw new IllegalStateException("capture must be open: " + name);
        }
        return advance();
    }

    /** Goes back before the first packet, to replay the capture. */
    public final void rewind() {
        clearPacket();
        position = firstPosition();
    }

    /**
     * What messages call this capture.
     *
     * @return the path as it was given, or the name of the content.
     */
    public final String name() {
        return name;
    }

    /**
     * When the current packet was captured.
     *
     * @return nanoseconds since 1970-01-01T00:00Z, never negative; 0 for a pcapng simple packet, which has no time.
     */
    public final long timestampNanos() {
        return timestampNanos;
    }

    /**
     * How many bytes of the current packet are in the file.
     *
     * @return bytes, 0 to {@code maximumFrameLength} and at most {@link #originalLength()}.
     */
    public final int capturedLength() {
        return capturedLength;
    }

    /**
     * How long the current packet was on the wire.
     *
     * @return bytes, not negative.
     */
    public final int originalLength() {
        return originalLength;
    }

    /**
     * What the current packet starts with.
     *
     * @return a LINKTYPE value of the registry, 0 to 65,535; 1 is Ethernet.
     * @see <a href="https://www.tcpdump.org/linktypes.html">Link types</a>
     */
    public final int linkType() {
        return linkType;
    }

    /**
     * Where the current packet was captured.
     *
     * @return the interface's number within its section, from 0; always 0 in pcap.
     */
    public final int interfaceId() {
        return interfaceId;
    }

    /**
     * Copies a part of the current packet to the position of a buffer, which moves past it.
     *
     * @param payloadOffset first byte to copy, from the start of the packet.
     * @param destination   any buffer with {@code length} bytes remaining.
     * @param length        in bytes.
     * @throws IndexOutOfBoundsException if the part is not within the packet, or does not fit.
     */
    public final void copyTo(final int payloadOffset, final ByteBuffer destination, final int length) {
        Objects.checkFromIndexSize(payloadOffset, length, capturedLength);
        bytes.copyTo(payloadPosition + payloadOffset, destination, length);
    }

    /**
     * Copies a part of the current packet into an Agrona buffer.
     *
     * @param payloadOffset     first byte to copy, from the start of the packet.
     * @param destination       any buffer.
     * @param destinationOffset where the part goes, in bytes.
     * @param length            in bytes.
     * @throws IndexOutOfBoundsException if the part is not within the packet, or does not fit.
     */
    public final void copyTo(
            final int payloadOffset,
            final MutableDirectBuffer destination,
            final int destinationOffset,
            final int length) {
        Objects.checkFromIndexSize(payloadOffset, length, capturedLength);
        Objects.checkFromIndexSize(destinationOffset, length, destination.capacity());
        bytes.copyTo(payloadPosition + payloadOffset, destination, destinationOffset, length);
    }

    /**
     * Whether a part of the current packet equals a part of another capture's current packet.
     *
     * @param payloadOffset      first byte compared, from the start of this packet.
     * @param other              another capture, or this one.
     * @param otherPayloadOffset first byte compared, from the start of the other packet.
     * @param length             in bytes.
     * @return {@code true} if all bytes are equal.
     * @throws IndexOutOfBoundsException if either part is not within its packet.
     */
    public final boolean regionMatches(
            final int payloadOffset, final Capture other, final int otherPayloadOffset, final int length) {
        Objects.checkFromIndexSize(payloadOffset, length, capturedLength);
        Objects.checkFromIndexSize(otherPayloadOffset, length, other.capturedLength);
        return bytes.regionMatches(
                payloadPosition + payloadOffset, other.bytes, other.payloadPosition + otherPayloadOffset, length);
    }

    /** Unmaps the file. Does nothing when called again. */
    @Override
    public final void close() {
        if (!isClosed) {
            isClosed = true;
            clearPacket();
            bytes.close();
        }
    }

    /** Reads on from {@link #position}; {@code false} at the end. */
    abstract boolean advance() throws CaptureException;

    /** Where the first record or block starts. */
    abstract long firstPosition();

    /** Checks the lengths of the packet whose record or block starts at {@code record} and makes it the current one. */
    final void packet(
            final long record, final long payload, final long captured, final long original, final long available)
            throws CaptureException {
        if (captured > maximumFrameLength) {
            throw defect(record, "capturedLength must be at most " + maximumFrameLength, "capturedLength", captured);
        }
        if (captured > available) {
            throw defect(
                    record,
                    "capturedLength must be at most the " + available + " bytes that follow the header",
                    "capturedLength",
                    captured);
        }
        if (original > Integer.MAX_VALUE) {
            throw defect(record, "originalLength must be at most " + Integer.MAX_VALUE, "originalLength", original);
        }
        if (captured > original) {
            throw defect(
                    record, "capturedLength must be at most originalLength " + original, "capturedLength", captured);
        }
        payloadPosition = payload;
        capturedLength = (int) captured;
        originalLength = (int) original;
    }

    final void origin(final long nanos, final int linkTypeOfPacket, final int interfaceOfPacket) {
        timestampNanos = nanos;
        linkType = linkTypeOfPacket;
        interfaceId = interfaceOfPacket;
    }

    final void clearPacket() {
        timestampNanos = 0;
        capturedLength = 0;
        originalLength = 0;
    }

    final CaptureException defect(final long offset, final String mustHold, final String what, final long value) {
        return new CaptureException(name, offset, mustHold + ": " + what + "=" + value);
    }
}
