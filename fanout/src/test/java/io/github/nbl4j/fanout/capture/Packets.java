// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Everything that a capture delivers, kept on the heap to be compared. */
final class Packets {
    /** One packet, its payload as text so that records compare by value and print. */
    record Packet(long timestampNanos, int originalLength, int linkType, int interfaceId, ByteBuffer payload) {}

    final List<Packet> packets = new ArrayList<>();
    CaptureException defect;

    /** Reads to the end, or to the first defect, which may already lie in the header. */
    static Packets readUntilDefect(final ByteBuffer content) {
        final Packets result = new Packets();
        try (Capture capture = Capture.wrap(CaptureBuilder.NAME, content, Capture.DEFAULT_MAXIMUM_FRAME_LENGTH)) {
            result.readAll(capture);
        } catch (final CaptureException ex) {
            result.defect = ex;
        }
        return result;
    }

    static List<Packet> read(final Capture capture) throws CaptureException {
        final Packets result = new Packets();
        result.readAll(capture);
        return result.packets;
    }

    static Path file(final String name) {
        try {
            return Path.of(Packets.class.getResource("/captures/" + name).toURI());
        } catch (final URISyntaxException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private void readAll(final Capture capture) throws CaptureException {
        while (capture.next()) {
            final ByteBuffer payload = ByteBuffer.allocate(capture.capturedLength());
            capture.copyTo(0, payload, capture.capturedLength());
            packets.add(new Packet(
                    capture.timestampNanos(),
                    capture.originalLength(),
                    capture.linkType(),
                    capture.interfaceId(),
                    payload.flip()));
        }
    }
}
