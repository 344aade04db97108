// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.medium;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.fanout.capture.Capture;
import io.github.nbl4j.fanout.ip.Ipv4Fragmenter;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.SegmentCursor;

/** Reads frames straight into slot memory, as Mdl chains where a frame is longer than a slot, and clones them. */
final class NblSource implements Source<NetBufferList> {
    private static final int ETHERNET = 1;

    private final NblMedium medium;
    private final Capture capture;
    private final NetBufferListCloner cloner;
    private final SegmentCursor originals = new SegmentCursor();
    private final SegmentCursor clones = new SegmentCursor();
    private final SharedBytes shared = new SharedBytes();
    private final Ipv4Fragmenter fragmenter;

    NblSource(final NblMedium medium, final Capture capture) {
        this.medium = medium;
        this.capture = capture;
        this.cloner = new NetBufferListCloner(medium.pool);
        this.fragmenter = new Ipv4Fragmenter(medium.mtu);
    }

    @Override
    public NetBufferList allocate() {
        final NetBufferList list = cloner.allocate();
        if (list == null) {
            return null;
        }
        final NetBuffer frame = list.firstNetBuffer();
        final int length = capture.capturedLength();
        final int slotSize = medium.pool.dataSize();
        for (int room = slotSize - NblMedium.HEADROOM; room < length; room += slotSize) {
            final Mdl segment = medium.segments.allocate();
            if (segment == null) {
                cloner.free(list);
                return null;
            }
            frame.append(segment);
        }
        frame.adjustData(NblMedium.HEADROOM, length);
        return list;
    }

    @Override
    public void receive(final NetBufferList packet) {
        final NetBuffer frame = packet.firstNetBuffer();
        int copied = 0;
        originals.wrap(frame);
        while (originals.next()) {
            final int n = originals.length();
            capture.copyTo(copied, frame.writableBuffer(originals.mdl()), originals.offset(), n);
            copied += n;
        }
    }

    @Override
    public boolean cloneFor(final NetBufferList packet, final NetBufferList[] out) {
        return cloner.allocateClones(packet, medium.cloneFlags, out, out.length);
    }

    @Override
    public NetBufferList fragment(final NetBufferList packet) {
        return capture.linkType() == ETHERNET && fragmenter.cuts(packet.firstNetBuffer())
                ? fragmenter.fragment(cloner, packet)
                : cloner.allocateClone(packet, medium.cloneFlags);
    }

    @Override
    public long copiedBytes(final NetBufferList packet, final NetBufferList clone) {
        if (clone.firstNetBuffer().next() != null) {
            return shared.copied(packet, clone);
        }
        long copied = 0;
        originals.wrap(packet.firstNetBuffer());
        clones.wrap(clone.firstNetBuffer());
        while (originals.next()) {
            if (!clones.next() || clones.length() != originals.length() || clones.address() != originals.address()) {
                copied += originals.length();
            }
        }
        return copied;
    }

    @Override
    public void release(final NetBufferList packet) {
        cloner.free(packet);
    }

    @Override
    public void close() {
        cloner.close();
    }
}
