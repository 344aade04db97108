// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import io.github.nbl4j.fanout.capture.CaptureException;
import io.github.nbl4j.fanout.capture.CaptureSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What the program says: a table for people, result.json for programs, latency.hgrm for plots. */
final class Report {
    private final FanoutOptions options;
    private final CaptureInput input;
    private final PacketIndex index;
    private final List<Turns> turns;
    private final Proven proven;

    /** @param turns ours first, then the baselines. */
    Report(
            final FanoutOptions options,
            final CaptureInput input,
            final PacketIndex index,
            final List<Turns> turns,
            final Proven proven) {
        this.options = options;
        this.input = input;
        this.index = index;
        this.turns = turns;
        this.proven = proven;
    }

    private RunResult ours() {
        return turns.get(0).middle();
    }

    void print(final PrintStream out, final String footprint) {
        printInput(out, footprint);
        out.println();
        printTable(out);
        out.println();
        printProofs(out);
    }

    private void printInput(final PrintStream out, final String footprint) {
        final CaptureSummary summary = index.summary();
        line(
                out,
                "capture    %s: %,d packets, %,d B, %,d to %,d B long",
                input.name(),
                summary.packets(),
                summary.bytes(),
                summary.minimumLength(),
                summary.maximumLength());
        line(out, "pool       %s", footprint);
        line(
                out,
                "lanes      %d%s, clones with %s, %d measured loops after %d%s",
                options.lanes(),
                options.hasMtu() ? " and a reassembler" : "",
                options.modeName(),
                options.loops(),
                options.warmUpLoops(1),
                turnsSentence());
    }

