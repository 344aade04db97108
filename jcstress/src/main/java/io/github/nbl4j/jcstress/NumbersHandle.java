// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.Confined;

/** A handle for pools of numbers. */
final class NumbersHandle extends Confined {
    /** For any number of threads at once: every call goes to the depot. */
    static final NumbersHandle UNCACHED = new NumbersHandle(Role.UNCACHED);

    NumbersHandle(final Role role) {
        super(role);
    }

    NumbersHandle() {
        this(Role.EXPLICIT);
    }

    int take(final Numbers pool) {
        return cache(pool).take();
    }

    void give(final Numbers pool, final int slot) {
        cache(pool).give(slot);
    }

    /**
     * Takes up to n slots, marks each as held, and gives them back in reverse.
     *
     * @return how many slots were marked already or lost their mark meanwhile: somebody else held them too.
     */
    int borrow(final Numbers pool, final int n) {
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
