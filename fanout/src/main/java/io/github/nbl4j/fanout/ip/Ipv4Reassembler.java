// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.ip;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;

/**
 * Joins the fragments of one packet, which lie in order in one list, over payload that stays where it is. It knows no
 * more of the packet than the fragments' headers tell. One thread.
 */
public final class Ipv4Reassembler {
    private final Ipv4Header first = new Ipv4Header();
    private final Ipv4Header each = new Ipv4Header();

    /** A reassembler that has seen nothing. */
    public Ipv4Reassembler() {}

    /**
     * Verifies every header, joins, and writes the header of the whole.
     *
     * @param cloner of the calling thread.
     * @param fragments stay the caller's.
     * @return a list of one NetBuffer that the caller owns; null when no memory is free now: nothing changed.
     * @throws IllegalStateException when a header is wrong or does not continue the one before, or the whole packet
     *     would be longer than a header can tell.
     */
    public NetBufferList reassemble(final NetBufferListCloner cloner, final NetBufferList fragments) {
        final NetBuffer head = fragments.firstNetBuffer();
        requireHeader(first, head, 0);
        final int offset = first.fragmentOffset();
        int end = offset;
        boolean more = true;
        for (NetBuffer fragment = head; fragment != null; fragment = fragment.next()) {
            requireHeader(each, fragment, end);
            if (!more || each.fragmentOffset() != end || !each.isOfSamePacket(first)) {
                throw new IllegalStateException("fragment must continue its packet: offset=" + each.fragmentOffset()
                        + " end of the one before=" + end + " more to follow=" + more);
            }
            end += each.payloadLength();
            if (first.ipLength() + end > Ipv4Header.MAXIMUM_PACKET_LENGTH) {
                throw new IllegalStateException("packet must be at most " + Ipv4Header.MAXIMUM_PACKET_LENGTH
                        + " bytes long: end=" + end + " header=" + first.ipLength());
            }
            more = each.moreFragments();
        }
        final int length = first.length();
        final NetBufferList whole = cloner.allocateReassembled(fragments, null, length, length, 0);
        if (whole != null) {
            first.fragment(end - offset, offset, more);
            whole.firstNetBuffer().putBytes(0, first.buffer(), 0, length);
        }
        return whole;
    }

    private static void requireHeader(final Ipv4Header header, final NetBuffer fragment, final int offset) {
        if (!header.read(fragment)) {
            throw new IllegalStateException(
                    "fragment must have an IPv4 header of its own length, with its checksum: offset=" + offset
                            + " length=" + fragment.dataLength());
        }
    }
}