    private String turnsSentence() {
        return options.turns() == 1
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; of %d turns the middle one, from the second on after %d",
                        options.turns(),
                        options.warmUpLoops(options.turns()));
    }

    private void printTable(final PrintStream out) {
        line(
                out,
                "%-20s %12s %10s %8s %8s %8s %10s %19s %10s %4s %8s %7s",
                "",
                "packets/s",
                "clones",
                "p50 ns",
                "p99",
                "p99.9",
                "ns/packet",
                "of all turns",
                "B/packet",
                "GC",
                "dropped",
                "leaked");
        for (final Turns each : turns) {
            final RunResult result = each.middle();
            final List<Double> all = each.nanosPerPacket();
            final Histogram nanos = result.nanosPerClone();
            line(
                    out,
                    "%-20s %,12.0f %,10d %8d %8d %8d %,10.0f %,8.0f .. %,7.0f %10.1f %4d %8d %7d",
                    result.name(),
                    result.packetsPerSecond(),
                    result.clones(),
                    nanos.getValueAtPercentile(50),
                    nanos.getValueAtPercentile(99),
                    nanos.getValueAtPercentile(99.9),
                    result.nanosPerPacket(),
                    all.get(0),
                    all.get(all.size() - 1),
                    result.allocatedBytesPerPacket(),
                    result.collections(),
                    result.dropped(),
                    result.leaked());
        }
    }

    private void printProofs(final PrintStream out) {
        final RunResult ours = ours();
        line(
                out,
                "verified   %,d of %,d recorded packets are identical, %,d inner frames of the tunnel",
                proven.recorded(),
                ours.packets(),
                proven.tunnelled());
        if (proven.fragments() != null) {
            out.println(proven.fragments().sentence(turns.size() > 1));
        }
        line(
                out,
                "copied     %,d payload bytes%s",
                ours.copiedBytes(),
                ours.copiedBytes() == 0 ? ": every clone's addresses are the original's" : "");
        if (ours.waits() > 0) {
            line(out, "waited     the source waited %,d times for a free list; it drops nothing", ours.waits());
        }
        line(out, "written    %s", options.out());
    }

    private static void line(final PrintStream out, final String format, final Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    void write() throws IOException {
        write("result.json", Json.of(json()).getBytes(StandardCharsets.UTF_8));
        // Into memory first: a PrintStream does not tell why a file cannot be written.
        final ByteArrayOutputStream percentiles = new ByteArrayOutputStream();
        ours().nanosPerClone().outputPercentileDistribution(new PrintStream(percentiles, true), 1.0);
        write("latency.hgrm", percentiles.toByteArray());
    }

    private void write(final String name, final byte[] content) throws IOException {
        final Path file = options.out().resolve(name);
        try {
            Files.write(file, content);
        } catch (final IOException ex) {
            throw new IOException(file + ": cannot be written: " + CaptureException.reason(ex), ex);
        }
    }

    private Map<String, Object> json() {
        final RunResult ours = ours();
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("capture", input.name());
        json.put("packets", ours.packets());
        json.put("clones", ours.clones());
        json.put("verifiedPackets", proven.recorded());
        json.put("verifiedInnerFrames", proven.tunnelled());
        if (proven.fragments() != null) {
            json.put("fragmentation", proven.fragments().json());
        }
        json.put("copiedBytes", ours.copiedBytes());
        json.put("allocatedBytesPerPacket", ours.allocatedBytesPerPacket());
        json.put("collections", ours.collections());
        json.put("leaked", ours.leaked());
        json.put("dropped", ours.dropped());
        json.put("sourceWaits", ours.waits());
        json.put("packetsPerSecond", ours.packetsPerSecond());
        json.put("nanosPerClone", percentiles(ours.nanosPerClone()));
        json.put("nanosPerPacket", ours.nanosPerPacket());
        json.put("nanosPerPacketOfTurns", turns.get(0).nanosPerPacket());
        json.put("lanes", lanes(ours));
        final List<Object> baselines = new ArrayList<>();
        for (final Turns baseline : turns.subList(1, turns.size())) {
            baselines.add(baseline(baseline));
        }
        json.put("baselines", baselines);
        json.put("environment", environment());
        return json;
    }

    private static List<Object> lanes(final RunResult result) {
        final List<Object> lanes = new ArrayList<>();
        for (final RunResult.LaneResult each : result.lanes()) {
            final Map<String, Object> lane = new LinkedHashMap<>();
            lane.put("name", each.name());
            lane.put("packets", each.packets());
            lane.put("bytes", each.bytes());
            lane.put("hash", String.format("%08x", each.hash()));
            lanes.add(lane);
        }
        return lanes;
    }

    private static Map<String, Object> baseline(final Turns turns) {
        final RunResult result = turns.middle();
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", result.name());
        json.put("packetsPerSecond", result.packetsPerSecond());
        json.put("nanosPerClone", percentiles(result.nanosPerClone()));
        json.put("nanosPerPacket", result.nanosPerPacket());
        json.put("nanosPerPacketOfTurns", turns.nanosPerPacket());
        json.put("copiedBytes", result.copiedBytes());
        json.put("allocatedBytesPerPacket", result.allocatedBytesPerPacket());
        json.put("collections", result.collections());
        json.put("leaked", result.leaked());
        json.put("dropped", result.dropped());
        return json;
    }

    private static Map<String, Object> percentiles(final Histogram histogram) {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("p50", histogram.getValueAtPercentile(50));
        json.put("p99", histogram.getValueAtPercentile(99));
        json.put("p99.9", histogram.getValueAtPercentile(99.9));
        json.put("max", histogram.getMaxValue());
        return json;
    }

    private Map<String, Object> environment() {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        json.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        json.put("processors", Runtime.getRuntime().availableProcessors());
        json.put("maxHeapMiB", Runtime.getRuntime().maxMemory() >> 20);
        json.put("mode", options.modeName());
        json.put("slotSize", options.slotSize());
        json.put("capacity", options.capacity());
        json.put("loops", options.loops());
        json.put("warmUpLoops", options.warmUpLoops(1));
        json.put("turns", options.turns());
        json.put("warmUpLoopsOfLaterTurns", options.warmUpLoops(2));
        return json;
    }
}
