// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.allocate;

import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;

/**
 * What one builds after the raw queue: magazines of 32 indices in a JCTools queue, two of them in front, so that the
 * queue is asked once in 32 calls (Bonwick and Adams, 2001). A second queue carries the empty ones back. One thread's
 * front; no check.
 */
final class JctoolsMagazines {
    static final int CAPACITY = 32;

    private final MpmcVarHandleArrayQueue<int[]> full;
    private final MpmcVarHandleArrayQueue<int[]> empty;
    private int[] loaded = new int[CAPACITY];
    private int[] other = new int[CAPACITY];
    private int count;
    private int otherCount;

    /** Without objects yet. */
    JctoolsMagazines(final int capacity) {
        full = new MpmcVarHandleArrayQueue<>(capacity / CAPACITY);
        empty = new MpmcVarHandleArrayQueue<>(capacity / CAPACITY);
        for (int i = 0; i < capacity / CAPACITY; i++) {
            empty.offer(new int[CAPACITY]);
        }
    }

    /** An index, or -1. */
    int take() {
        if (count == 0) {
            if (otherCount == 0) {
                final int[] magazine = full.poll();
                if (magazine == null) {
                    return -1;
                }
                empty.offer(other);
                other = magazine;
                otherCount = CAPACITY;
            }
            swap();
        }
        return loaded[--count];
    }

    void give(final int index) {
        if (count == CAPACITY) {
            if (otherCount == CAPACITY) {
                full.offer(other);
                other = empty.poll();
                otherCount = 0;
            }
            swap();
        }
        loaded[count++] = index;
    }

    private void swap() {
        final int[] magazine = loaded;
        final int n = count;
        loaded = other;
        count = otherCount;
        other = magazine;
        otherCount = n;
    }
}
