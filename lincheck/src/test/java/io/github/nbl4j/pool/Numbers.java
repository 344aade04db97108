// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

/** A pool whose slots are nothing but their numbers, so that every interleaving can have one of its own. */
final class Numbers extends SlotPool {
    /** By number: how many hold it. The models keep it. */
    final int[] holders = new int[population()];

    int releases;
    boolean releasedInUse;

    Numbers(final int capacity, final int maxCaches) {
        super("numbers", 0, capacity, maxCaches);
    }

    @Override
    protected Slot slot(final int index) {
        return null;
    }

    @Override
    protected void releaseMemory() {
        releases++;
        for (final int holder : holders) {
            releasedInUse |= holder != 0;
        }
    }

    /** Takes and gives numbers for one thread at a time. */
    static final class Handle extends Confined {
        Handle(final Role role) {
            super(role);
        }
    }
}
