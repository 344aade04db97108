// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.ip;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Makes Ethernet frames with IPv4 packets; the checksum is computed here anew, from RFC 1071. */
final class Frames {
    static final int DF = 0x4000;
    static final int MF = 0x2000;

    private Frames() {}

    static byte[] frame(final int totalLength) {
        return frame(0, new byte[0], totalLength, 0);
    }

    static byte[] frame(final int tags, final byte[] options, final int totalLength, final int flagsAndOffset) {
        final ByteBuffer frame = ByteBuffer.allocate(14 + 4 * tags + totalLength);
        for (int i = 0; i < 12; i++) {
            frame.put((byte) (0x10 + i));
        }
        for (int i = 0; i < tags; i++) {
            frame.putShort((short) (i == 0 ? 0x88A8 : 0x8100)).putShort((short) (100 + i));
        }
        frame.putShort((short) 0x0800);
        final int ip = frame.position();
        frame.put((byte) (0x45 + options.length / 4)).put((byte) 0);
        frame.putShort((short) totalLength).putShort((short) 0xBEEF).putShort((short) flagsAndOffset);
        frame.put((byte) 64).put((byte) 6).putShort((short) 0);
        frame.putInt(0xC0000201).putInt(0xC6336402).put(options);
        for (int i = 0; frame.hasRemaining(); i++) {
            frame.put((byte) (i * 31 + (i >> 8)));
        }
        return withChecksum(frame.array(), ip);
    }

    /** Sets the checksum of the IPv4 header at ip. */
    static byte[] withChecksum(final byte[] frame, final int ip) {
        frame[ip + 10] = 0;
        frame[ip + 11] = 0;
        long sum = 0;
        for (int i = 0; i < (frame[ip] & 0xF) * 4; i += 2) {
            sum += shortAt(frame, ip + i);
        }
        while (sum > 0xFFFF) {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }
        frame[ip + 10] = (byte) (~sum >> 8);
        frame[ip + 11] = (byte) ~sum;
        return frame;
    }

    static int shortAt(final byte[] frame, final int offset) {
        return (frame[offset] & 0xFF) << 8 | frame[offset + 1] & 0xFF;
    }

    static byte[] changed(final byte[] frame, final int offset, final int bits) {
        final byte[] other = Arrays.copyOf(frame, frame.length);
        other[offset] ^= (byte) bits;
        return other;
    }
}
