// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import org.jetbrains.lincheck.datastructures.Validate;

/**
 * Threads that take numbers and give them back. A number is marked as long as somebody holds it, so one that is handed
 * out twice shows in a result; when all calls are over, everything is given back, and each number must be there once.
 */
public abstract class SlotModel {
    /** Result of a call that got nothing. */
    static final int NONE = -1;

    /** Result of a call that got what somebody holds. */
    static final int TWICE = -2;

    /** More than the calls of one thread. */
    private static final int CALLS = 80;

    /** By number: how many hold it. */
    private final int[] holders;

    /** Lincheck numbers the threads from 1. */
    private final Hand[] hands = {new Hand(0), new Hand(CALLS), new Hand(CALLS), new Hand(CALLS)};

    SlotModel(final int[] holders) {
        this.holders = holders;
    }

    /** The number, which is the thread's from now on, or {@link #NONE} as it is, or {@link #TWICE}. */
    final int taken(final int thread, final int number) {
        if (number < 0) {
            return NONE;
        }
        hands[thread].add(number);
        return holders[number]++ == 0 ? number : TWICE;
    }

    /** What the thread has held longest, nobody's any more, or {@link #NONE}. */
    final int handBack(final int thread) {
        final int number = hands[thread].removeOldest();
        if (number >= 0) {
            holders[number]--;
        }
        return number;
    }

    /** What remains of a result where the order of numbers is nobody's business: 0 for any number. */
    static int whether(final int taken) {
        return Math.min(taken, 0);
    }

    abstract void giveBack(int number);

    /** Throws unless each number is where it belongs, once. All calls are over, and nobody holds any. */
    abstract void requireAll();

    @Validate
    public final void books() {
        settleBooks();
    }

    private void settleBooks() {
        for (int thread = 1; thread < hands.length; thread++) {
            for (int number = handBack(thread); number >= 0; number = handBack(thread)) {
                giveBack(number);
            }
        }
        requireAll();
    }
}
