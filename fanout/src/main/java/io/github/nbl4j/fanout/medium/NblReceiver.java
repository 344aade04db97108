// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.medium;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.fanout.ip.Ipv4Reassembler;
import io.github.nbl4j.nbl.GatherVector;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.SegmentCursor;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;

/** Reads clones segment by segment, and writes a header into a clone's private room. */
final class NblReceiver implements Receiver<NetBufferList> {
    private final NetBufferListCloner cloner;
    private final GatherVector vector;
    private final SegmentCursor cursor = new SegmentCursor();
    private final Ipv4Reassembler reassembler = new Ipv4Reassembler();

    NblReceiver(final NblMedium medium) {
        cloner = new NetBufferListCloner(medium.pool);
        vector = new GatherVector(medium.maxPlaces);
    }

    @Override
    public int hash(final NetBufferList packet, final int seed) {
        int hash = seed;
        cursor.wrap(packet.firstNetBuffer());
        while (cursor.next()) {
            hash = Hash.of(cursor.buffer(), cursor.offset(), cursor.length(), hash);
        }
        return hash;
    }

    @Override
    public int encapsulate(final NetBufferList packet, final DirectBuffer header, final int length) {
        final NetBuffer frame = packet.firstNetBuffer();
        if (!frame.retreatPrivate(length)) {
            return -1;
        }
        frame.putBytes(0, header, 0, length);
        return gather(packet);
    }

    @Override
    public int gather(final NetBufferList packet) {
        vector.clear();
        for (NetBuffer frame = packet.firstNetBuffer(); frame != null; frame = frame.next()) {
            if (!vector.add(frame)) {
                throw new IllegalStateException("vector must hold the longest frame: " + packet);
            }
        }
        return vector.count();
    }

    @Override
    public NetBufferList reassemble(final NetBufferList fragments) {
        return reassembler.reassemble(cloner, fragments);
    }

    @Override
    public ByteBuffer[] segments() {
        return vector.buffers();
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
