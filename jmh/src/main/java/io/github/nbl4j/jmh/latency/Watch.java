// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import java.util.function.LongSupplier;

/**
 * The control, inside each of the two threads, because a third would need a core: between two readings of the clock
 * that follow each other at once, nothing of the subject runs, so a gap there is not the subject's. Where the subject's
 * code did run in between, a gap is the machine's only if the kernel says that the thread had no core for most of it.
 */
final class Watch {
    /** Nanoseconds; what the harness itself does between two readings takes less than one. */
    static final long STALL = 50_000;

    private final LongSupplier runDelay;
    private final Stalls stalls = new Stalls();
    private long last;
    private long lastDelay;
    private long watched;
    private long inHarness;
    private long inSubject;

    Watch(final LongSupplier runDelay) {
        this.runDelay = runDelay;
    }

    /** Watching begins. */
    void begin(final long now) {
        last = now;
        refresh();
    }

    /** Nothing of the subject ran since the last reading. */
    void idle(final long now) {
        final long gap = now - last;
        if (gap > STALL) {
            stalls.noticed(last, now);
            inHarness++;
            refresh();
        }
        watched += gap;
        last = now;
    }

    /** The subject's code ran since the last reading. */
    void worked(final long now) {
        final long gap = now - last;
        if (gap > STALL && refresh() >= gap / 2) {
            stalls.noticed(last, now);
            inSubject++;
        }
        last = now;
    }

    /** The thread is on time: nothing is left of an earlier stall. */
    void onTime(final long now) {
        stalls.caughtUp(now);
    }

    /** Asks the kernel, so that the next gap is not charged for delays before it. Costs about a microsecond. */
    long refresh() {
        final long delay = runDelay.getAsLong();
        final long grown = delay - lastDelay;
        lastDelay = delay;
        return grown;
    }

    Stalls stalls() {
        return stalls;
    }

    /** Nanoseconds in which a gap would have been seen to be not the subject's. */
    long watched() {
        return watched;
    }

    long inHarness() {
        return inHarness;
    }

    long inSubject() {
        return inSubject;
    }
}
