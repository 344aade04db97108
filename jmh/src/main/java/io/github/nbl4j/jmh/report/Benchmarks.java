// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import io.github.nbl4j.jmh.Row;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks of JMH that are rows of the report, and which. */
public final class Benchmarks {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    /** What checked mode's price is told of. */
    private static final Pattern CHECKED = Pattern.compile("\\.(AllocateFree|CloneFree)Nbl4j\\w*\\.");

    /** The one that runs. */
    static final int JDK = Runtime.version().feature();

    private Benchmarks() {}

    /**
     * Prints the regular expression by which JMH selects them.
     *
     * @param args <code>compare</code> for all, <code>quick</code> for the few of {@link Summary}, <code>checked</code>
     *     for those of {@link CheckedMode}.
     */
    public static void main(final String[] args) {
        final Map<Subject, String> all = all(JDK);
        switch (args[0]) {
            case "compare" -> System.out.println(regex(all.values()));
            case "quick" -> {
                all.keySet().retainAll(Summary.SUBJECTS);
                System.out.println(regex(all.values()));
            }
            case "checked" -> System.out.println(regex(ofCheckedMode().values()));
            default -> throw new IllegalArgumentException("must be compare, quick or checked: " + args[0]);
        }
    }

    static Map<Subject, String> ofCheckedMode() {
        final Map<Subject, String> benchmarks = all(JDK);
        benchmarks.values().removeIf(benchmark -> !CHECKED.matcher(benchmark).find());
        return benchmarks;
    }

    /** The subjects that need a newer JDK, and why they are absent. */
    static List<Sample<Subject>> absent(final int jdk) {
        final Map<Subject, String> absent = all(Integer.MAX_VALUE);
        absent.keySet().removeAll(all(jdk).keySet());
        final List<Sample<Subject>> samples = new ArrayList<>();
        absent.forEach((subject, benchmark) ->
                samples.add(Sample.absent(subject, "Needs JDK " + row(benchmark).since() + ".")));
        return samples;
    }

    /**
     * The benchmark of each subject: those of this jar that carry a row and run on the JDK, with every value of their
     * parameters.
     */
    static Map<Subject, String> all(final int jdk) {
        final Map<Subject, String> benchmarks = new LinkedHashMap<>();
        for (final BenchmarkListEntry entry : listed()) {
            final String benchmark = entry.getUsername();
            final Row row = row(benchmark);
            if (row == null || row.since() > jdk) {
                continue;
            }
            for (final Map<String, String> parameters : combinations(entry)) {
                final Subject subject = subject(benchmark, parameters::get);
                final String other = benchmarks.put(subject, benchmark);
                if (other != null) {
                    throw new IllegalStateException(
                            "a subject must have one benchmark: " + subject + " has " + other + " and " + benchmark);
                }
            }
        }
        return benchmarks;
    }

    /** The row that the benchmark's method carries, or else its class; parameters are replaced by their values. */
    static Subject subject(final String benchmark, final UnaryOperator<String> parameters) {
        final Row row = row(benchmark);
        if (row == null) {
            throw new IllegalArgumentException("must carry @Row: " + benchmark);
        }
        final String name = PARAMETER.matcher(row.subject()).replaceAll(match -> {
            final String value = parameters.apply(match.group(1));
            if (value == null) {
                throw new IllegalArgumentException(benchmark + " must have the parameter " + match.group());
            }
            return Matcher.quoteReplacement(value);
        });
        return new Subject(row.work(), name);
    }

    static String regex(final Collection<String> benchmarks) {
        return benchmarks.stream()
                .distinct()
                .map(name -> name.replace(".", "\\."))
                .collect(Collectors.joining("|", "^(", ")$"));
    }

    /** All of this jar. */
    static Iterable<BenchmarkListEntry> listed() {
        final OutputFormat silent = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT);
        return BenchmarkList.defaultList().getAll(silent, List.of());
    }

    private static Row row(final String benchmark) {
        return annotation(benchmark, Row.class);
    }

    /** What the benchmark's method carries, or else its class; null when neither does. */
    static <A extends Annotation> A annotation(final String benchmark, final Class<A> annotation) {
        final int dot = benchmark.lastIndexOf('.');
        try {
            final Class<?> type = Class.forName(benchmark.substring(0, dot));
            for (final Method method : type.getMethods()) {
                if (method.getName().equals(benchmark.substring(dot + 1)) && method.isAnnotationPresent(annotation)) {
                    return method.getAnnotation(annotation);
                }
            }
            return type.getAnnotation(annotation);
        } catch (final ClassNotFoundException ex) {
            throw new IllegalArgumentException("must be a benchmark of this jar: " + benchmark, ex);
        }
    }

    /** Every value of every parameter with every other. */
    static List<Map<String, String>> combinations(final BenchmarkListEntry entry) {
        List<Map<String, String>> combinations = List.of(Map.of());
        for (final Map.Entry<String, String[]> each :
                entry.getParams().orElse(Map.of()).entrySet()) {
            final List<Map<String, String>> longer = new ArrayList<>();
            for (final Map<String, String> combination : combinations) {
                for (final String value : each.getValue()) {
                    final Map<String, String> one = new LinkedHashMap<>(combination);
                    one.put(each.getKey(), value);
                    longer.add(one);
                }
            }
            combinations = longer;
        }
        return combinations;
    }
}
