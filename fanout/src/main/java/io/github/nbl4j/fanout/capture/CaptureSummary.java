// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What a whole capture holds, found by reading it once: enough to size pools and to refuse a broken file up front.
 *
 * @param packets       how many.
 * @param bytes         of all captured payloads together.
 * @param minimumLength shortest captured payload in bytes; 0 without packets.
 * @param maximumLength longest captured payload in bytes; 0 without packets.
 * @param linkTypes     each once, in the order of their first packets.
 */
public record CaptureSummary(long packets, long bytes, int minimumLength, int maximumLength, List<Integer> linkTypes) {
    /**
     * Reads a capture from its first packet to its end, and rewinds it.
     *
     * @param capture in any position; afterwards before its first packet, also when it is found malformed.
     * @return what it holds.
     * @throws CaptureException if the capture is malformed anywhere.
     */
    public static CaptureSummary scan(final Capture capture) throws CaptureException {
        long packets = 0;
        long bytes = 0;
        int minimumLength = Integer.MAX_VALUE;
        int maximumLength = 0;
        final BitSet seen = new BitSet();
        final List<Integer> linkTypes = new ArrayList<>();
        capture.rewind();
        try {
            while (capture.next()) {
                packets++;
                bytes += capture.capturedLength();
                minimumLength = Math.min(minimumLength, capture.capturedLength());
                maximumLength = Math.max(maximumLength, capture.capturedLength());
                if (!seen.get(capture.linkType())) {
                    seen.set(capture.linkType());
                    linkTypes.add(capture.linkType());
                }
            }
        } finally {
            capture.rewind();
        }
        return new CaptureSummary(
                packets, bytes, packets == 0 ? 0 : minimumLength, maximumLength, List.copyOf(linkTypes));
    }
}
