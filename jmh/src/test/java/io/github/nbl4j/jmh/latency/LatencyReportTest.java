// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyReportTest {
    @TempDir
    Path directory;

    private static Result ours() {
        final Result result = new Result();
        Latency.NOTHING.forEach(name -> result.put(name, 0));
        return result;
    }

    @Test
    void shouldHaveNoFailureWhenNothingWasAllocatedOrCollected() {
        assertEquals(List.of(), Latency.failures(Latency.OURS, ours()));
    }

    @Test
    void shouldFailWhenAnyOfThemIsNotZero() {
        for (final String name : Latency.NOTHING) {
            final Result result = ours();
            result.put(name, 16);

            assertEquals(1, Latency.failures(Latency.OURS, result).size(), name);
            assertTrue(Latency.failures(Latency.OURS, result).get(0).contains(name + "=16"), name);
        }
    }

    @Test
    void shouldReadBackWhatWasWritten() throws Exception {
        final Result written = ours();
        for (final String kind : LatencyTable.KINDS.keySet()) {
            final Histogram histogram = new Histogram(Samples.LONGEST, 3);
            histogram.setTag(kind);
            histogram.recordValue(kind.length());
            histogram.recordValue(40_000_000_000L);
            written.put(histogram);
        }
        written.put("free.worst", "12 us \"PAUSE\", 11 us = UNKNOWN");
        written.write(directory.resolve("a.hlog"), directory.resolve("a.properties"));

        final Result read = Result.read(directory.resolve("a.hlog"), directory.resolve("a.properties"));

        assertEquals(written.facts(), read.facts());
        assertEquals(written.histograms(), read.histograms());
    }

    @Test
    void shouldDivideOursByTheirs() {
        final Result ours = ours();
        final Result theirs = ours();
        ours.put(single(30));
        theirs.put(single(120));

        assertEquals(0.25, LatencyTable.ratio(ours, theirs, "free", 99.9));
    }

    private static Histogram single(final long value) {
        final Histogram histogram = new Histogram(Samples.LONGEST, 3);
        histogram.setTag("free");
        histogram.recordValue(value);
        return histogram;
    }

    @Test
    void shouldWriteJson() throws Exception {
        final Result result = ours();
        result.put("free.worst", "12 us \"PAUSE\"");
        result.put(single(30));
        final JsonNode json = new JsonMapper().readTree(LatencyJson.of(Map.of(Latency.OURS, result), List.of("a")));
        final JsonNode ours = json.path("subjects").path(Latency.OURS);
        assertEquals(30, ours.path("nanos").path("free").path("p99.9").asLong());
        assertEquals("12 us \"PAUSE\"", ours.path("free.worst").asText());
        assertTrue(ours.path("collections").isNumber());
        assertEquals("a", json.path("failures").path(0).asText());
    }
}
