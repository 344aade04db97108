// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

/** A time with a beginning and an end, both as {@link System#nanoTime()} gives them. */
record Interval(long from, long to) {
    long length() {
        return to - from;
    }

    boolean overlaps(final Interval other) {
        return from < other.to && other.from < to;
    }
}
