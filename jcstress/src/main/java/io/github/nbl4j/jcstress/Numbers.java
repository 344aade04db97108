// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.Slot;
import io.github.nbl4j.pool.SlotPool;
import java.util.concurrent.atomic.AtomicInteger;

/** A pool whose slots are nothing but their numbers, so that every sample can have one of its own. */
public final class Numbers extends SlotPool {
    /** What a slot holds is the user's, plain, and moves with the slot. */
    final int[] contents = new int[population()];

    final AtomicInteger releases = new AtomicInteger();

    /** Sum of the contents, as whoever released the memory saw them. */
    int seen;

    /** The first pool of its environment; see {@link SlotPool#SlotPool}. */
    public Numbers(final int capacity, final int maxCaches) {
        this(0, capacity, maxCaches);
    }

    Numbers(final int ordinal, final int capacity, final int maxCaches) {
        super("numbers", ordinal, capacity, maxCaches);
    }

    @Override
    protected Slot slot(final int index) {
        return null;
    }

    @Override
    protected void releaseMemory() {
        // First: afterwards it would order what the phase must.
        releases.incrementAndGet();
        for (final int content : contents) {
            seen += content;
        }
    }
}
