// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;

/**
 * What one thread had done at each border of two windows: a row of numbers, written by that thread, read after its end.
 * Makes no garbage. What the thread ran comes from its CPU clock, which is exact where the kernel's statistics are as
 * old as the last tick; what it waited is in the statistics alone, and is exact because waiting ends by running.
 */
final class ThreadLog implements AutoCloseable {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int WALL = 0;
    private static final int CPU = 1;
    private static final int WAITED = 2;
    private static final int BYTES = 3;
    private static final int UNITS = 4;
    private static final int FILL = 5;
    private static final int FILLS = 6;
    private static final int COLUMNS = 7;

    private final RandomAccessFile statistics;
    private final byte[] text = new byte[128];
    private final long[] rows;
    private int borders;

    /** By the thread that it is about. */
    ThreadLog(final int windows) {
        rows = new long[COLUMNS * (windows + 1)];
        try {
            statistics = new RandomAccessFile("/proc/thread-self/schedstat", "r");
        } catch (final IOException ex) {
            throw new UncheckedIOException("the kernel must say how long a thread waited (CONFIG_SCHED_INFO)", ex);
        }
        // Twice: what is loaded at first use shall not count.
        row(0, 0, 0);
        row(0, 0, 0);
        borders = 0;
    }

    /**
     * Ends a window and begins the next one.
     *
     * @param units that this thread has done.
     * @param fill sum of all that the queue held when this thread looked.
     * @param fills how often it looked.
     */
    void row(final long units, final long fill, final long fills) {
        final int at = COLUMNS * borders++;
        rows[at + WALL] = System.nanoTime();
        rows[at + CPU] = THREADS.getCurrentThreadCpuTime();
        rows[at + WAITED] = waited();
        rows[at + BYTES] = THREADS.getCurrentThreadAllocatedBytes();
        rows[at + UNITS] = units;
        rows[at + FILL] = fill;
        rows[at + FILLS] = fills;
    }

    /** The second of the three numbers. */
    private long waited() {
        final int length;
        try {
            statistics.seek(0);
            length = statistics.read(text, 0, text.length);
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
        int at = 0;
        while (text[at] != ' ') {
            at++;
        }
        long value = 0;
        for (at++; at < length && text[at] >= '0'; at++) {
            value = 10 * value + text[at] - '0';
        }
        return value;
    }

    int windows() {
        return borders - 1;
    }

    boolean accepts(final int window) {
        return Windows.accepts(of(window, WALL), of(window, CPU), of(window, WAITED));
    }

    long wall(final int window) {
        return of(window, WALL);
    }

    long units(final int window) {
        return of(window, UNITS);
    }

    long bytes(final int window) {
        return of(window, BYTES);
    }

    long fill(final int window) {
        return of(window, FILL);
    }

    long fills(final int window) {
        return of(window, FILLS);
    }

    private long of(final int window, final int column) {
        final int at = COLUMNS * window + column;
        return rows[at + COLUMNS] - rows[at];
    }

    @Override
    public void close() {
        try {
            statistics.close();
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
