// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import io.github.nbl4j.fanout.capture.Capture;
import io.github.nbl4j.fanout.capture.CaptureException;
import io.github.nbl4j.fanout.capture.CaptureSummary;
import io.github.nbl4j.fanout.capture.PcapWriter;
import io.github.nbl4j.fanout.medium.Hash;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the capture's packets carry beside their bytes. Every lane sees every packet in order, so the number of a packet
 * is enough to find it here; and the hash that a lane must arrive at is known before the lane starts.
 */
final class PacketIndex {
    private final CaptureSummary summary;
    private final long[] timestamps;
    private final int[] offsets;
    private final int[] lengths;
    private final int[] originalLengths;
    private final int[] linkTypes;
    private final int[] hashes;
    /** 31 to the power of the length: what a hash so far is multiplied by. */
    private final int[] factors;

    private final byte[] bytes;

    private PacketIndex(final CaptureSummary summary) {
        this.summary = summary;
        final int packets = Math.toIntExact(summary.packets());
        timestamps = new long[packets];
        offsets = new int[packets];
        lengths = new int[packets];
        originalLengths = new int[packets];
        linkTypes = new int[packets];
        hashes = new int[packets];
        factors = new int[packets];
        bytes = new byte[Math.toIntExact(summary.bytes())];
    }

    /** Reads the whole capture once; a broken one is refused here, before anything is written. */
    static PacketIndex of(final Capture capture) throws CaptureException {
        final CaptureSummary summary = CaptureSummary.scan(capture);
        if (summary.packets() == 0) {
            throw new IllegalArgumentException("capture must hold a packet: " + capture.name() + " packets=0");
        }
        if (summary.packets() > Integer.MAX_VALUE || summary.bytes() > Integer.MAX_VALUE - Long.BYTES) {
            throw new IllegalArgumentException("capture must hold less than 2 GiB of packets: " + capture.name()
                    + " packets=" + summary.packets() + " bytes=" + summary.bytes());
        }
        final PacketIndex index = of(summary, capture.name());
        final UnsafeBuffer target = new UnsafeBuffer(index.bytes);
        int at = 0;
        for (int i = 0; capture.next(); i++) {
            index.timestamps[i] = requireRecordable(capture);
            index.offsets[i] = at;
            index.lengths[i] = capture.capturedLength();
            index.originalLengths[i] = capture.originalLength();
            index.linkTypes[i] = capture.linkType();
            capture.copyTo(0, target, at, capture.capturedLength());
            index.hash(i, target);
            at += capture.capturedLength();
        }
        capture.rewind();
        return index;
    }

    private static PacketIndex of(final CaptureSummary summary, final String capture) {
        try {
            return new PacketIndex(summary);
        } catch (final OutOfMemoryError ex) {
            throw new IllegalStateException(
                    "the heap must hold the packets of the capture: " + capture + " packets=" + summary.packets()
                            + " bytes=" + summary.bytes() + " (raise -Xmx)",
                    ex);
        }
    }

    private void hash(final int packet, final UnsafeBuffer all) {
        int factor = 1;
        for (int i = 0; i < lengths[packet]; i++) {
            factor *= 31;
        }
        factors[packet] = factor;
        hashes[packet] = Hash.of(all, offsets[packet], lengths[packet], 0);
    }

    private static long requireRecordable(final Capture capture) {
        if (capture.timestampNanos() > PcapWriter.MAXIMUM_TIMESTAMP_NANOS) {
            throw new IllegalArgumentException("timestamp must be before 2106 to be recorded as pcap: " + capture.name()
                    + " timestampNanos=" + capture.timestampNanos());
        }
        return capture.timestampNanos();
    }

    CaptureSummary summary() {
        return summary;
    }

    int packets() {
        return timestamps.length;
    }

    long timestampNanos(final int packet) {
        return timestamps[packet];
    }

    int length(final int packet) {
        return lengths[packet];
    }

    int originalLength(final int packet) {
        return originalLengths[packet];
    }

    int linkType(final int packet) {
        return linkTypes[packet];
    }

    /** Shows the bytes of a packet. */
    void wrap(final int packet, final UnsafeBuffer view) {
        view.wrap(bytes, offsets[packet], lengths[packet]);
    }

    /** What a hash must be after one more packet. */
    int hashAfter(final int packet, final int before) {
        return before * factors[packet] + hashes[packet];
    }

    /** What a lane's hash must be after it read all packets so many times. */
    int expectedHash(final int loops) {
        int hash = 0;
        final UnsafeBuffer all = new UnsafeBuffer(bytes);
        for (int i = 0; i < loops; i++) {
            hash = Hash.of(all, 0, bytes.length, hash);
        }
        return hash;
    }
}
