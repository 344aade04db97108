// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;

/** Holds up nobody, and counts in how many places each slot is. Each operation on it breaks one rule on purpose. */
final class TallyPool extends SlotTwin {
    private final AtomicIntegerArray places = new AtomicIntegerArray(SLOTS);
    private final Consumer<TallyPool> operation;
    private Throwable swallowed;

    TallyPool(final Consumer<TallyPool> operation) {
        this.operation = operation;
    }

    @Override
    void operate() {
        operation.accept(this);
    }

    /** Takes a slot that will never come back. */
    void drop() {
        take();
    }

    /** Gives the same slot back twice. */
    void giveTwice() {
        final int slot = take();
        give(slot);
        give(slot);
    }

    /** Leaves nothing to the others. */
    void takeAll() {
        for (int i = 0; i < SLOTS; i++) {
            take();
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            give(slot);
        }
    }

    /** Has one more in hand than it says. */
    void takeTwo() {
        final int slot = take();
        give(take());
        give(slot);
    }

    /** Lets nobody know of an error. */
    void swallow() {
        try {
            give(take());
        } catch (final Throwable ex) {
            swallowed = ex;
        }
    }

    @Override
    int take() {
        for (int slot = 0; slot < SLOTS; slot++) {
            final int n = places.get(slot);
            if (n > 0 && places.compareAndSet(slot, n, n - 1)) {
                return slot;
            }
        }
        return -1;
    }

    @Override
    void give(final int slot) {
        places.incrementAndGet(slot);
    }

    @Override
    Books settle(final boolean whole) {
        int nowhere = 0;
        int doubled = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            nowhere += places.get(slot) == 0 ? 1 : 0;
            doubled += places.get(slot) > 1 ? 1 : 0;
        }
        return new Books(whole ? 0 : nowhere, hand(), whole ? nowhere : 0, doubled);
    }
}
