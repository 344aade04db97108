// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import java.util.function.LongSupplier;

/** The schedule: when each packet is meant to start, whatever became of those before it. */
final class Pacer {
    private static final long SECOND = 1_000_000_000;

    private final LongSupplier clock;
    private final Watch watch;
    private final long start;
    private final long perSecond;

    Pacer(final LongSupplier clock, final Watch watch, final long start, final long perSecond) {
        this.clock = clock;
        this.watch = watch;
        this.start = start;
        this.perSecond = perSecond;
    }

    long intended(final long packet) {
        return start + packet * SECOND / perSecond;
    }

    /** Waits until then. Returns the time, which is later when the thread is late. */
    long await(final long intended) {
        long now = clock.getAsLong();
        watch.idle(now);
        if (now < intended) {
            watch.onTime(now);
            do {
                Thread.onSpinWait();
                now = clock.getAsLong();
                watch.idle(now);
            } while (now < intended);
        }
        return now;
    }
}
