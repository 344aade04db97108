// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import java.util.Arrays;

/** Which windows count, and what those that do say. All times in nanoseconds. */
final class Windows {
    static final long LENGTH = 6_000_000;

    /** So many give a median that another thousand would not move. */
    static final int WANTED = 300;

    /** After so many the machine is not ours, and no figure is better than a wrong one. */
    static final int MOST = 1500;

    /** Fewer say nothing. */
    static final int FEWEST = 50;

    private final double[] values;
    private int count;

    Windows(final int most) {
        values = new double[most];
    }

    /**
     * Whether a thread had a core to itself in a window.
     *
     * @param wall how long the window was. One that lasted too long is one whose end this thread has slept through;
     *     those that it has slept through as a whole end all at once, and last next to no time.
     * @param onCpu how much of it the thread ran: a thread that sleeps or blocks does not.
     * @param waited how much of it the thread could have run and another one did.
     */
    static boolean accepts(final long wall, final long onCpu, final long waited) {
        return Math.abs(wall - LENGTH) <= LENGTH / 4 && onCpu * 100 >= wall * 85 && waited * 100 <= wall * 2;
    }

    void add(final double value) {
        values[count++] = value;
    }

    int count() {
        return count;
    }

    /** Smallest value that at least so many percent of all values do not exceed. */
    double percentile(final int percent) {
        Arrays.sort(values, 0, count);
        return values[Math.max(0, (count * percent + 99) / 100 - 1)];
    }
}
