// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import java.util.Map;

/**
 * What one fork said of one subject.
 *
 * @param jdk feature release, or "native"; null when absent.
 * @param nanos median of the fork, in nanoseconds for each unit of work; NaN when the fork has none.
 * @param bytes allocated for each unit of work; NaN when nobody counted.
 * @param more numbers, by the names that the driver gave them.
 * @param absent why this fork could not measure, in a sentence; null when it could.
 */
record Sample(Subject subject, String jdk, double nanos, double bytes, Map<String, Double> more, String absent) {
    static Sample absent(final Subject subject, final String why) {
        return new Sample(subject, null, Double.NaN, Double.NaN, Map.of(), why);
    }
}
