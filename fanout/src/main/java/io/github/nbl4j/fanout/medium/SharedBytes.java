// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.medium;

import io.github.nbl4j.fanout.ip.Ipv4Header;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.SegmentCursor;

/** Compares where in memory the payload of a packet and that of its fragments lies. One thread. */
public final class SharedBytes {
    private final Ipv4Header header = new Ipv4Header();
    private final Walk whole = new Walk();
    private final Walk part = new Walk();

    /** A comparison of nothing. */
    public SharedBytes() {}

    /**
     * How many bytes of a packet's payload are not the fragments' own bytes in memory.
     *
     * @param packet of one NetBuffer.
     * @param fragments of it, in order.
     * @return 0 when nothing was copied; what one has and the other has not counts as copied.
     */
    public long copied(final NetBufferList packet, final NetBufferList fragments) {
        if (!header.read(packet.firstNetBuffer())) {
            return packet.firstNetBuffer().dataLength();
        }
        final int length = header.length();
        long copied = 0;
        whole.start(packet.firstNetBuffer(), length);
        for (NetBuffer fragment = fragments.firstNetBuffer(); fragment != null; fragment = fragment.next()) {
            part.start(fragment, length);
            while (whole.left > 0 && part.left > 0) {
                final int n = Math.min(whole.left, part.left);
                copied += whole.address == part.address ? 0 : n;
                whole.skip(n);
                part.skip(n);
            }
            copied += part.rest();
        }
        return copied + whole.rest();
    }

    /** Goes through a NetBuffer byte by byte of address. */
    private static final class Walk {
        private final SegmentCursor cursor = new SegmentCursor();
        private long address;
        /** Bytes from there on in one piece; 0 at the end. */
        private int left;

        void start(final NetBuffer netBuffer, final int skip) {
            cursor.wrap(netBuffer);
            left = 0;
            next();
            skip(skip);
        }

        void skip(final int bytes) {
            int more = bytes;
            while (left > 0 && more >= left) {
                more -= left;
                next();
            }
            if (left > 0) {
                address += more;
                left -= more;
            }
        }

        long rest() {
            long rest = 0;
            while (left > 0) {
                rest += left;
                next();
            }
            return rest;
        }

        private void next() {
            final boolean is = cursor.next();
            left = is ? cursor.length() : 0;
            address = is ? cursor.address() : 0;
        }
    }
}
