// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.scenario;

import java.math.BigInteger;
import java.util.Arrays;

/** Ethernet frames with IPv4 and TCP or UDP, whose checksums are right. */
final class Frames {
    static final int ETHERNET = 14;
    static final int IP = 20;
    static final int TCP = 20;
    static final int UDP = 8;
    /** Where the header after IP starts. */
    static final int TRANSPORT = ETHERNET + IP;
    /** Ethernet, IP and TCP. */
    static final int HEADERS = TRANSPORT + TCP;
    /** Ethernet, IP, UDP and VXLAN. */
    static final int OUTER = TRANSPORT + UDP + 8;

    static final int PROTOCOL_TCP = 6;
    static final int PROTOCOL_UDP = 17;
    private static final BigInteger ONES = BigInteger.valueOf(0xFFFF);

    private Frames() {}

    static byte[] tcp(final int payload, final int seed) {
        final byte[] frame = frame(PROTOCOL_TCP, TCP + payload, seed);
        put32(frame, TRANSPORT + 4, seed * 0x0100_0193);
        put32(frame, TRANSPORT + 8, 7);
        put16(frame, TRANSPORT + 12, 0x5018);
        put16(frame, TRANSPORT + 14, 8192);
        return checksums(frame);
    }

    static byte[] udp(final int payload, final int seed) {
        final byte[] frame = frame(PROTOCOL_UDP, UDP + payload, seed);
        put16(frame, TRANSPORT + 4, UDP + payload);
        return checksums(frame);
    }

    private static byte[] frame(final int protocol, final int afterIp, final int seed) {
        final byte[] frame = new byte[TRANSPORT + afterIp];
        for (int i = TRANSPORT; i < frame.length; i++) {
            frame[i] = (byte) (seed * 89 + i * 31 + i / 256);
        }
        Arrays.fill(frame, TRANSPORT, TRANSPORT + (protocol == PROTOCOL_TCP ? TCP : UDP), (byte) 0);
        header(frame, protocol, afterIp, seed);
        put16(frame, TRANSPORT, 49152 + seed);
        put16(frame, TRANSPORT + 2, 80);
        return frame;
    }

    private static void header(final byte[] frame, final int protocol, final int afterIp, final int id) {
        frame[0] = 2;
        frame[5] = 1;
        frame[6] = 2;
        frame[11] = 2;
        put16(frame, 12, 0x0800);
        put16(frame, ETHERNET, 0x4500);
        put16(frame, ETHERNET + 2, IP + afterIp);
        put16(frame, ETHERNET + 4, id);
        frame[ETHERNET + 8] = 64;
        frame[ETHERNET + 9] = (byte) protocol;
        put32(frame, ETHERNET + 12, 0x0A00_0001);
        put32(frame, ETHERNET + 16, 0x0A00_0002);
    }

    /** The headers of a VXLAN tunnel in front of an inner frame; UDP's checksum is 0, as RFC 7348 has it. */
    static byte[] outer(final int inner) {
        final byte[] outer = new byte[OUTER];
        header(outer, PROTOCOL_UDP, UDP + 8 + inner, 1);
        put16(outer, TRANSPORT, 50000);
        put16(outer, TRANSPORT + 2, 4789);
        put16(outer, TRANSPORT + 4, UDP + 8 + inner);
        outer[TRANSPORT + UDP] = 8;
        outer[TRANSPORT + UDP + 6] = 42;
        put16(outer, ETHERNET + 10, ~sum(outer, ETHERNET, IP, 0));
        return outer;
    }

    /** Sets both checksums of a frame or of its headers alone, whose payload adds up to nothing then. */
    static byte[] checksums(final byte[] frame) {
        final int at = checksumAt(frame);
        put16(frame, ETHERNET + 10, 0);
        put16(frame, ETHERNET + 10, ~sum(frame, ETHERNET, IP, 0));
        put16(frame, at, 0);
        final int length = get16(frame, ETHERNET + 2) - IP;
        final int pseudo = sum(frame, ETHERNET + 12, 8, frame[ETHERNET + 9] + length);
        put16(frame, at, ~sum(frame, TRANSPORT, length, pseudo));
        return frame;
    }

    static int checksumAt(final byte[] frame) {
        return TRANSPORT + (frame[ETHERNET + 9] == PROTOCOL_TCP ? 16 : 6);
    }

    /** The sum of RFC 1071: words, end around carry. */
    static int sum(final byte[] bytes, final int from, final int length, final int start) {
        int sum = start;
        for (int i = 0; i < length; i++) {
            sum += (bytes[from + i] & 0xFF) << (i % 2 == 0 ? 8 : 0);
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return sum;
    }

    /** RFC 1624: the checksum after one word of what it covers changed. */
    static int update(final int checksum, final int before, final int after) {
        int sum = (~checksum & 0xFFFF) + (~before & 0xFFFF) + after;
        sum = (sum & 0xFFFF) + (sum >>> 16);
        return ~((sum & 0xFFFF) + (sum >>> 16)) & 0xFFFF;
    }

    /** Another way to the same end: as one large number, covered bytes are a multiple of 2^16 - 1. */
    static boolean isIpRight(final byte[] frame) {
        return isRight(Arrays.copyOfRange(frame, ETHERNET, TRANSPORT));
    }

    static boolean isTransportRight(final byte[] frame) {
        final int length = get16(frame, ETHERNET + 2) - IP;
        final byte[] covered = new byte[12 + (length + 1) / 2 * 2];
        System.arraycopy(frame, ETHERNET + 12, covered, 0, 8);
        covered[9] = frame[ETHERNET + 9];
        put16(covered, 10, length);
        System.arraycopy(frame, TRANSPORT, covered, 12, length);
        return isRight(covered);
    }

    static boolean isRight(final byte[] covered) {
        return new BigInteger(1, covered).mod(ONES).signum() == 0;
    }

    static int get16(final byte[] bytes, final int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    static int get32(final byte[] bytes, final int at) {
        return get16(bytes, at) << 16 | get16(bytes, at + 2);
    }

    static void put16(final byte[] bytes, final int at, final int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    static void put32(final byte[] bytes, final int at, final int value) {
        put16(bytes, at, value >>> 16);
        put16(bytes, at + 2, value);
    }

    static byte[] join(final byte[]... parts) {
        int length = 0;
        for (final byte[] part : parts) {
            length += part.length;
        }
        final byte[] all = new byte[length];
        int at = 0;
        for (final byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
