// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import java.util.concurrent.ThreadFactory;

/**
 * Two sides and what they share; built and closed on the main thread. One class of subjects in one JVM, so that the
 * compiler knows each call.
 */
interface Subject extends AutoCloseable {
    /** Capacity of each queue between two sides. */
    int QUEUE = 1024;

    /** Bytes in use of each packet, behind {@link #HEADROOM}. */
    int LENGTH = 1500;

    int HEADROOM = 64;

    /** Items that a side does in one call of {@link Side#work}. */
    int BATCH = 256;

    /** The side that feeds the other, or that runs alone first. Called on its thread. */
    Side first();

    /** Called on the second thread. */
    Side second();

    /** Whether the first side feeds the second one; if not, both do the same. */
    default boolean isPipeline() {
        return true;
    }

    default ThreadFactory threads() {
        return Thread::new;
    }

    /** Audits the books: nothing is out, nothing was refused. */
    @Override
    void close();
}
