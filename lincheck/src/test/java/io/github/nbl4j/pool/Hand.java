// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

/** What one thread of a model holds. It gives back what it has held longest, which is the order that ABA needs. */
final class Hand {
    private final int[] numbers;
    private int oldest;
    private int end;

    Hand(final int calls) {
        numbers = new int[calls];
    }

    void add(final int number) {
        numbers[end++] = number;
    }

    /** -1 when it is empty. */
    int removeOldest() {
        return oldest == end ? -1 : numbers[oldest++];
    }
}
