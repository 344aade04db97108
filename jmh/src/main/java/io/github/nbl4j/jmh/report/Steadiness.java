// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import java.util.Arrays;
import java.util.Locale;

/**
 * Whether the processor does its work at one speed. The loop that is timed touches nothing but registers, so it waits
 * for nothing: where it is slower at times, somebody else uses the core's execution units (a guest on the core's other
 * hardware thread) or the clock has changed. No figure of the run can be steadier than that.
 */
public final class Steadiness {
    /** A window of about a millisecond. */
    private static final int STEPS = 500_000;

    private static final int WARM_UP = 200;
    private static final int WINDOWS = 1000;
    private static final double SLOW = 1.25;

    private Steadiness() {}

    /**
     * Prints which percentage of the windows was slowed, and by how much the slowest tenth was.
     *
     * @param args none.
     */
    public static void main(final String[] args) {
        final long[] nanos = new long[WINDOWS];
        long seed = 1;
        for (int i = -WARM_UP; i < WINDOWS; i++) {
            final long begun = System.nanoTime();
            seed = spin(seed, STEPS);
            final long took = System.nanoTime() - begun;
            if (i >= 0) {
                nanos[i] = took;
            }
        }
        System.out.printf(
                Locale.ROOT, "%.0f %.2f%n", slowedPercent(nanos), seed == 0 ? Double.NaN : slowestTenth(nanos));
    }

    /** Windows that took a quarter longer than the fast ones do. */
    static double slowedPercent(final long[] nanos) {
        final double limit = SLOW * fast(nanos);
        return 100.0 * Arrays.stream(nanos).filter(took -> took > limit).count() / nanos.length;
    }

    /** Where the slowest tenth begins, as a multiple of the fast ones. */
    static double slowestTenth(final long[] nanos) {
        return sorted(nanos)[nanos.length * 9 / 10] / fast(nanos);
    }

    private static double fast(final long[] nanos) {
        return sorted(nanos)[nanos.length / 20];
    }

    private static long[] sorted(final long[] nanos) {
        final long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /**
     * Works in registers: four independent sequences (xorshift, Marsaglia 2003) keep all execution units busy.
     *
     * @param seed any number.
     * @param steps about two nanoseconds each.
     * @return a number that depends on all of them, and is not 0.
     */
    public static long spin(final long seed, final int steps) {
        long a = seed;
        long b = seed + 1;
        long c = seed + 2;
        long d = seed + 3;
        for (int i = 0; i < steps; i++) {
            a ^= a << 13;
            b ^= b << 13;
            c ^= c << 13;
            d ^= d << 13;
            a ^= a >>> 7;
            b ^= b >>> 7;
            c ^= c >>> 7;
            d ^= d >>> 7;
            a ^= a << 17;
            b ^= b << 17;
            c ^= c << 17;
            d ^= d << 17;
        }
        return a ^ b ^ c ^ d | 1;
    }
}
