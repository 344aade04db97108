// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/** Queues of references from the first thread to the second. */
final class Lanes {
    /** Lanes of one fan-out. */
    static final int LANES = 4;

    private Lanes() {}

    static <T> SpscVarHandleArrayQueue<T> one() {
        return new SpscVarHandleArrayQueue<>(Subject.QUEUE);
    }

    /** Waits for room. */
    static <T> void put(final SpscVarHandleArrayQueue<T> lane, final T item) {
        while (!lane.offer(item)) {
            Thread.onSpinWait();
        }
    }
}
