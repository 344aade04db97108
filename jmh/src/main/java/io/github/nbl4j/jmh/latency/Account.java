// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What one thread used during a round: bytes, processor, and what it was kept waiting for by the kernel. */
record Account(long allocatedBytes, long cpuNanos, long runDelayNanos, long involuntarySwitches) {
    static final Account NONE = new Account(0, 0, 0, 0);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Path STATUS = Path.of("/proc/thread-self/status");
    private static final String SWITCHES = "nonvoluntary_ctxt_switches:";

    /** The calling thread's, since it began. Bytes are read last, because asking for the others makes some. */
    static Account opening(final RunDelay delay) {
        final long switches = switches();
        final long cpu = THREADS.getCurrentThreadCpuTime();
        return new Account(THREADS.getCurrentThreadAllocatedBytes(), cpu, delay.getAsLong(), switches);
    }

    /** The calling thread's since then. Bytes are read first. */
    Account closing(final RunDelay delay) {
        final long allocated = THREADS.getCurrentThreadAllocatedBytes();
        return new Account(
                allocated - allocatedBytes,
                THREADS.getCurrentThreadCpuTime() - cpuNanos,
                delay.getAsLong() - runDelayNanos,
                switches() - involuntarySwitches);
    }

    Account plus(final Account other) {
        return new Account(
                allocatedBytes + other.allocatedBytes,
                cpuNanos + other.cpuNanos,
                runDelayNanos + other.runDelayNanos,
                involuntarySwitches + other.involuntarySwitches);
    }

    void addTo(final Result result, final String thread) {
        result.put(thread + ".allocatedBytes", allocatedBytes);
        result.put(thread + ".cpuNanos", cpuNanos);
        result.put(thread + ".runDelayNanos", runDelayNanos);
        result.put(thread + ".involuntarySwitches", involuntarySwitches);
    }

    private static long switches() {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(SWITCHES))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(SWITCHES.length()).strip()))
                    .sum();
        } catch (final IOException ex) {
            return 0;
        }
    }
}
