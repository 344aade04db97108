// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Broken on purpose: a pool under a lock, whose holder holds up everybody; it waits in java.util.concurrent. */
final class LockedPool extends Subject {
    private static final int SLOTS = 8;

    private final Lock lock = new ReentrantLock();
    private final int[] free = new int[SLOTS];
    private int count;

    @Override
    void prepare() {
        for (int slot = 0; slot < SLOTS; slot++) {
            give(slot);
        }
    }

    @Override
    void operate() {
        give(take());
    }

    private int take() {
        lock.lock();
        try {
            return count == 0 ? -1 : free[--count];
        } finally {
            lock.unlock();
        }
    }

    private void give(final int slot) {
        lock.lock();
        try {
            free[count++] = slot;
        } finally {
            lock.unlock();
        }
    }

    @Override
    int work() {
        int refused = 0;
        for (int i = 0; i < OPERATIONS; i++) {
            final int slot = take();
            if (slot < 0) {
                refused++;
            } else {
                give(slot);
            }
        }
        return refused;
    }

    @Override
    Books settle(final boolean whole) {
        return new Books(0, hand(), SLOTS - count, 0);
    }
}
