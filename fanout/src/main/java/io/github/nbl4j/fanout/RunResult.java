// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What one medium did in the measured loops. */
record RunResult(
        String name,
        long packets,
        long clones,
        long nanos,
        Histogram nanosPerClone,
        double nanosPerPacket,
        double allocatedBytesPerPacket,
        long collections,
        long copiedBytes,
        long leaked,
        long waits,
        List<LaneResult> lanes,
        List<Path> recorded,
        List<Path> tunnelled) {

    /** What one lane did in the measured loops. */
    record LaneResult(String name, long packets, long bytes, int hash) {}

    double packetsPerSecond() {
        return packets * 1e9 / nanos;
    }

    /** Packets that a lane did not get. */
    long dropped() {
        long dropped = 0;
        for (final LaneResult lane : lanes) {
            dropped += packets - lane.packets();
        }
        return dropped;
    }
}
