// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * All samples of one kind in a histogram, and the long ones with their times too, so that it can be said afterwards
 * what happened meanwhile. Written by one thread, without allocating.
 */
final class Samples {
    /** What is shorter is no consequence of a stall that counts, or only the very end of one. */
    static final long LONG = 10_000;

    static final long LONGEST = 60_000_000_000L;
    private static final int DIGITS = 3;

    private final String name;
    private final Histogram all = new Histogram(LONGEST, DIGITS);
    /** Off the heap: it is large, and no collector of any subject shall see it. */
    private final LongBuffer longOnes;

    private int count;
    private long notKept;

    Samples(final String name, final int capacity) {
        this.name = name;
        this.longOnes = ByteBuffer.allocateDirect(2 * Long.BYTES * capacity).asLongBuffer();
        all.setTag(name);
    }

    void record(final long from, final long to) {
        final long length = to - from;
        all.recordValue(Math.min(Math.max(length, 0), LONGEST));
        if (length > LONG) {
            keep(from, to);
        }
    }

    private void keep(final long from, final long to) {
        final int at = 2 * count;
        if (at == longOnes.capacity()) {
            notKept++;
            return;
        }
        longOnes.put(at, from);
        longOnes.put(at + 1, to);
        count++;
    }

    String name() {
        return name;
    }

    Histogram all() {
        return all;
    }

    /** Long samples whose times were lost because there were too many: they are never left out. */
    long notKept() {
        return notKept;
    }

    void forEachLong(final Consumer<Interval> action) {
        for (int i = 0; i < count; i++) {
            action.accept(new Interval(longOnes.get(2 * i), longOnes.get(2 * i + 1)));
        }
    }

    /** The samples that overlap none of these. */
    Histogram without(final Intervals stalls) {
        final Histogram left = new Histogram(LONGEST, DIGITS);
        forEachLong(sample -> {
            if (stalls.overlap(sample)) {
                left.recordValue(Math.min(sample.length(), LONGEST));
            }
        });
        final Histogram rest = new Histogram(LONGEST, DIGITS);
        rest.add(all);
        rest.subtract(left);
        rest.setTag(name + ".quiet");
        return rest;
    }
}
