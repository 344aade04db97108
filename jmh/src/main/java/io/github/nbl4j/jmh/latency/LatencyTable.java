// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The results as the terminal shows them. */
final class LatencyTable {
    static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};
    private static final String NETTY = "Netty pooled";
    private static final String QUIET = ".quiet";

    /** Names of the samples and what they are. */
    static final Map<String, String> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("published", "a packet, from its intended start until its clones are in all lanes");
        KINDS.put("freed", "a clone, from its packet's intended start until its lane has freed it");
        KINDS.put("packet", "a packet, from its actual start: allocate, header, 4 clones, free, publish");
        KINDS.put("cloneFree", "one clone + free on the producer's thread after each packet, 64 outstanding");
        KINDS.put("alone", "the same, call upon call, with no packets under way");
        KINDS.put("clock", "nothing, between those calls: two readings of the clock");
        KINDS.put("free", "one free on the consumer's thread");
    }

    private final StringBuilder out = new StringBuilder();

    LatencyTable(final Map<String, Result> results) {
        KINDS.forEach((kind, title) -> {
            line(
                    "%n%-44s %9s %9s %9s %9s %9s %9s %9s",
                    "ns", "p50", "p90", "p99", "p99.9", "p99.99", "max", "left out");
            line("%s", title);
            results.forEach((subject, result) -> {
                row("  " + subject, result.histograms().get(kind), "");
                row(
                        "    without the machine's stalls",
                        result.histograms().get(kind + QUIET),
                        result.facts().get(kind + ".leftOut"));
            });
        });
        jvms(results);
        machine(results);
        results.forEach((subject, result) -> worst(subject, result));
        for (final String ours : List.of(Latency.OURS, Latency.IN_ORDER)) {
            ratios(ours, results.get(ours), results.get(NETTY));
        }
    }

    private void line(final String format, final Object... values) {
        out.append(String.format(Locale.ROOT, format + "%n", values));
    }

    private void row(final String name, final Histogram histogram, final String leftOut) {
        out.append(String.format(Locale.ROOT, "%-44s", name));
        for (final double percentile : PERCENTILES) {
            out.append(String.format(Locale.ROOT, " %9d", histogram.getValueAtPercentile(percentile)));
        }
        line(" %9s", leftOut);
    }

    private void jvms(final Map<String, Result> results) {
        line(
                "%n%-18s %11s %11s %11s %9s %8s %9s %11s %11s",
                "the JVM",
                "B/packet",
                "by consumer",
                "collections",
                "ms",
                "pauses",
                "ms",
                "longest ms",
                "other cpu ms");
        results.forEach((subject, result) -> line(
                "%-18s %11.3f %11.3f %11d %9d %8d %9.1f %11.1f %11.0f",
                subject,
                (double) result.number("producer.allocatedBytes") / result.number("packets"),
                (double) result.number("consumer.allocatedBytes") / result.number("packets"),
                result.number("collections"),
                result.number("collectionMillis"),
                result.number("pauses"),
                result.number("pauseNanos") / 1e6,
                result.number("longestPauseNanos") / 1e6,
                (result.number("jvmCpuNanos") - both(result, "cpuNanos")) / 1e6));
    }

    private void machine(final Map<String, Result> results) {
        line(
                "%n%-18s %9s %9s %9s %9s %11s %11s %9s %10s %10s",
                "the machine",
                "watched",
                "stalls",
                "ms",
                "longest",
                "in harness",
                "in subject",
                "switches",
                "no core ms",
                "lane full");
        results.forEach((subject, result) -> line(
                "%-18s %8.0f%% %9d %9.1f %9.1f %11d %11d %9d %10.1f %10d",
                subject,
                50.0 * result.number("watchedNanos") / result.number("roundNanos"),
                result.number("machineStalls"),
                result.number("machineStallNanos") / 1e6,
                result.number("longestMachineStallNanos") / 1e6,
                result.number("stallsInHarness"),
                result.number("stallsInSubject"),
                both(result, "involuntarySwitches"),
                both(result, "runDelayNanos") / 1e6,
                result.number("waits")));
    }

    private static long both(final Result result, final String name) {
        return result.number("producer." + name) + result.number("consumer." + name);
    }

    private void worst(final String subject, final Result result) {
        line("%n%s: samples of more than %d us, and the worst", subject, Samples.LONG / 1000);
        KINDS.keySet().forEach(kind -> {
            final StringBuilder causes = new StringBuilder();
            for (final Findings.Cause cause : Findings.Cause.values()) {
                causes.append(cause)
                        .append(' ')
                        .append(result.number(kind + ".long." + cause))
                        .append("  ");
            }
            line("  %-10s %s| %s", kind, causes, result.facts().get(kind + ".worst"));
        });
    }

    private void ratios(final String name, final Result ours, final Result netty) {
        if (ours == null || netty == null) {
            return;
        }
        for (final String kind : List.of("alone", "cloneFree")) {
            line("%n%s, %s / %s:", KINDS.get(kind), name, NETTY);
            ratio(ours, netty, kind, 99.9, "must be <= 0.40, aim 0.20");
            ratio(ours, netty, kind, 99.99, "must be <= 0.30, aim 0.10");
        }
    }

    private void ratio(
            final Result ours, final Result netty, final String kind, final double percentile, final String target) {
        line(
                "  p%-6s %.2f   without the machine's stalls %.2f   (%s)",
                percentile, ratio(ours, netty, kind, percentile), ratio(ours, netty, kind + QUIET, percentile), target);
    }

    static double ratio(final Result ours, final Result netty, final String kind, final double percentile) {
        return (double) ours.histograms().get(kind).getValueAtPercentile(percentile)
                / netty.histograms().get(kind).getValueAtPercentile(percentile);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
