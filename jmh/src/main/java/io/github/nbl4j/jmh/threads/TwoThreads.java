// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import io.github.nbl4j.jmh.FifoBenchmark;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * Runs a subject on two threads while the main thread sleeps. The first thread cuts time into windows, the second one
 * follows: a third that kept the time would take a core from one of them. At the end the queues are drained, filled
 * once more and inspected, and as much must have come out as went in.
 */
final class TwoThreads {
    /** What the first thread asks for, each followed by what the second one answers. */
    private static final int RUN = 0;

    private static final int DRAIN = 1;
    private static final int DRAINED = 2;
    private static final int INSPECT = 3;
    private static final int INSPECTED = 4;

    private static final Object READY = "ready";
    private static final Object ENDED = "ended";

    /** Units between two looks at the queue's fill, which takes its producer's line away. */
    private static final int FILL_EVERY = 1024;

    private static final int FENCE = 256;

    private final Subject subject;
    private final int warmUp;
    private final int wanted;
    private final int most;
    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    private final CountDownLatch begin = new CountDownLatch(1);
    private final CountDownLatch both = new CountDownLatch(1);
    private volatile int border;
    private volatile int step = RUN;
    private final byte[][] fences = new byte[4][];
    private ThreadLog alone;
    private ThreadLog first;
    private ThreadLog second;
    private long produced;
    private long consumed;

    TwoThreads(final Subject subject, final int warmUp, final int wanted, final int most) {
        this.subject = subject;
        this.warmUp = warmUp;
        this.wanted = wanted;
        this.most = warmUp + most;
    }

    /** Runs to the end. The subject is to be closed by the caller. */
    Sample run() throws InterruptedException {
        start("first", this::runFirst);
        start("second", this::runSecond);
        await(READY);
        await(READY);
        // With all that the sides hold: what is young costs less.
        FifoBenchmark.promote();
        begin.countDown();
        await(ENDED);
        await(ENDED);
        if (!subject.isPipeline()) {
            return Sample.symmetric(alone, first, second, warmUp);
        }
        FifoBenchmark.require(produced == consumed, "produced=" + produced + " consumed=" + consumed);
        return Sample.pipeline(first, second, warmUp);
    }

    private interface Body {
        void run() throws Exception;
    }

    private void start(final String name, final Body body) {
        final Thread thread = subject.threads().newThread(() -> {
            try {
                body.run();
                events.add(ENDED);
            } catch (final Throwable ex) {
                events.add(ex);
            }
        });
        thread.setName(name);
        // When one fails, the other may wait for it for ever.
        thread.setDaemon(true);
        thread.start();
    }

    private void await(final Object event) throws InterruptedException {
        final Object seen = events.take();
        if (seen != event) {
            throw new IllegalStateException("a thread failed", seen instanceof Throwable ? (Throwable) seen : null);
        }
    }

    private void runFirst() throws InterruptedException {
        try (Side side = fenced(subject::first, 0);
                ThreadLog whileAlone = new ThreadLog(most);
                ThreadLog log = new ThreadLog(most)) {
            alone = whileAlone;
            first = log;
            events.add(READY);
            begin.await();
            if (!subject.isPipeline()) {
                lead(side, whileAlone);
                border = 0;
            }
            both.countDown();
            produced = lead(side, log);
            step = DRAIN;
            awaitStep(DRAINED);
            if (subject.isPipeline()) {
                produced += side.work();
            }
            step = INSPECT;
            awaitStep(INSPECTED);
            side.inspect();
        }
    }

    private void runSecond() throws InterruptedException {
        try (Side side = fenced(subject::second, 2);
                ThreadLog log = new ThreadLog(most)) {
            second = log;
            events.add(READY);
            both.await();
            consumed = follow(side, log);
            step = DRAINED;
            awaitStep(INSPECT);
            consumed += side.inspect();
        }
        step = INSPECTED;
    }

    /** Collections keep the order: what the side has made stays off the lines of what the other one makes. */
    private Side fenced(final Supplier<Side> sides, final int fence) {
        fences[fence] = new byte[FENCE];
        final Side side = sides.get();
        fences[fence + 1] = new byte[FENCE];
        return side;
    }

    private void awaitStep(final int wantedStep) {
        while (step != wantedStep) {
            Thread.yield();
        }
    }

    /** Works, and ends windows, until enough of them count. */
    private long lead(final Side side, final ThreadLog log) {
        long units = 0;
        int accepted = 0;
        log.row(0, 0, 0);
        while (accepted < wanted && log.windows() < most) {
            final long end = System.nanoTime() + Windows.LENGTH;
            do {
                units += side.work();
            } while (System.nanoTime() - end < 0);
            log.row(units, 0, 0);
            final int windows = log.windows();
            border = windows;
            // From the first window on: what it loads at first use belongs to the warm-up, or it counts as the
            // subject's.
            final boolean accepts = log.accepts(windows - 1);
            if (accepts && windows > warmUp) {
                accepted++;
            }
        }
        return units;
    }

    /** Works, and ends its windows where the first thread does, until nothing comes any more. */
    private long follow(final Side side, final ThreadLog log) {
        long units = 0;
        long fill = 0;
        long fills = 0;
        long nextFill = FILL_EVERY;
        int seen = 0;
        log.row(0, 0, 0);
        while (true) {
            if (units >= nextFill) {
                fill += side.waiting();
                fills++;
                nextFill = units + FILL_EVERY;
            }
            final int n = side.work();
            units += n;
            if (n == 0) {
                Thread.onSpinWait();
            }
            // Before the border: then that is the last one.
            final boolean last = step == DRAIN;
            // Windows that this thread has slept through get next to no length, and do not count.
            for (final int now = border; seen < now; seen++) {
                log.row(units, fill, fills);
            }
            if (last && side.waiting() == 0) {
                return units;
            }
        }
    }
}
