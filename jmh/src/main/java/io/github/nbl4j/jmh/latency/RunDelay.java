// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.function.LongSupplier;

/**
 * Nanoseconds in which the thread that made it was runnable and had no core: the second number of Linux's schedstat.
 * Always 0 where there is none. Reading allocates nothing.
 */
final class RunDelay implements LongSupplier, AutoCloseable {
    private final byte[] text = new byte[96];
    private final RandomAccessFile file;

    RunDelay() {
        RandomAccessFile opened;
        try {
            opened = new RandomAccessFile("/proc/thread-self/schedstat", "r");
        } catch (final IOException ex) {
            opened = null;
        }
        file = opened;
    }

    @Override
    public long getAsLong() {
        if (file == null) {
            return 0;
        }
        try {
            file.seek(0);
            return second(text, file.read(text));
        } catch (final IOException ex) {
            return 0;
        }
    }

    /** The second of the numbers that blanks separate. */
    static long second(final byte[] text, final int length) {
        int at = 0;
        while (at < length && text[at] != ' ') {
            at++;
        }
        long number = 0;
        for (at++; at < length && text[at] >= '0' && text[at] <= '9'; at++) {
            number = 10 * number + text[at] - '0';
        }
        return number;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
