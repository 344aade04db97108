// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Makes the report of the raw files that <code>jmh/run compare</code> left: <code>jmh-*.json</code> of JMH,
 * <code>*.samples</code> of all others, <code>threads.list</code> with the subjects of two threads,
 * <code>run.properties</code>, and <code>failures</code> with a sentence for each driver that failed as a whole.
 */
public final class Compare {
    private final Samples samples = new Samples();
    private final List<String> failures = new ArrayList<>();
    private final Properties run;
    private final Report report;

    /** Those of JMH are given, because the jar knows them and no file does. */
    Compare(final Path raw, final Collection<Subject> expected, final List<Sample<Subject>> absent) throws IOException {
        run = properties(raw.resolve("run.properties"));
        for (final Path file : files(raw, "jmh-*.json")) {
            samples.readJmh(file);
        }
        for (final Path file : files(raw, "*.samples")) {
            samples.readLines(file);
        }
        samples.all().addAll(absent);
        final Set<Subject> subjects = new LinkedHashSet<>(expected);
        lines(raw.resolve("threads.list")).stream().map(Subject::parse).forEach(subjects::add);
        report = Report.of(samples.all(), subjects, Integer.parseInt(run.getProperty("forks")));
        failures.addAll(lines(raw.resolve("failures")));
        failures.addAll(samples.complaints());
        failures.addAll(report.failures(samples.iterationNanos()));
    }

    Report report() {
        return report;
    }

    List<String> failures() {
        return failures;
    }

    /** Writes <code>compare.json</code> and <code>compare.html</code>. */
    void write(final Path directory) throws IOException {
        final Map<String, String> environment = Environment.of(run, samples.flags(), samples.versions());
        Files.writeString(directory.resolve("compare.json"), Json.of(report, environment, failures));
        Files.writeString(directory.resolve("compare.html"), Html.of(report, environment, failures));
    }

    /**
     * Writes and prints the report; exits with 1 when a subject failed or one of ours allocates, never for a time.
     *
     * @param args the raw files' directory, and where the report goes. The JDK must be the one that was measured.
     * @throws IOException when a file cannot be read or written.
     */
    public static void main(final String[] args) throws IOException {
        final Compare compare = new Compare(
                Path.of(args[0]), Benchmarks.all(Benchmarks.JDK).keySet(), Benchmarks.absent(Benchmarks.JDK));
        compare.write(Path.of(args[1]));
        final Console console = new Console(System.out, compare.report);
        console.printFigures();
        console.printVerdicts(compare.report.verdicts());
        console.printFailures(compare.failures);
        System.exit(compare.failures.isEmpty() ? 0 : 1);
    }

    /** An empty one is of a run that failed: its subjects will be missed. */
    static List<Path> files(final Path directory, final String glob) throws IOException {
        final List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, glob)) {
            for (final Path file : found) {
                if (Files.size(file) > 0) {
                    files.add(file);
                }
            }
        }
        files.sort(null);
        return files;
    }

    static Properties properties(final Path file) throws IOException {
        final Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    static List<String> lines(final Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
