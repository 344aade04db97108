// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import io.github.nbl4j.pool.Confined.Role;

/** Threads that take slots of a real pool through handles of their own. */
public abstract class NumbersModel extends SlotModel {
    final Numbers pool;
    private final Numbers.Handle[] handles = new Numbers.Handle[4];

    NumbersModel(final Numbers pool) {
        super(pool.holders);
        this.pool = pool;
        setUp(handles);
    }

    static Numbers setUp(final int capacity, final int maxCaches) {
        return new Numbers(capacity, maxCaches);
    }

    private static void setUp(final Numbers.Handle[] handles) {
        for (int thread = 0; thread < handles.length; thread++) {
            handles[thread] = open();
        }
    }

    private static Numbers.Handle open() {
        return new Numbers.Handle(Role.EXPLICIT);
    }

    final SlotCache cache(final int thread) {
        return handles[thread].cache(pool);
    }

    final void reopen(final int thread) {
        handles[thread].close();
        handles[thread] = open();
    }

    /** A handle belongs to who used it first: after this, to who uses it next. */
    final void letGo(final int thread) {
        handles[thread].letGo();
    }

    final int take(final SlotCache from, final int thread) {
        return taken(thread, from.take());
    }

    /** 0 also when no magazine at hand has two: that depends on how far a close elsewhere has come. */
    final int takeTwo(final SlotCache from, final int thread) {
        final int at = from.take(2);
        return at < 0
                ? 0
                : Math.min(whether(taken(thread, from.taken(at))), whether(taken(thread, from.taken(at + 1))));
    }

    final void give(final SlotCache to, final int thread) {
        final int slot = handBack(thread);
        if (slot >= 0) {
            to.give(slot);
        }
    }

    @Override
    final void giveBack(final int slot) {
        pool.uncached().give(slot);
    }

    final void closeHandles() {
        for (final Numbers.Handle handle : handles) {
            handle.letGo();
            handle.close();
        }
    }

    @Override
    void requireAll() {
        closeHandles();
        pool.audit().requireAllFree();
    }
}
