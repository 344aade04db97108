// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** How long calls took, the clock's own time with them. One thread writes, others read after it. Makes no garbage. */
final class Nanos {
    private static final long LONGEST = 60_000_000_000L;
    private static final int COUNTED_PERCENT = 99;

    private final Histogram histogram = new Histogram(LONGEST, 3);

    void record(final long nanos) {
        histogram.recordValue(Math.min(LONGEST, nanos));
    }

    void reset() {
        histogram.reset();
    }

    Histogram histogram() {
        return histogram;
    }

    /** Of the shortest 99 %: in the others the thread lost its processor, or a collection stopped it. */
    double mean() {
        final long longest = histogram.getValueAtPercentile(COUNTED_PERCENT);
        double sum = 0;
        long count = 0;
        for (final HistogramIterationValue each : histogram.recordedValues()) {
            if (each.getValueIteratedTo() <= longest) {
                sum += (double) each.getValueIteratedTo() * each.getCountAtValueIteratedTo();
                count += each.getCountAtValueIteratedTo();
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
