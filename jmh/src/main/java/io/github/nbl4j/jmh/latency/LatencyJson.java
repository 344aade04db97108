// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The results for programs. */
final class LatencyJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private LatencyJson() {}

    static String of(final Map<String, Result> results, final List<String> failures) throws IOException {
        final Map<String, Object> subjects = new LinkedHashMap<>();
        results.forEach((subject, result) -> subjects.put(subject, subject(result)));
        final Map<String, Object> root = new LinkedHashMap<>();
        root.put("jdk", Runtime.version().toString());
        root.put("subjects", subjects);
        root.put("failures", failures);
        return MAPPER.writeValueAsString(root) + '\n';
    }

    private static Map<String, Object> subject(final Result result) {
        final Map<String, Object> nanos = new LinkedHashMap<>();
        result.histograms().forEach((kind, histogram) -> nanos.put(kind, percentiles(histogram)));
        final Map<String, Object> subject = new LinkedHashMap<>();
        subject.put("nanos", nanos);
        result.facts().forEach((name, value) -> subject.put(name, value.matches("\\d+") ? Long.valueOf(value) : value));
        return subject;
    }

    private static Map<String, Object> percentiles(final Histogram histogram) {
        final Map<String, Object> percentiles = new LinkedHashMap<>();
        percentiles.put("count", histogram.getTotalCount());
        for (final double percentile : LatencyTable.PERCENTILES) {
            final String name = percentile == 100 ? "max" : "p" + String.format(Locale.ROOT, "%s", percentile);
            percentiles.put(name.replaceAll("\\.0$", ""), histogram.getValueAtPercentile(percentile));
        }
        return percentiles;
    }
}
