// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone.concurrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;

/** Threads that start together; whoever waits for them gets the first failure of any, or learns that one hangs. */
final class Race {
    private static final long HANGS_MILLIS = 60_000;

    /** What one thread does. */
    interface Body {
        void run(int thread) throws Exception;
    }

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();

    private Race() {}

    static Race start(final int threads, final Body body) {
        final Race race = new Race();
        final CyclicBarrier barrier = new CyclicBarrier(threads);
        for (int i = 0; i < threads; i++) {
            final int number = i;
            final Thread runner = new Thread(() -> race.run(number, body, barrier), "race-" + i);
            runner.setDaemon(true);
            race.threads.add(runner);
        }
        race.threads.forEach(Thread::start);
        return race;
    }

    private void run(final int number, final Body body, final CyclicBarrier barrier) {
        try {
            barrier.await();
            body.run(number);
        } catch (final Throwable ex) {
            // The others may wait for this one for ever.
            if (failure.compareAndSet(null, ex)) {
                threads.forEach(Thread::interrupt);
            }
        }
    }

    static void run(final int threads, final Body body) throws Exception {
        start(threads, body).join();
    }

    /** All threads are dead after it. */
    void join() throws InterruptedException {
        for (final Thread thread : threads) {
            thread.join(HANGS_MILLIS);
            if (thread.isAlive()) {
                rethrow();
                throw new AssertionError(thread.getName() + " hangs: " + Arrays.toString(thread.getStackTrace()));
            }
        }
        rethrow();
    }

    private void rethrow() {
        final Throwable first = failure.get();
        if (first != null) {
            throw new AssertionError(first.toString(), first);
        }
    }
}
