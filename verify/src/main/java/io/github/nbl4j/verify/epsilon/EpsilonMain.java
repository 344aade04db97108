// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.epsilon;

import io.github.nbl4j.pool.Checked;
import io.github.nbl4j.verify.epsilon.Traffic.Disturbance;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * So many operations in a heap that nobody collects, on threads that never sleep and are never refused. With twin
 * {@code allocate} the heap must run out, with twin {@code park} the kernel must see the threads sleep, with twin
 * {@code misuse} the pools must refuse.
 */
final class EpsilonMain {
    /** A thread of the JVM is stopped now and then, for reasons of the JVM's own. */
    private static final int TOLERATED_SWITCHES = 2;

    private static volatile Object sink;

    private EpsilonMain() {}

    /**
     * The program.
     *
     * @param args how many operations, and possibly which twin.
     * @throws InterruptedException when the main thread is interrupted.
     */
    public static void main(final String[] args) throws InterruptedException {
        final Disturbance disturbance = disturbance(args.length > 1 ? args[1] : "");
        final long begin = System.nanoTime();
        final TwoThreads.Report report = TwoThreads.run(Long.parseLong(args[0]), disturbance);
        final double seconds = (System.nanoTime() - begin) / 1e9;
        final Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "epsilon: checked=%b operations=%d heapUsedKiB=%d of %d switches=%d control=%d misuse=%d s=%.1f%n",
                Checked.ENABLED,
                report.operations(),
                runtime.totalMemory() - runtime.freeMemory() >> 10,
                runtime.maxMemory() >> 10,
                report.switches(),
                report.controlSwitches(),
                report.misuse(),
                seconds);
        final boolean slept = report.switches() > report.controlSwitches() + TOLERATED_SWITCHES;
        final boolean refused = report.misuse() != 0;
        if (slept || refused) {
            System.out.println(
                    "epsilon: FAILED," + (slept ? " a thread slept" : "") + (refused ? " a call was refused" : ""));
            System.exit(1);
        }
    }

    private static Disturbance disturbance(final String twin) {
        return switch (twin) {
            case "" -> Disturbance.NONE;
            case "allocate" -> new Disturbance(16, cloner -> sink = new Object());
            case "park" -> new Disturbance(1 << 20, cloner -> LockSupport.parkNanos(1));
            case "misuse" -> Disturbance.MISUSE;
            default -> throw new IllegalArgumentException("twin must be allocate, park or misuse: twin=" + twin);
        };
    }
}
