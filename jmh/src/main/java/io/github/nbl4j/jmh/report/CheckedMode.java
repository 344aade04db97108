// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Prints what checked mode costs: for each of ours, the medians of several rounds in each variant, side by side. */
public final class CheckedMode {
    private CheckedMode() {}

    /**
     * Prints, and exits with 1 when one is missing or allocates.
     *
     * @param arguments directory of JMH's files <code>jmh-ROUND-VARIANT.json</code>, how many rounds, then the
     *     variants.
     * @throws IOException when a file cannot be read.
     */
    public static void main(final String[] arguments) throws IOException {
        final Map<String, Report> reports = new LinkedHashMap<>();
        final List<String> failures = new ArrayList<>();
        final Path directory = Path.of(arguments[0]);
        final int rounds = Integer.parseInt(arguments[1]);
        final Set<Subject> expected = Benchmarks.ofCheckedMode().keySet();
        for (final String variant : List.of(arguments).subList(2, arguments.length)) {
            reports.put(variant, read(directory, variant, expected, rounds, failures));
        }
        print("%-50s", "ns, median of the forks");
        reports.keySet().forEach(variant -> print(" %10s", variant));
        for (final Figure<Subject> figure : reports.values().iterator().next().figures()) {
            final Subject subject = figure.subject();
            print("%n%-50s", subject.work() + ", " + subject.name());
            reports.values().forEach(report -> print(" %10.2f", median(report.find(subject))));
        }
        print("%n");
        failures.forEach(failure -> print("FAILED: %s%n", failure));
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    /** All of one variant; what is wrong with it becomes failures. */
    static Report read(
            final Path directory,
            final String variant,
            final Collection<Subject> expected,
            final int rounds,
            final List<String> failures)
            throws IOException {
        final Samples samples = new Samples();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "jmh-*-" + variant + ".json")) {
            for (final Path file : files) {
                samples.readJmh(file);
            }
        }
        samples.complaints().forEach(complaint -> failures.add(variant + ": " + complaint));
        final Report report = Report.of(samples.all(), expected, rounds);
        report.failures(samples.iterationNanos()).forEach(failure -> failures.add(variant + ": " + failure));
        return report;
    }

    private static double median(final Figure<Subject> figure) {
        return figure == null ? Double.NaN : figure.median();
    }

    private static void print(final String format, final Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
