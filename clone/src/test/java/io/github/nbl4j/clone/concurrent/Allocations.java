// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone.concurrent;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the calling thread allocates: exact, apart from what the JVM does at first use. */
final class Allocations {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** One piece of work; the number makes each differ. */
    interface Work {
        void run(int i);
    }

    private static final int ROUNDS = 12;

    private Allocations() {}

    static long bytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /**
     * Bytes of the quietest of some rounds. The JVM allocates by itself when it loads or links, and when C2 is asked
     * for a method: it makes the string constants of that method's class then, on the thread whose call asked, once, in
     * whichever round that is. A flight recording without thread-local buffers shows them: Strings at the head of a
     * loop that has none; with C1 only there are none. What an operation allocates, it allocates in every round.
     */
    static long ofQuietestRound(final int operations, final Work work) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS && least > 0; i++) {
            least = Math.min(least, round(operations, work));
        }
        return least;
    }

    private static long round(final int operations, final Work work) {
        final long before = bytes();
        for (int i = 0; i < operations; i++) {
            work.run(i);
        }
        return bytes() - before;
    }
}
