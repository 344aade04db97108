// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.ip;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import org.agrona.DirectBuffer;

/**
 * Cuts packets that exceed an MTU into fragments: each gets headers of its own in private memory, over payload that
 * stays where it is. DF forbids that to a router and not to us: a frame that GRO joined never was one packet on the
 * wire. The flag stays set in the fragments, so that the packet can be restored. One thread.
 */
public final class Ipv4Fragmenter {
    /** What every link must carry whole (RFC 791): 60 bytes of header and one unit of 8. */
    public static final int MINIMUM_MTU = 68;

    /** The largest packet. */
    public static final int MAXIMUM_MTU = Ipv4Header.MAXIMUM_PACKET_LENGTH;

    private final int mtu;
    private final Ipv4Header header = new Ipv4Header();

    /**
     * A fragmenter for one MTU.
     *
     * @param mtu bytes of the longest packet that stays whole, from {@link #MINIMUM_MTU} to {@link #MAXIMUM_MTU}.
     * @throws IllegalArgumentException when it is out of range.
     */
    public Ipv4Fragmenter(final int mtu) {
        if (mtu < MINIMUM_MTU || mtu > MAXIMUM_MTU) {
            throw new IllegalArgumentException(
                    "mtu must be from " + MINIMUM_MTU + " to " + MAXIMUM_MTU + ": mtu=" + mtu);
        }
        this.mtu = mtu;
    }

    /**
     * How many fragments a frame becomes.
     *
     * @param source that holds the frame.
     * @param offset of its first byte.
     * @param frameLength in bytes.
     * @return 1 when it stays whole.
     */
    public int fragments(final DirectBuffer source, final int offset, final int frameLength) {
        final boolean cuts = header.read(source, offset, frameLength) && exceeds();
        return cuts ? 1 + (header.payloadLength() - 1) / maximumPayload() : 1;
    }

    /**
     * Whether a frame carries more than the MTU behind its Ethernet header, whatever that is.
     *
     * @param source that holds the frame.
     * @param offset of its first byte.
     * @param frameLength in bytes.
     * @return true also for what {@link #fragments} leaves whole.
     */
    public boolean isLong(final DirectBuffer source, final int offset, final int frameLength) {
        header.read(source, offset, frameLength);
        return frameLength - header.ethernetLength() > mtu;
    }

    /**
     * Whether a frame is to be cut: to be asked before each {@link #fragment}.
     *
     * @param frame whose data begins with the Ethernet header.
     * @return false when the packet fits, or {@link Ipv4Header#read(NetBuffer)} cannot read it.
     */
    public boolean cuts(final NetBuffer frame) {
        return header.read(frame) && exceeds();
    }

    /** What no whole packet has room for stays as it is: its fragments could not be joined. */
    private boolean exceeds() {
        return header.totalLength() > mtu
                && header.fragmentOffset() + header.totalLength() <= Ipv4Header.MAXIMUM_PACKET_LENGTH;
    }

    /** Offsets count units of 8 bytes. */
    private int maximumPayload() {
        return mtu - header.ipLength() & -8;
    }

    /**
     * Cuts the frame that {@link #cuts} was asked about last.
     *
     * @param cloner of the calling thread.
     * @param packet whose first NetBuffer, its only one, is that frame.
     * @return a list that the caller owns, a NetBuffer for each fragment; null when no memory is free now: nothing
     *     changed.
     */
    public NetBufferList fragment(final NetBufferListCloner cloner, final NetBufferList packet) {
        final int length = header.length();
        final NetBufferList fragments =
                cloner.allocateFragment(packet, null, null, length, maximumPayload(), length, 0);
        if (fragments != null) {
            putHeaders(fragments.firstNetBuffer());
        }
        return fragments;
    }

    private void putHeaders(final NetBuffer first) {
        final boolean moreFollow = header.moreFragments();
        int offset = header.fragmentOffset();
        NetBuffer fragment = first;
        while (fragment != null) {
            final NetBuffer next = fragment.next();
            final int payload = (int) fragment.dataLength() - header.length();
            header.fragment(payload, offset, next != null || moreFollow);
            fragment.putBytes(0, header.buffer(), 0, header.length());
            if (fragment == first) {
                header.dropUncopiedOptions();
            }
            offset += payload;
            fragment = next;
        }
    }
}
