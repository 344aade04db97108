// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.Confined;
import io.github.nbl4j.pool.SlotCache;
import java.util.concurrent.ThreadLocalRandom;

/** A handle for pools of numbers. */
public final class NumbersHandle extends Confined {
    /** For any number of threads at once: every call goes to the depot. */
    static final NumbersHandle UNCACHED = new NumbersHandle(Role.UNCACHED);

    private final Role role;

    NumbersHandle(final Role role) {
        super(role);
        this.role = role;
    }

    /** For the first thread that uses it. */
    public NumbersHandle() {
        this(Role.EXPLICIT);
    }

    /**
     * Borrows up to two and a half magazines of slots with one handle after the other, and closes each.
     *
     * @return as {@link #borrow}.
     */
    static int borrowEach(final Numbers pool, final NumbersHandle... handles) {
        int foreign = 0;
        for (final NumbersHandle handle : handles) {
            foreign += handle.borrow(pool, ThreadLocalRandom.current().nextInt(1, 81));
            handle.close();
        }
        return foreign;
    }

    Role role() {
        return role;
    }

    /** Throws unless this gets a cache of its own. */
    void requireCache(final Numbers pool) {
        reserve(pool);
    }

    /** One slot, or -1. */
    public int take(final Numbers pool) {
        return cache(pool).take();
    }

    void give(final Numbers pool, final int slot) {
        cache(pool).give(slot);
    }

    /**
     * Takes n slots in one step, if the loaded magazine has so many, marks each as held, and gives them back.
     *
     * @return how many slots were marked already or lost their mark meanwhile: somebody else held them too.
     */
    int borrowAtOnce(final Numbers pool, final int n) {
        final SlotCache cache = cache(pool);
        final int from = cache.take(n);
        if (from < 0) {
            return 0;
        }
        // What is given overwrites what was taken, so they are read first.
        final int[] slots = new int[n];
        int foreign = 0;
        for (int i = 0; i < n; i++) {
            slots[i] = cache.taken(from + i);
            foreign += pool.contents[slots[i]] == 0 ? 0 : 1;
            pool.contents[slots[i]] = n;
        }
        for (final int slot : slots) {
            foreign += pool.contents[slot] == n ? 0 : 1;
            pool.contents[slot] = 0;
            cache.give(slot);
        }
        return foreign;
    }

    /**
     * Takes up to n slots, marks each as held, and gives them back in reverse.
     *
     * @return how many slots were marked already or lost their mark meanwhile: somebody else held them too.
     */
    public int borrow(final Numbers pool, final int n) {
        final int[] contents = pool.contents;
        int foreign = 0;
        int top = -1;
        for (int i = 0; i < n; i++) {
            final int slot = take(pool);
            if (slot < 0) {
                break;
            }
            foreign += contents[slot] == 0 ? 0 : 1;
            // The mark is a link to the slot held before, so that two holders break each other's chain.
            contents[slot] = top + 2;
            top = slot;
        }
        while (top >= 0 && foreign == 0) {
            final int below = contents[top] - 2;
            if (below < -1) {
                return 1;
            }
            contents[top] = 0;
            give(pool, top);
            top = below;
        }
        return foreign;
    }
}
