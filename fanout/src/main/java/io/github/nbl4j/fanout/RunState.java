// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Where a run stands, as all its threads see it. A run has rounds: each is announced by the control thread, prepared by
 * the lanes, started by the control thread, and finished by the source when the lanes have done all of it. Volatile:
 * what came before a step is visible after it.
 */
final class RunState {
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    /** Plain: written before the volatile store of started, read after it. */
    private int loops;

    private volatile int announced;
    private volatile int started;
    private volatile int finished;
    private volatile boolean isStopped;

    /** By the control thread: the lanes shall prepare. */
    void announce(final int round) {
        announced = round;
    }

    int announced() {
        return announced;
    }

    /** By the control thread: the counters are read, the source shall make so many passes over the capture. */
    void start(final int round, final int passes) {
        loops = passes;
        started = round;
    }

    int started() {
        return started;
    }

    /** Passes of the round that was started. */
    int loops() {
        return loops;
    }

    /** By the source. */
    void finish(final int round) {
        finished = round;
    }

    boolean isFinished(final int round) {
        return finished == round;
    }

    /** Everybody ends. */
    void stop() {
        isStopped = true;
    }

    boolean isStopped() {
        return isStopped;
    }

    /** A thread cannot go on; the first reason counts. */
    void fail(final Throwable reason) {
        failure.compareAndSet(null, reason);
        isStopped = true;
    }

    Throwable failure() {
        return failure.get();
    }
}
