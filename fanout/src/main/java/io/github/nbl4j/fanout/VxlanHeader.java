// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The 50 bytes that carry an Ethernet frame through an IPv4 network (RFC 7348): Ethernet, IPv4, UDP, VXLAN. Only the
 * lengths and the IPv4 checksum change from frame to frame. One thread.
 */
final class VxlanHeader {
    static final int LENGTH = 50;
    /** The longest frame whose IPv4 total length fits its 16 bits. */
    static final int LONGEST_FRAME = 65_535 - 36;

    private static final int IP = 14;
    private static final int UDP = IP + 20;
    private static final int VXLAN = UDP + 8;
    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int PROTOCOL_UDP = 17;
    private static final int PORT = 4789;
    private static final int SOURCE_PORT = 49_152;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH));
    private final int sumOfConstants;

    VxlanHeader() {
        // Locally administered addresses, and addresses for documentation (RFC 5737).
        putBytes(0, 0x02, 0, 0, 0, 0, 0x02, 0x02, 0, 0, 0, 0, 0x01);
        putShort(12, ETHERTYPE_IPV4);
        putShort(IP, 0x4500);
        putShort(IP + 6, 0x4000);
        putShort(IP + 8, 64 << 8 | PROTOCOL_UDP);
        putBytes(IP + 12, 192, 0, 2, 1, 192, 0, 2, 2);
        putShort(UDP, SOURCE_PORT);
        putShort(UDP + 2, PORT);
        putBytes(VXLAN, 0x08, 0, 0, 0, 0, 0, 0x2A, 0);
        int sum = 0;
        for (int i = IP; i < UDP; i += Short.BYTES) {
            sum += buffer.getShort(i, ByteOrder.BIG_ENDIAN) & 0xFFFF;
        }
        sumOfConstants = sum;
    }

    /** The header for a frame of so many bytes; valid until the next call. */
    DirectBuffer of(final int frameLength) {
        final int totalLength = frameLength + LENGTH - IP;
        putShort(IP + 2, totalLength);
        putShort(UDP + 4, totalLength - (UDP - IP));
        int sum = sumOfConstants + totalLength;
        sum = (sum & 0xFFFF) + (sum >>> 16);
        sum = (sum & 0xFFFF) + (sum >>> 16);
        putShort(IP + 10, ~sum);
        return buffer;
    }

    private void putShort(final int offset, final int value) {
        buffer.putShort(offset, (short) value, ByteOrder.BIG_ENDIAN);
    }

    private void putBytes(final int offset, final int... values) {
        for (int i = 0; i < values.length; i++) {
            buffer.putByte(offset + i, (byte) values[i]);
        }
    }
}
