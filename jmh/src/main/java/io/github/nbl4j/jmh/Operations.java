// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import io.github.nbl4j.verify.exercise.Exercise;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs every exercise of module verify and prints a line for each. Fails when one allocates, or has no line. Bytes are
 * those of the quieter iteration: what the JVM allocates at a moment of its own is no operation's.
 */
public final class Operations {
    /** JMH's own share of an iteration is about half of that; fewer calls make more of it for each. */
    public static final double JMH_BYTES = 20_000;

    private static final int SMALLEST_OBJECT = 16;

    private record Line(double nanos, double bytes, double calls) {
        static Line of(final IterationResult iteration) {
            return new Line(
                    iteration.getPrimaryResult().getScore(),
                    iteration.getSecondaryResults().get("gc.alloc.rate.norm").getScore(),
                    iteration.getMetadata().getMeasuredOps());
        }

        /** Null when no call allocated. */
        String failure() {
            if (calls * SMALLEST_OBJECT <= JMH_BYTES) {
                return "was called too rarely to tell: calls=" + calls;
            }
            return calls * bytes <= JMH_BYTES ? null : "allocates " + bytes + " B/op";
        }
    }

    private Operations() {}

    /**
     * Runs them.
     *
     * @param args where JMH's own output goes.
     * @throws RunnerException when JMH could not run.
     */
    public static void main(final String[] args) throws RunnerException {
        final List<String> names = Exercise.names();
        final Options options = new OptionsBuilder()
                .include("\\." + OperationBenchmark.class.getSimpleName() + "\\.")
                .param("exercise", names.toArray(String[]::new))
                .addProfiler(GCProfiler.class)
                .output(args[0])
                .build();
        final Map<String, Line> lines = new TreeMap<>();
        for (final RunResult result : new Runner(options).run()) {
            lines.put(result.getParams().getParam("exercise"), quietest(result));
        }
        System.out.printf("%n%-42s %10s %9s%n", "calls of", "ns/op", "B/op");
        lines.forEach(
                (name, line) -> System.out.printf(Locale.ROOT, "%-42s %10.1f %9.3f%n", name, line.nanos, line.bytes));
        int failed = 0;
        for (final String name : names) {
            final Line line = lines.get(name);
            final String failure = line == null ? "is missing: it failed, see " + args[0] : line.failure();
            if (failure != null) {
                System.out.println("FAILED: " + name + " " + failure);
                failed++;
            }
        }
        System.out.println(names.size() + " exercises, " + failed + " failed");
        System.exit(failed == 0 ? 0 : 1);
    }

    private static Line quietest(final RunResult result) {
        return result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(Line::of)
                .min(Comparator.comparingDouble(Line::bytes))
                .orElse(null);
    }
}
