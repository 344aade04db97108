// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

/**
 * Walks every rare path of this package once, before the first pool exists. The JVM allocates when it links an access
 * to a word for the first time, and a path that is taken for the first time in the middle of the traffic must not do
 * that: here it happens at PASSIVE_LEVEL.
 */
final class Rehearsal extends SlotPool {
    private static final int CAPACITY = 2 * SLOTS_PER_CACHE;
    private static final int MAX_CACHES = 2;

    private static volatile boolean begun;

    private final RehearsedSlot[] slots = new RehearsedSlot[population()];

    private Rehearsal() {
        super("rehearsal", 0, CAPACITY, MAX_CACHES);
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new RehearsedSlot(this, i);
        }
    }

    /**
     * Does it unless somebody has begun it; nobody waits for another. Not a class initialiser: that fails once and for
     * ever, and a heap that is full now may not be so later.
     */
    static void ensure() {
        if (!begun) {
            begun = true; // First: the pool that is rehearsed with comes by here.
            try {
                new Rehearsal().run();
            } catch (final Throwable ex) {
                begun = false;
                throw ex;
            }
        }
    }

    private void run() {
        final Handle handle = new Handle(Confined.Role.EXPLICIT);
        final SlotCache cache = handle.cache(this);
        takeAllGiveAll(cache);
        takeAllGiveAll(uncached());
        final int last = cache.take();
        handle.close();
        final ConfinedTable<Handle> table = new ConfinedTable<>(1, 1, Handle::new);
        table.exit(table.enter());
        final Handle stripe = new Handle(Confined.Role.STRIPE);
        stripe.tryOwn(null, Thread.currentThread());
        stripe.endCall();
        countMisuse();
        counters();
        close();
        uncached().give(last);
    }

    private void takeAllGiveAll(final SlotCache cache) {
        final int[] taken = new int[population()];
        int n = 0;
        for (int slot = cache.take(); slot >= 0; slot = cache.take()) {
            slots[slot].own();
            taken[n++] = slot;
        }
        while (n > 0) {
            slots[taken[--n]].disown();
            cache.give(taken[n]);
        }
    }

    @Override
    protected Slot slot(final int index) {
        return slots[index];
    }

    @Override
    protected void releaseMemory() {}

    private static final class Handle extends Confined {
        private Handle(final Role role) {
            super(role);
        }
    }

    private static final class RehearsedSlot extends Slot {
        private final Rehearsal pool;

        private RehearsedSlot(final Rehearsal pool, final int id) {
            super(id);
            this.pool = pool;
        }

        @Override
        protected SlotPool home() {
            return pool;
        }
    }
}
