// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;

/**
 * Broken on purpose: a pool that is a JCTools MPMC queue. Whoever stops between its claim of a place and its store
 * there holds up all others, and whoever dies there holds them up for ever.
 */
final class QueuePool extends Subject {
    private static final int SLOTS = 8;

    private final MpmcVarHandleArrayQueue<Integer> free = new MpmcVarHandleArrayQueue<>(SLOTS);

    @Override
    void prepare() {
        for (int slot = 0; slot < SLOTS; slot++) {
            free.offer(slot);
        }
    }

    @Override
    void operate() {
        free.offer(free.poll());
    }

    @Override
    int work() {
        int refused = 0;
        for (int i = 0; i < OPERATIONS; i++) {
            final Integer slot = free.poll();
            if (slot == null || !free.offer(slot)) {
                refused++;
            }
        }
        return refused;
    }

    @Override
    Books settle(final boolean whole) {
        return new Books(0, hand(), SLOTS - free.size(), 0);
    }
}
