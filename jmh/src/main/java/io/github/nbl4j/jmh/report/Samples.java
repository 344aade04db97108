// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.nbl4j.jmh.Work;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads what the drivers wrote: JMH's JSON, and lines of samples from those that are not JMH. */
final class Samples {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String ABSENT = "absent";
    private static final String VALUE = "value";
    private static final String BYTES = "bytesPerOp";
    private static final Set<String> KNOWN = Set.of("fork", VALUE, BYTES);

    private final List<Sample<Subject>> all = new ArrayList<>();
    private final Set<String> flags = new LinkedHashSet<>();
    private final Set<String> versions = new LinkedHashSet<>();
    private final List<String> complaints = new ArrayList<>();
    private double iterationNanos = Double.NaN;

    List<Sample<Subject>> all() {
        return all;
    }

    /** What the JVMs of ours were started with. */
    Set<String> flags() {
        return flags;
    }

    /** Of what is no jar, as the samples name them. */
    Set<String> versions() {
        return versions;
    }

    /** What could not be read, a sentence each that names file and line. */
    List<String> complaints() {
        return complaints;
    }

    /** Length of an iteration of JMH; NaN when there was none. */
    double iterationNanos() {
        return iterationNanos;
    }

    /** One file of JMH; its benchmarks carry their {@link io.github.nbl4j.jmh.Row}. */
    void readJmh(final Path file) throws IOException {
        for (final JmhRun run : JmhRun.read(file, complaints)) {
            final Subject subject = Benchmarks.subject(run.benchmark(), run.parameters()::get);
            run.requireUnit("ns/op");
            iterationNanos = run.iterationNanos();
            all.addAll(run.samples(subject));
            if (subject.isOurs()) {
                flags.addAll(run.flags());
            }
        }
    }

    /**
     * One file of sample lines: an object for each fork, or for each subject that is absent. What is neither, as the
     * end of a driver that was killed, is a complaint and costs no other line.
     */
    void readLines(final Path file) throws IOException {
        int number = 0;
        // Malformed UTF-8 becomes a replacement character, and costs one line too.
        for (final String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\\R")) {
            number++;
            if (!line.isBlank()) {
                try {
                    all.add(sample(line));
                } catch (final IOException | IllegalArgumentException ex) {
                    complaints.add(file.getFileName() + ", line " + number + ": must be a sample: " + line);
                }
            }
        }
    }

    private Sample<Subject> sample(final String line) throws IOException {
        final JsonNode sample = JSON.readTree(line);
        final Subject subject = new Subject(
                Work.valueOf(sample.required("work").asText()),
                sample.required("subject").asText());
        if (sample.hasNonNull("version")) {
            versions.add(sample.get("version").asText());
        }
        if (sample.hasNonNull(ABSENT)) {
            return Sample.absent(subject, sample.get(ABSENT).asText());
        }
        return new Sample<>(
                subject,
                sample.required("jdk").asText(),
                number(sample.required(VALUE)),
                number(sample.path(BYTES)),
                more(sample),
                null);
    }

    private static Map<String, Double> more(final JsonNode sample) {
        final Map<String, Double> more = new TreeMap<>();
        sample.properties().forEach(member -> {
            if (member.getValue().isNumber() && !KNOWN.contains(member.getKey())) {
                more.put(member.getKey(), member.getValue().doubleValue());
            }
        });
        return more;
    }

    private static double number(final JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Double.NaN;
    }
}
