// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import io.github.nbl4j.jmh.Work;
import java.util.Locale;

/** What one JVM has measured: one line of the file that the report is made of. */
final class Sample {
    private final Windows both = new Windows(Windows.MOST);
    private final Windows alone = new Windows(Windows.MOST);
    private boolean symmetric;
    private long units;
    private long bytes;
    private long fill;
    private long fills;
    private int seen;

    private Sample() {}

    /** A unit is done when the second thread has done it. */
    static Sample pipeline(final ThreadLog first, final ThreadLog second, final int warmUp) {
        final Sample sample = new Sample();
        for (int i = warmUp; i < first.windows(); i++) {
            if (sample.counts(first, second, i)) {
                sample.both.add((double) second.wall(i) / second.units(i));
                sample.units += second.units(i);
            }
        }
        return sample;
    }

    /** Each thread does units of its own; the time is that of one thread for one of its units. */
    static Sample symmetric(final ThreadLog alone, final ThreadLog first, final ThreadLog second, final int warmUp) {
        final Sample sample = new Sample();
        sample.symmetric = true;
        for (int i = warmUp; i < alone.windows(); i++) {
            if (alone.accepts(i)) {
                sample.alone.add((double) alone.wall(i) / alone.units(i));
            }
        }
        for (int i = warmUp; i < first.windows(); i++) {
            if (sample.counts(first, second, i)) {
                final double one = (double) first.wall(i) / first.units(i);
                final double other = (double) second.wall(i) / second.units(i);
                sample.both.add((one + other) / 2);
                sample.units += first.units(i) + second.units(i);
            }
        }
        return sample;
    }

    private boolean counts(final ThreadLog first, final ThreadLog second, final int window) {
        seen++;
        if (!first.accepts(window) || !second.accepts(window)) {
            return false;
        }
        bytes += first.bytes(window) + second.bytes(window);
        fill += second.fill(window);
        fills += second.fills(window);
        return true;
    }

    /** The line, which ends without a line feed. */
    String line(final Work work, final String subject, final int fork) {
        final StringBuilder line = new StringBuilder(256)
                .append("{\"work\":\"")
                .append(work)
                .append("\",\"subject\":\"")
                .append(subject)
                .append("\",\"jdk\":\"")
                .append(Runtime.version().feature())
                .append("\",\"fork\":")
                .append(fork);
        if (both.count() < Windows.FEWEST || symmetric && alone.count() < Windows.FEWEST) {
            return line.append(",\"absent\":\"of ")
                    .append(seen)
                    .append(" windows of 6 ms both threads had a core to themselves in ")
                    .append(both.count())
                    .append(symmetric ? " and one thread alone in " + alone.count() : "")
                    .append("; ")
                    .append(Windows.FEWEST)
                    .append(" are needed\"}")
                    .toString();
        }
        number(line, "value", both.percentile(50));
        number(line, "p10", both.percentile(10));
        number(line, "p90", both.percentile(90));
        line.append(",\"windows\":").append(both.count());
        number(line, "bytesPerOp", (double) bytes / units);
        if (fills > 0 && !symmetric) {
            number(line, "queueFill", (double) fill / fills / Subject.QUEUE);
        }
        if (symmetric) {
            number(line, "oneThread", alone.percentile(50));
        }
        return line.append('}').toString();
    }

    private static void number(final StringBuilder line, final String key, final double value) {
        line.append(String.format(Locale.ROOT, ",\"%s\":%.3f", key, value));
    }
}
