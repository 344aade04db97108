// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import java.util.stream.Stream;

/**
 * What became of the slots of all pools.
 *
 * @param missing that an operation which did not end had in hand, and that were reclaimed.
 * @param hand that it could have in hand.
 * @param lost that did not come home in the end, or were missing and the audit did not say so.
 * @param doubled that were in two places at once.
 */
record Books(int missing, int hand, int lost, int doubled) {
    /** Slots that were reclaimed though the audit had not shown them out, or that it shows out although they were. */
    static int unseen(final int outBefore, final int reclaimed, final int outAfter) {
        return Math.abs(outBefore - outAfter - reclaimed);
    }

    static Books parse(final String[] words) {
        final int[] numbers =
                Stream.of(words).skip(1).mapToInt(Integer::parseInt).toArray();
        return new Books(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    String format() {
        return missing + " " + hand + " " + lost + " " + doubled;
    }
}
