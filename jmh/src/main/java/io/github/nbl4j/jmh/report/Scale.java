// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import io.github.nbl4j.jmh.scale.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Makes the tables of the raw files that <code>jmh/run scale</code> left: <code>jmh-*.json</code>,
 * <code>run.properties</code>, and <code>failures</code> with a sentence for each run of JMH that failed as a whole.
 */
public final class Scale {
    private final Set<String> flags = new LinkedHashSet<>();
    private final List<String> failures = new ArrayList<>();
    private final Properties run;
    private final List<Figure<Point>> figures;
    private double iterationNanos;

    Scale(final Path raw, final Collection<Point> expected) throws IOException {
        run = Compare.properties(raw.resolve("run.properties"));
        final Map<Point, List<Sample<Point>>> samples = new LinkedHashMap<>();
        expected.forEach(point -> samples.put(point, new ArrayList<>()));
        for (final Path file : Compare.files(raw, "jmh-*.json")) {
            for (final JmhRun each : JmhRun.read(file, failures)) {
                read(each, samples);
            }
        }
        figures = samples.entrySet().stream()
                .map(entry -> Figure.of(entry.getKey(), entry.getValue()))
                .toList();
        failures.addAll(Compare.lines(raw.resolve("failures")));
        figures.forEach(this::judge);
    }

    private void read(final JmhRun each, final Map<Point, List<Sample<Point>>> samples) throws IOException {
        final Point point = Point.of(each.benchmark(), each.parameters());
        each.requireUnit(point.section().unit());
        samples.computeIfAbsent(point, key -> new ArrayList<>()).addAll(each.samples(point));
        iterationNanos = each.iterationNanos();
        if (point.section() != Section.COLLECTOR) {
            flags.addAll(each.flags());
        }
    }

    private void judge(final Figure<Point> figure) {
        final int forks = Integer.parseInt(run.getProperty("forks"));
        final String failure = Report.failure(figure, true, forks, mostBytes(figure));
        if (failure != null) {
            failures.add(figure.subject() + ": " + failure);
        }
    }

    private double mostBytes(final Figure<Point> figure) {
        final boolean rate = figure.subject().section() == Section.THREADS;
        return Report.mostBytes(rate ? figure.median() * iterationNanos / 1000 : iterationNanos / figure.median());
    }

    List<Figure<Point>> figures() {
        return figures;
    }

    List<String> failures() {
        return failures;
    }

    /** Writes <code>scale.json</code> and <code>scale.md</code>. */
    void write(final Path directory) throws IOException {
        final Map<String, String> environment = Environment.of(run, flags, Set.of());
        Files.writeString(directory.resolve("scale.json"), Json.of(figures, environment, failures));
        Files.writeString(directory.resolve("scale.md"), Markdown.of(figures));
    }

    /**
     * Writes and prints the tables; exits with 1 when a benchmark failed or allocates, never for a time.
     *
     * @param args the raw files' directory, and where the report goes. The JDK must be the one that was measured.
     * @throws IOException when a file cannot be read or written.
     */
    public static void main(final String[] args) throws IOException {
        final Scale scale = new Scale(Path.of(args[0]), Point.all());
        scale.write(Path.of(args[1]));
        System.out.print(Markdown.of(scale.figures));
        scale.failures.forEach(failure -> System.out.println("FAILED: " + failure));
        System.exit(scale.failures.isEmpty() ? 0 : 1);
    }
}
