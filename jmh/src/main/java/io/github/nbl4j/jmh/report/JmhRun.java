// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What JMH's JSON says of one benchmark with one value of each parameter.
 *
 * @param benchmark class and method.
 * @param jdk feature release.
 * @param iterationNanos length of an iteration; NaN when it is not said.
 * @param flags that its JVMs were started with.
 * @param values median of each fork.
 * @param bytes allocated for each operation, in each fork; NaN when nobody counted.
 */
record JmhRun(
        String benchmark,
        Map<String, String> parameters,
        String unit,
        String jdk,
        double iterationNanos,
        List<String> flags,
        List<Double> values,
        List<Double> bytes) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Of one file; one that was cut short, as by a driver that was killed, is a complaint and costs no other file. */
    static List<JmhRun> read(final Path file, final List<String> complaints) throws IOException {
        final List<JmhRun> runs = new ArrayList<>();
        final String text = Files.readString(file);
        try {
            JSON.readTree(text).forEach(run -> runs.add(of(run)));
        } catch (final IOException ex) {
            complaints.add(file.getFileName() + ": must be JMH's whole JSON: "
                    + ex.getMessage().lines().findFirst().orElse(""));
        }
        return runs;
    }

    private static JmhRun of(final JsonNode run) {
        final Map<String, String> parameters = new LinkedHashMap<>();
        run.path("params")
                .properties()
                .forEach(each -> parameters.put(each.getKey(), each.getValue().asText()));
        final List<String> flags = new ArrayList<>();
        run.path("jvmArgs").forEach(flag -> flags.add(flag.asText()));
        final JsonNode metric = run.path("primaryMetric");
        return new JmhRun(
                run.path("benchmark").asText(),
                parameters,
                metric.path("scoreUnit").asText(),
                run.path("jdkVersion").asText().replaceFirst("[^0-9].*", ""),
                nanos(run.path("measurementTime").asText()),
                flags,
                medians(metric.path("rawData")),
                medians(run.path("secondaryMetrics").path("gc.alloc.rate.norm").path("rawData")));
    }

    /** JMH writes a space before the unit, and reads none. */
    private static double nanos(final String time) {
        return time.isEmpty()
                ? Double.NaN
                : TimeValue.fromString(time.replace(" ", "")).convertTo(TimeUnit.NANOSECONDS);
    }

    void requireUnit(final String required) throws IOException {
        if (!required.equals(unit)) {
            throw new IOException("must be in " + required + ": " + benchmark + " is in " + unit);
        }
    }

    /** One of each fork. */
    <S> List<Sample<S>> samples(final S subject) {
        final List<Sample<S>> samples = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            final double allocated = i < bytes.size() ? bytes.get(i) : Double.NaN;
            samples.add(new Sample<>(subject, jdk, values.get(i), allocated, Map.of(), null));
        }
        return samples;
    }

    private static List<Double> medians(final JsonNode forks) {
        return StreamSupport.stream(forks.spliterator(), false)
                .map(JmhRun::median)
                .toList();
    }

    /** Of one fork's iterations; NaN if one of them has none, or there are none. */
    private static double median(final JsonNode iterations) {
        final double[] sorted = StreamSupport.stream(iterations.spliterator(), false)
                .mapToDouble(JmhRun::number)
                .sorted()
                .toArray();
        // NaN is the greatest here.
        return sorted.length > 0 && Double.isNaN(sorted[sorted.length - 1]) ? Double.NaN : Figure.median(sorted);
    }

    /** JMH writes NaN as a string. */
    private static double number(final JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Double.NaN;
    }
}
