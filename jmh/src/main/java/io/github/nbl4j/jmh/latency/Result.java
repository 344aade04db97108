// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/**
 * What one subject's JVM hands over: histograms in HdrHistogram's log format, a tag for each, which its plotters read,
 * and numbers by name, a line for each.
 */
final class Result {
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final Map<String, Histogram> histograms = new LinkedHashMap<>();

    void put(final String name, final Object value) {
        facts.put(name, value.toString());
    }

    void put(final Histogram histogram) {
        histograms.put(histogram.getTag(), histogram);
    }

    Map<String, String> facts() {
        return facts;
    }

    long number(final String name) {
        return Long.parseLong(facts.get(name));
    }

    Map<String, Histogram> histograms() {
        return histograms;
    }

    void write(final Path hlog, final Path numbers) throws IOException {
        try (OutputStream out = Files.newOutputStream(hlog)) {
            final HistogramLogWriter writer = new HistogramLogWriter(out);
            writer.outputLogFormatVersion();
            writer.outputLegend();
            for (final Histogram histogram : histograms.values()) {
                writer.outputIntervalHistogram(histogram);
            }
        }
        try (BufferedWriter writer = Files.newBufferedWriter(numbers)) {
            for (final Map.Entry<String, String> fact : facts.entrySet()) {
                writer.write(fact.getKey() + "=" + fact.getValue() + "\n");
            }
        }
    }

    static Result read(final Path hlog, final Path numbers) throws IOException {
        final Result result = new Result();
        try (HistogramLogReader reader = new HistogramLogReader(hlog.toFile())) {
            while (reader.hasNext()) {
                final EncodableHistogram next = reader.nextIntervalHistogram();
                if (next instanceof Histogram histogram) {
                    result.put(histogram);
                }
            }
        }
        try (BufferedReader reader = Files.newBufferedReader(numbers)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                final int at = line.indexOf('=');
                result.put(line.substring(0, at), line.substring(at + 1));
            }
        }
        return result;
    }
}
