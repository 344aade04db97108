// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import io.github.nbl4j.fanout.capture.PcapWriter;
import io.github.nbl4j.fanout.medium.Receiver;
import io.github.nbl4j.fanout.medium.SharedBytes;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The far end of a link with an MTU: records what arrives, joins the fragments of each packet, and compares the packet
 * with the input by its hash. Of the packet it has the fragments alone.
 */
final class ReassemblerWork implements LaneWork<NetBufferList> {
    static final String NAME = "reassembler";

    private final RecordingFiles files;
    private final PacketIndex index;
    private final SharedBytes shared = new SharedBytes();
    private int hash;
    private long fragments;
    private long reassembled;
    private long identical;
    private long copiedBytes;

    ReassemblerWork(final Path directory, final PacketIndex index) throws IOException {
        this.index = index;
        files = new RecordingFiles(
                directory,
                "fragments",
                TunnelWork.ETHERNET,
                Math.max(1, index.summary().maximumLength()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean handle(final Receiver<NetBufferList> receiver, final NetBufferList list, final int packet)
            throws IOException {
        if (list.firstNetBuffer().next() == null) {
            hash = receiver.hash(list, hash);
            record(receiver, list, packet);
            return true;
        }
        final NetBufferList whole = receiver.reassemble(list);
        if (whole == null) {
            return false;
        }
        try {
            compare(receiver, whole, list, packet);
        } finally {
            receiver.release(whole);
        }
        record(receiver, list, packet);
        return true;
    }

    private void compare(
            final Receiver<NetBufferList> receiver,
            final NetBufferList whole,
            final NetBufferList list,
            final int packet) {
        final int expected = index.hashAfter(packet, hash);
        hash = receiver.hash(whole, hash);
        identical += hash == expected ? 1 : 0;
        copiedBytes += shared.copied(whole, list);
        reassembled++;
    }

    /** Each fragment is a record, all of them one gathering write. */
    private void record(final Receiver<NetBufferList> receiver, final NetBufferList list, final int packet)
            throws IOException {
        if (index.linkType(packet) != TunnelWork.ETHERNET) {
            return;
        }
        final PcapWriter writer = files.current().writer(TunnelWork.ETHERNET);
        final NetBuffer first = list.firstNetBuffer();
        final boolean isCut = first.next() != null;
        receiver.gather(list);
        int at = 0;
        for (NetBuffer frame = first; frame != null; frame = frame.next()) {
            final int length = (int) frame.dataLength();
            final int segments = frame.segmentCount();
            writer.append(
                    index.timestampNanos(packet),
                    isCut ? length : index.originalLength(packet),
                    receiver.segments(),
                    at,
                    segments,
                    length);
            at += segments;
            fragments += isCut ? 1 : 0;
        }
        writer.flush();
    }

    /** Of the last round; after the run. */
    Fragmentation result() {
        return new Fragmentation(fragments, reassembled, identical, copiedBytes, files.recorded());
    }

    @Override
    public long copiedBytes() {
        return copiedBytes;
    }

    @Override
    public void restart() throws IOException {
        files.restart();
        hash = 0;
        fragments = 0;
        reassembled = 0;
        identical = 0;
        copiedBytes = 0;
    }

    @Override
    public int hash() {
        return hash;
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
