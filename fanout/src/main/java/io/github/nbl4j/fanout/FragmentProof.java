// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import io.github.nbl4j.fanout.capture.Capture;
import io.github.nbl4j.fanout.capture.CaptureException;
import io.github.nbl4j.fanout.ip.Ipv4Header;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Walks the file of a link with an MTU beside the input, and holds every record against RFC 791. */
final class FragmentProof {
    private final PacketIndex index;
    private final FragmentPlan plan;
    private final Ipv4Header packet = new Ipv4Header();
    private final Ipv4Header fragment = new Ipv4Header();
    private final UnsafeBuffer scratch = new UnsafeBuffer(ByteBuffer.allocateDirect(Ipv4Header.MAXIMUM_LENGTH));
    private long verified;

    FragmentProof(final PacketIndex index, final FragmentPlan plan) {
        this.index = index;
        this.plan = plan;
    }

    /** Fragments that were found right. */
    long verified() {
        return verified;
    }

    /** Walks one pass; false at the first packet that is not there as it must be. */
    boolean verify(final Capture written, final Capture input) throws CaptureException {
        input.rewind();
        for (int i = 0; input.next(); i++) {
            if (index.linkType(i) != TunnelWork.ETHERNET) {
                continue;
            }
            final int fragments = plan.fragments(i);
            if (fragments == 1 ? !isNextEqual(written, input) : !areNextFragments(written, input, fragments)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNextEqual(final Capture written, final Capture input) throws CaptureException {
        return written.next()
                && written.capturedLength() == input.capturedLength()
                && written.originalLength() == input.originalLength()
                && written.timestampNanos() == input.timestampNanos()
                && written.regionMatches(0, input, 0, input.capturedLength());
    }

    private boolean areNextFragments(final Capture written, final Capture input, final int fragments)
            throws CaptureException {
        if (!read(packet, input)) {
            return false;
        }
        int at = packet.length();
        for (int i = 0; i < fragments; i++) {
            final boolean isLast = i == fragments - 1;
            if (!written.next() || !read(fragment, written) || !isPart(written, input, at, isLast)) {
                return false;
            }
            at += fragment.payloadLength();
            verified++;
        }
        return at == input.capturedLength();
    }

    private boolean isPart(final Capture written, final Capture input, final int at, final boolean isLast) {
        final int length = packet.length();
        final int ethernet = length - packet.ipLength();
        return fragment.length() == length
                && fragment.totalLength() <= plan.mtu()
                && fragment.fragmentOffset() == packet.fragmentOffset() + at - length
                && fragment.moreFragments() == (!isLast || packet.moreFragments())
                && written.timestampNanos() == input.timestampNanos()
                && fragment.payloadLength() <= input.capturedLength() - at
                && written.regionMatches(0, input, 0, ethernet)
                && fragment.isOfSamePacket(packet)
                && written.regionMatches(length, input, at, fragment.payloadLength());
    }

    /** Its checksum must be right too. */
    private boolean read(final Ipv4Header header, final Capture from) {
        final int n = Math.min(from.capturedLength(), Ipv4Header.MAXIMUM_LENGTH);
        from.copyTo(0, scratch, 0, n);
        return header.read(scratch, 0, from.capturedLength());
    }
}
