// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.ip;

import io.github.nbl4j.nbl.NetBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The Ethernet and the IPv4 header of one frame, in memory of its own: read from there, changed here, put before a
 * fragment. Up to two VLAN tags belong to the Ethernet header. One thread.
 */
public final class Ipv4Header {
    /** Ethernet with two tags and IPv4 with all options, in bytes. */
    public static final int MAXIMUM_LENGTH = 14 + 8 + 60;

    /** The largest packet, in bytes: its total length has 16 bits. */
    static final int MAXIMUM_PACKET_LENGTH = 65_535;

    private static final int ETHER_TYPE = 12;
    private static final int TAG_LENGTH = 4;
    private static final int MAXIMUM_TAGS_LENGTH = 2 * TAG_LENGTH;
    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_TAG = 0x8100;
    private static final int TYPE_SERVICE_TAG = 0x88A8;

    private static final int MINIMUM_IP_LENGTH = 20;
    private static final int TOTAL_LENGTH = 2;
    private static final int IDENTIFICATION = 4;
    private static final int FRAGMENT = 6;
    private static final int PROTOCOL = 9;
    private static final int CHECKSUM = 10;
    private static final int ADDRESSES = 12;

    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int OFFSET_MASK = 0x1FFF;
    private static final int END_OF_OPTIONS = 0;
    private static final int NO_OPERATION = 1;
    private static final int COPIED = 0x80;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(MAXIMUM_LENGTH));
    /** Where the IPv4 header begins. */
    private int ip;

    private int length;

    /** A header that was read from nowhere. */
    public Ipv4Header() {}

    /**
     * Reads the headers of a frame.
     *
     * @param frame whose data begins with the Ethernet header.
     * @return false when it is not IPv4, its checksum is wrong, or the packet does not end where the frame does; then
     *     the other methods must not be called.
     */
    public boolean read(final NetBuffer frame) {
        final int n = (int) Math.min(frame.dataLength(), MAXIMUM_LENGTH);
        frame.getBytes(0, buffer, 0, n);
        return parse(n, frame.dataLength());
    }

    /**
     * {@link #read(NetBuffer)} from a buffer.
     *
     * @param source that holds the frame.
     * @param offset of its first byte.
     * @param frameLength in bytes.
     * @return as there.
     */
    public boolean read(final DirectBuffer source, final int offset, final int frameLength) {
        final int n = Math.min(frameLength, MAXIMUM_LENGTH);
        buffer.putBytes(0, source, offset, n);
        return parse(n, frameLength);
    }

    private boolean parse(final int n, final long frameLength) {
        int type = ETHER_TYPE;
        while (type < ETHER_TYPE + MAXIMUM_TAGS_LENGTH && type + TAG_LENGTH < n && isTag(shortAt(type))) {
            type += TAG_LENGTH;
        }
        ip = type + Short.BYTES;
        if (n < ip + MINIMUM_IP_LENGTH || shortAt(type) != TYPE_IPV4) {
            return false;
        }
        final int first = buffer.getByte(ip);
        length = ip + (first & 0xF) * Integer.BYTES;
        return first >> 4 == 4
                && length >= ip + MINIMUM_IP_LENGTH
                && length <= n
                && totalLength() >= ipLength()
                && ip + totalLength() == frameLength
                && shortAt(ip + CHECKSUM) == checksum();
    }

    private static boolean isTag(final int type) {
        return type == TYPE_TAG || type == TYPE_SERVICE_TAG;
    }

    /**
     * Both headers.
     *
     * @return always the same buffer; {@link #length()} bytes of it count.
     */
    public DirectBuffer buffer() {
        return buffer;
    }

    /**
     * Length of both headers.
     *
     * @return in bytes, up to {@link #MAXIMUM_LENGTH}.
     */
    public int length() {
        return length;
    }

    /**
     * Length of the IPv4 header with its options.
     *
     * @return 20 to 60 bytes.
     */
    public int ipLength() {
        return length - ip;
    }

    /** Length of the Ethernet header with its tags; known, too, of a frame that was not read as IPv4. */
    int ethernetLength() {
        return ip;
    }

    /**
     * Length of the packet, its IPv4 header included.
     *
     * @return up to 65,535 bytes.
     */
    public int totalLength() {
        return shortAt(ip + TOTAL_LENGTH);
    }

    /**
     * Length of what follows the headers.
     *
     * @return in bytes.
     */
    public int payloadLength() {
        return totalLength() - ipLength();
    }

    /**
     * Where in the unfragmented packet the payload belongs.
     *
     * @return a multiple of 8 bytes; 0 where the packet is no fragment, or the first.
     */
    public int fragmentOffset() {
        return (shortAt(ip + FRAGMENT) & OFFSET_MASK) << 3;
    }

    /**
     * Whether fragments follow this one.
     *
     * @return the flag MF.
     */
    public boolean moreFragments() {
        return (shortAt(ip + FRAGMENT) & MORE_FRAGMENTS) != 0;
    }

    /**
     * Makes this the header of another part of the packet; the checksum follows, the other flags stay.
     *
     * @param payloadBytes behind the headers, from 0 to 65,535 less {@link #ipLength()}.
     * @param offset of them in the unfragmented packet, a multiple of 8.
     * @param more whether fragments follow.
     * @throws IllegalArgumentException when payloadBytes is out of range; nothing is written then.
     */
    public void fragment(final int payloadBytes, final int offset, final boolean more) {
        final int most = MAXIMUM_PACKET_LENGTH - ipLength();
        if (payloadBytes < 0 || payloadBytes > most) {
            throw new IllegalArgumentException(
                    "payloadBytes must be from 0 to " + most + ": payloadBytes=" + payloadBytes);
        }
        final int otherFlags = shortAt(ip + FRAGMENT) & ~(MORE_FRAGMENTS | OFFSET_MASK);
        putShort(ip + TOTAL_LENGTH, ipLength() + payloadBytes);
        putShort(ip + FRAGMENT, otherFlags | (more ? MORE_FRAGMENTS : 0) | offset >> 3);
        putShort(ip + CHECKSUM, checksum());
    }

    /** Overwrites, as Linux does, the options that only the first fragment carries. The checksum is then stale. */
    void dropUncopiedOptions() {
        int at = ip + MINIMUM_IP_LENGTH;
        while (at < length && buffer.getByte(at) != END_OF_OPTIONS) {
            final int type = buffer.getByte(at);
            if (type == NO_OPERATION) {
                at++;
                continue;
            }
            final int optionLength = at + 1 < length ? buffer.getByte(at + 1) & 0xFF : 0;
            if (optionLength < 2 || optionLength > length - at) {
                return;
            }
            if ((type & COPIED) == 0) {
                buffer.setMemory(at, optionLength, (byte) NO_OPERATION);
            }
            at += optionLength;
        }
    }

    /**
     * Whether both are parts of one packet, by what RFC 791 compares: identification, protocol and addresses.
     *
     * @param other a header that was read.
     * @return false too when the headers are not equally long.
     */
    public boolean isOfSamePacket(final Ipv4Header other) {
        return length == other.length
                && ip == other.ip
                && shortAt(ip + IDENTIFICATION) == other.shortAt(ip + IDENTIFICATION)
                && buffer.getByte(ip + PROTOCOL) == other.buffer.getByte(ip + PROTOCOL)
                && buffer.getLong(ip + ADDRESSES) == other.buffer.getLong(ip + ADDRESSES);
    }

    /** What the checksum must be: that of the header without it (RFC 1071). */
    private int checksum() {
        int sum = -shortAt(ip + CHECKSUM);
        for (int i = ip; i < length; i += Short.BYTES) {
            sum += shortAt(i);
        }
        sum = (sum & 0xFFFF) + (sum >>> 16);
        sum = (sum & 0xFFFF) + (sum >>> 16);
        return ~sum & 0xFFFF;
    }

    private int shortAt(final int offset) {
        return buffer.getShort(offset, ByteOrder.BIG_ENDIAN) & 0xFFFF;
    }

    private void putShort(final int offset, final int value) {
        buffer.putShort(offset, (short) value, ByteOrder.BIG_ENDIAN);
    }
}
