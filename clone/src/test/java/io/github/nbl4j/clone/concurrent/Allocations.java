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

    private Allocations() {}

    static long bytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Bytes of the third round: the first two load, link and compile. */
    static long ofThirdRound(final int operations, final Work work) {
        round(operations, work);
        round(operations, work);
        return round(operations, work);
    }

    private static long round(final int operations, final Work work) {
        final long before = bytes();
        for (int i = 0; i < operations; i++) {
            work.run(i);
        }
        return bytes() - before;
    }
}
