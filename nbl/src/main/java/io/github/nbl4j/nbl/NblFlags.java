// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

/**
 * Bits of {@link NetBufferList#nblFlags()}. They hold for all NetBuffers of the list, and not every combination makes
 * sense: a list never has one that does not. All other bits are reserved.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nbl/ns-nbl-net_buffer_list">NET_BUFFER_LIST</a>
 */
public final class NblFlags {
    /** The data must not be written on the send path; while it is set, no NetBuffer of the list writes any. */
    public static final int SEND_READ_ONLY = 1;

    /** The data must not be written on the receive path; while it is set, no NetBuffer of the list writes any. */
    public static final int RECV_READ_ONLY = 2;

    /** Header and data are split. */
    public static final int HD_SPLIT = 0x100;

    /** IPv4; excludes {@link #IS_IPV6}. */
    public static final int IS_IPV4 = 0x200;

    /** IPv6; excludes {@link #IS_IPV4}. */
    public static final int IS_IPV6 = 0x400;

    /** TCP; excludes {@link #IS_UDP}, needs IPv4 or IPv6. */
    public static final int IS_TCP = 0x800;

    /** UDP; excludes {@link #IS_TCP}, needs IPv4 or IPv6. */
    public static final int IS_UDP = 0x1000;

    /** Split where the upper layer's header begins; excludes {@link #SPLIT_AT_UPPER_LAYER_PROTOCOL_PAYLOAD}. */
    public static final int SPLIT_AT_UPPER_LAYER_PROTOCOL_HEADER = 0x2000;

    /** Split where its payload begins; needs TCP or UDP. */
    public static final int SPLIT_AT_UPPER_LAYER_PROTOCOL_PAYLOAD = 0x4000;

    /** Looped back. */
    public static final int IS_LOOPBACK_PACKET = 0x8000;

    static final int READ_ONLY = SEND_READ_ONLY | RECV_READ_ONLY;

    private static final int IP = IS_IPV4 | IS_IPV6;
    private static final int TRANSPORT = IS_TCP | IS_UDP;
    private static final int SPLIT = SPLIT_AT_UPPER_LAYER_PROTOCOL_HEADER | SPLIT_AT_UPPER_LAYER_PROTOCOL_PAYLOAD;
    private static final int KNOWN = READ_ONLY | HD_SPLIT | IP | TRANSPORT | SPLIT | IS_LOOPBACK_PACKET;

    private NblFlags() {}

    static void require(final int bits) {
        final String broken = brokenRule(bits);
        if (broken != null) {
            throw new IllegalArgumentException(broken + ": nblFlags=0x" + Integer.toHexString(bits));
        }
    }

    private static String brokenRule(final int bits) {
        if ((bits & ~KNOWN) != 0) {
            return "reserved bits must be 0";
        }
        if ((bits & IP) == IP) {
            return "IS_IPV4 and IS_IPV6 must exclude each other";
        }
        if ((bits & TRANSPORT) == TRANSPORT) {
            return "IS_TCP and IS_UDP must exclude each other";
        }
        if ((bits & TRANSPORT) != 0 && (bits & IP) == 0) {
            return "IS_TCP and IS_UDP must come with IS_IPV4 or IS_IPV6";
        }
        if ((bits & SPLIT) == SPLIT) {
            return "SPLIT_AT_UPPER_LAYER_PROTOCOL_HEADER and _PAYLOAD must exclude each other";
        }
        if ((bits & SPLIT_AT_UPPER_LAYER_PROTOCOL_PAYLOAD) != 0 && (bits & TRANSPORT) == 0) {
            return "SPLIT_AT_UPPER_LAYER_PROTOCOL_PAYLOAD must come with IS_TCP or IS_UDP";
        }
        return null;
    }
}
