// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the process keeps, once a second: does it grow? */
final class Footprint {
    private static final BufferPoolMXBean DIRECT = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .findFirst()
            .orElseThrow();

    /** A run that is shorter spends most of its time on compiling itself. */
    private static final int SECONDS_OF_A_LONG_RUN = 120;
    /** From here on what grows goes on growing, and is judged by the hour. */
    private static final int SECONDS_OF_A_SLOPE = 1800;
    /** And from here on the noise of single pages is less than what would be too much. */
    private static final int SECONDS_OF_A_FINE_SLOPE = 3600;

    private static final long TOLERATED_KIB_WHEN_SHORT = 32 << 10;
    private static final long TOLERATED_KIB = 8 << 10;
    private static final long TOLERATED_KIB_PER_HOUR = 8 << 10;
    private static final long TOLERATED_KIB_PER_HOUR_WHEN_LONG = 1 << 10;

    private final List<Long> resident = new ArrayList<>();

    void sample() {
        sample(residentKiB());
    }

    /** A second has passed, and so much is resident. */
    void sample(final long residentKiB) {
        resident.add(residentKiB);
    }

    /** Direct memory of this JVM in bytes: exact, because nobody here leaves any to the collector. */
    static long direct() {
        return DIRECT.getMemoryUsed();
    }

    /** What is alive on the heap, in KiB. */
    static long heapKiB() {
        System.gc();
        final Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory() >> 10;
    }

    /** Memory that the kernel has given to this process. */
    static long residentKiB() {
        try {
            for (final String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
        throw new IllegalStateException("the kernel must tell the resident set: /proc/self/status has no VmRSS");
    }

    /**
     * Whether the resident set of a run of so many seconds does not grow: by what its second half adds, or from half an
     * hour on by what it would add in an hour.
     */
    boolean isFlat(final int seconds) {
        if (seconds >= SECONDS_OF_A_FINE_SLOPE) {
            return growthKiBPerHour() <= TOLERATED_KIB_PER_HOUR_WHEN_LONG;
        }
        if (seconds >= SECONDS_OF_A_SLOPE) {
            return growthKiBPerHour() <= TOLERATED_KIB_PER_HOUR;
        }
        return growthKiB() <= (seconds < SECONDS_OF_A_LONG_RUN ? TOLERATED_KIB_WHEN_SHORT : TOLERATED_KIB);
    }

    /** KiB that the second half of the samples grew, by least squares: the first half is the JVM warming up. */
    long growthKiB() {
        final List<Long> half = resident.subList(resident.size() / 2, resident.size());
        final int n = half.size();
        final double meanX = (n - 1) / 2.0;
        final double meanY = half.stream().mapToLong(kib -> kib).average().orElse(0);
        double above = 0;
        double below = 0;
        for (int x = 0; x < n; x++) {
            above += (x - meanX) * (half.get(x) - meanY);
            below += (x - meanX) * (x - meanX);
        }
        return below == 0 ? 0 : Math.round(above / below * (n - 1));
    }

    /** The same for an hour, if it went on like that. */
    long growthKiBPerHour() {
        final int seconds = Math.max(1, resident.size() - resident.size() / 2 - 1);
        return growthKiB() * 3600 / seconds;
    }
}
