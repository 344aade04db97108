// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Prints JMH's JSON, of several rounds, as one table. Times are medians over the forks of the medians of each fork,
 * with the lowest and the highest fork: figures of one run, which compare with each other only. Fails when a subject is
 * missing, or when one of ours allocates; time is shown and not judged, because it depends on who else uses the
 * machine.
 */
public final class Summary {
    private static final String FLOOR = "Floor.getAndAdd";
    private static final String NETTY = "Netty.references pooled";
    private static final double MOST_BYTES = 0.01;
    private static final double MOST_OF_NETTY = 0.70;
    private static final String CLONE = "CloneFree";
    private static final String ALLOCATE = "AllocateFree";

    /** All subjects, in the order of the table. */
    private static final List<String> SUBJECTS = List.of(
            FLOOR,
            ALLOCATE + "Nbl4j.references",
            ALLOCATE + "Nbl4j.handles",
            ALLOCATE + NETTY,
            ALLOCATE + "Netty.references adaptive",
            ALLOCATE + "Stormpot.references",
            ALLOCATE + "Jctools.references",
            CLONE + "Nbl4jOriginalMdls.references",
            CLONE + "Nbl4jOriginalMdls.handles",
            CLONE + "Nbl4jNewMdls.references",
            CLONE + "Nbl4jNewMdls.handles",
            CLONE + NETTY,
            CLONE + "Netty.references adaptive",
            CLONE + "NettyEventLoop.references pooled",
            CLONE + "NettyEventLoop.references adaptive");

    private Summary() {}

    private record Result(double median, double lowest, double highest, double bytes) {}

    public static void main(final String[] args) throws IOException {
        final Map<String, Result> results = read(args);
        System.out.printf("%n%-42s %8s %19s %9s %9s %8s%n", "ns/op", "median", "forks", "B/op", "/ Netty", "/ floor");
        results.forEach((name, result) -> System.out.printf(
                Locale.ROOT,
                "%-42s %8.2f %8.2f .. %7.2f %9.3f %9.2f %8.2f%n",
                name,
                result.median,
                result.lowest,
                result.highest,
                result.bytes,
                ratio(results, name, (name.startsWith(CLONE) ? CLONE : ALLOCATE) + NETTY),
                ratio(results, name, FLOOR)));
        final List<String> failures = failures(results);
        failures.forEach(failure -> System.out.println("FAILED: " + failure));
        for (final String mode : List.of("Original", "New")) {
            for (final String ring : List.of("references", "handles")) {
                final String name = CLONE + "Nbl4j" + mode + "Mdls." + ring;
                System.out.printf(
                        Locale.ROOT,
                        "clone+free / Netty pooled retainedDuplicate+release = %.2f (must be <= %.2f) %s%n",
                        ratio(results, name, CLONE + NETTY),
                        MOST_OF_NETTY,
                        name.substring(CLONE.length()));
            }
        }
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    private static List<String> failures(final Map<String, Result> results) {
        final List<String> failures = new ArrayList<>();
        for (final String subject : SUBJECTS) {
            final Result result = results.get(subject);
            if (result == null) {
                failures.add(subject + " is missing: it failed, or was not selected");
            } else if (subject.contains("Nbl4j") && !(result.bytes <= MOST_BYTES)) {
                failures.add(subject + " allocates " + result.bytes + " B/op");
            }
        }
        return failures;
    }

    private static double ratio(final Map<String, Result> results, final String name, final String base) {
        final Result of = results.get(name);
        final Result to = results.get(base);
        return of == null || to == null ? Double.NaN : of.median / to.median;
    }

    /** In the order of the table; what the table does not know comes last. */
    private static Map<String, Result> read(final String[] files) throws IOException {
        final Map<String, List<Map<?, ?>>> rounds = new LinkedHashMap<>();
        for (final String file : files) {
            for (final Object each : (List<?>) Json.parse(Files.readString(Path.of(file)))) {
                final Map<?, ?> run = (Map<?, ?>) each;
                rounds.computeIfAbsent(name(run), name -> new ArrayList<>()).add(run);
            }
        }
        final Map<String, Result> found = new LinkedHashMap<>();
        rounds.forEach((name, runs) -> found.put(name, result(runs)));
        final Map<String, Result> ordered = new LinkedHashMap<>();
        for (final String subject : SUBJECTS) {
            if (found.containsKey(subject)) {
                ordered.put(subject, found.remove(subject));
            }
        }
        ordered.putAll(found);
        return ordered;
    }

    private static String name(final Map<?, ?> run) {
        final String[] path = ((String) run.get("benchmark")).split("\\.");
        final StringBuilder name = new StringBuilder(path[path.length - 2].replaceAll("Benchmark$", ""));
        name.append('.').append(path[path.length - 1]);
        if (run.get("params") instanceof Map<?, ?> params) {
            params.values().forEach(value -> name.append(' ').append(value));
        }
        return name.toString();
    }

    private static Result result(final List<Map<?, ?>> runs) {
        final List<Double> forks = new ArrayList<>();
        // The median too: what a benchmark allocates when it ends is counted in its last iteration.
        final List<Double> bytes = new ArrayList<>();
        for (final Map<?, ?> run : runs) {
            forks.addAll(forkMedians((Map<?, ?>) run.get("primaryMetric")));
            final Map<?, ?> others = (Map<?, ?>) run.get("secondaryMetrics");
            if (others.get("gc.alloc.rate.norm") instanceof Map<?, ?> metric) {
                bytes.addAll(forkMedians(metric));
            }
        }
        final TreeSet<Double> sorted = new TreeSet<>(forks);
        return new Result(median(forks), sorted.first(), sorted.last(), bytes.isEmpty() ? Double.NaN : median(bytes));
    }

    private static List<Double> forkMedians(final Map<?, ?> metric) {
        final List<Double> medians = new ArrayList<>();
        for (final Object fork : (List<?>) metric.get("rawData")) {
            final List<Double> iterations = new ArrayList<>();
            for (final Object iteration : (List<?>) fork) {
                iterations.add(iteration instanceof Double number ? number : Double.NaN);
            }
            medians.add(median(iterations));
        }
        return medians;
    }

    private static double median(final List<Double> values) {
        final double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
