// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What all forks together say of one subject: the median of the forks' medians, and the lowest and the highest of them.
 * NaN stands for what nobody measured.
 *
 * @param <S> what it is about.
 * @param jdk feature release, or "native"; null when nobody measured.
 * @param bytesPerOp the most of any fork, of which each says what most of its iterations allocate.
 * @param more medians of the further numbers of the forks, by name.
 * @param forks how many measured.
 * @param answered how many measured, or said why they could not.
 * @param absent why one of them could not; null when all could, or failed.
 */
record Figure<S>(
        S subject,
        String jdk,
        double median,
        double min,
        double max,
        double bytesPerOp,
        Map<String, Double> more,
        int forks,
        int answered,
        String absent) {

    /** The samples are those of this subject; there may be none. */
    static <S> Figure<S> of(final S subject, final List<Sample<S>> samples) {
        final double[] values = numbers(samples, Sample::value);
        final boolean measured = values.length > 0;
        final long absent = samples.stream().filter(s -> s.absent() != null).count();
        return new Figure<>(
                subject,
                first(samples, Sample::jdk),
                median(values),
                measured ? values[0] : Double.NaN,
                measured ? values[values.length - 1] : Double.NaN,
                largest(numbers(samples, Sample::bytes)),
                more(samples),
                values.length,
                values.length + (int) absent,
                first(samples, Sample::absent));
    }

    /** One of the further numbers; NaN when no fork has it. */
    double more(final String name) {
        return more.getOrDefault(name, Double.NaN);
    }

    boolean isMeasured() {
        return forks > 0;
    }

    /** Of sorted values; NaN of none. */
    static double median(final double[] sorted) {
        final int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double largest(final double[] sorted) {
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1];
    }

    private static <S> double[] numbers(final List<Sample<S>> samples, final ToDoubleFunction<Sample<S>> of) {
        return samples.stream()
                .mapToDouble(of)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    private static <S> Map<String, Double> more(final List<Sample<S>> samples) {
        final Map<String, Double> more = new TreeMap<>();
        samples.stream()
                .flatMap(sample -> sample.more().keySet().stream())
                .distinct()
                .forEach(name -> more.put(
                        name, median(numbers(samples, sample -> sample.more().getOrDefault(name, Double.NaN)))));
        return more;
    }

    private static <S> String first(final List<Sample<S>> samples, final Function<Sample<S>, String> of) {
        return samples.stream().map(of).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
