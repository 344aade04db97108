// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Broken on purpose: a pool under a lock, whose holder holds up everybody; it waits in java.util.concurrent. */
final class LockedPool extends SlotTwin {
    private final Lock lock = new ReentrantLock();
    private final int[] free = new int[SLOTS];
    private int count;

    @Override
    void operate() {
        give(take());
    }

    @Override
    int take() {
        lock.lock();
        try {
            return count == 0 ? -1 : free[--count];
        } finally {
            lock.unlock();
        }
    }

    @Override
    void give(final int slot) {
        lock.lock();
        try {
            free[count++] = slot;
        } finally {
            lock.unlock();
        }
    }

    @Override
    Books settle(final boolean whole) {
        return new Books(0, hand(), SLOTS - count, 0);
    }
}
