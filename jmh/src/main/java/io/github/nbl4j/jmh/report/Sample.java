// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import java.util.Map;

/**
 * What one fork said of one subject.
 *
 * @param <S> what a figure is about.
 * @param jdk feature release, or "native"; null when absent.
 * @param value median of the fork, in nanoseconds for each unit of work unless the subject says otherwise; NaN when the
 *     fork has none.
 * @param bytes allocated for each unit of work; NaN when nobody counted.
 * @param more numbers, by the names that the driver gave them.
 * @param absent why this fork could not measure, in a sentence; null when it could.
 */
record Sample<S>(S subject, String jdk, double value, double bytes, Map<String, Double> more, String absent) {
    static <S> Sample<S> absent(final S subject, final String why) {
        return new Sample<>(subject, null, Double.NaN, Double.NaN, Map.of(), why);
    }
}
