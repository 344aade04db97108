// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import io.github.nbl4j.fanout.medium.Receiver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The tunnel: a VXLAN header in this clone's private room, then one gathering write. VXLAN carries Ethernet frames of
 * up to 65,499 bytes; other packets are left out.
 */
final class TunnelWork<P> implements LaneWork<P> {
    static final int ETHERNET = 1;

    private final VxlanHeader header = new VxlanHeader();
    private final RecordingFiles files;
    private final PacketIndex index;

    TunnelWork(final Path directory, final PacketIndex index) throws IOException {
        this.index = index;
        files = new RecordingFiles(
                directory, "tunnel", ETHERNET, index.summary().maximumLength() + VxlanHeader.LENGTH);
    }

    static boolean carries(final PacketIndex index, final int packet) {
        return index.linkType(packet) == ETHERNET && index.length(packet) <= VxlanHeader.LONGEST_FRAME;
    }

    @Override
    public String name() {
        return "tunnel";
    }

    @Override
    public boolean handle(final Receiver<P> receiver, final P clone, final int packet) throws IOException {
        if (!carries(index, packet)) {
            return true;
        }
        final int length = index.length(packet);
        final int segments = receiver.encapsulate(clone, header.of(length), VxlanHeader.LENGTH);
        if (segments < 0) {
            return false;
        }
        files.current()
                .write(
                        ETHERNET,
                        index.timestampNanos(packet),
                        length + VxlanHeader.LENGTH,
                        receiver.segments(),
                        0,
                        segments,
                        length + VxlanHeader.LENGTH);
        return true;
    }

    List<Path> recorded() {
        return files.recorded();
    }

    @Override
    public void restart() throws IOException {
        files.restart();
    }

    @Override
    public int hash() {
        return 0;
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
