// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaggedStackTest {
    private static final long LAST_TAG = (1L << 40) - 1;

    @Test
    void shouldBeEmptyWhenNew() {
        final TaggedStack stack = new TaggedStack(3);

        assertEquals(-1, stack.pop());
        assertEquals(0, stack.size());
        assertEquals(-1, stack.below(-1));
    }

    @Test
    void shouldPopLastPushedFirst() {
        final TaggedStack stack = new TaggedStack(9);
        for (int i = 0; i < 9; i++) {
            assertEquals(i, stack.size());
            stack.push(i);
        }

        for (int i = 8; i >= 0; i--) {
            assertEquals(i, stack.pop());
            assertEquals(i, stack.size());
        }
        assertEquals(-1, stack.pop());
    }

    @Test
    void shouldListNumbersFromTopToBottomWhenAtRest() {
        final TaggedStack stack = new TaggedStack(3);
        stack.push(1);
        stack.push(0);
        stack.push(2);

        assertEquals(2, stack.below(-1));
        assertEquals(0, stack.below(2));
        assertEquals(1, stack.below(0));
        assertEquals(-1, stack.below(1));
    }

    @Test
    void shouldHoldLargestNumberThatAPoolCanHave() {
        final TaggedStack stack = new TaggedStack(Slot.MAX_SLOTS);
        stack.push(Slot.MAX_SLOTS - 1);
        stack.push(0);

        assertEquals(2, stack.size());
        assertEquals(0, stack.pop());
        assertEquals(Slot.MAX_SLOTS - 1, stack.pop());
        assertEquals(-1, stack.pop());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, (1L << 31) - 2, (1L << 32) - 2, LAST_TAG - 8, LAST_TAG - 1, LAST_TAG})
    void shouldKeepContentsWhenTagWraps(final long tag) {
        final TaggedStack stack = new TaggedStack(9);
        stack.startTag(tag);
        assertEquals(0, stack.size());
        assertEquals(-1, stack.pop());

        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 9; i++) {
                stack.push(i);
                assertEquals(i + 1, stack.size());
            }
            for (int i = 8; i >= 0; i--) {
                assertEquals(i, stack.pop());
                assertEquals(i, stack.size());
            }
            assertEquals(-1, stack.pop());
        }
    }

    /** The twin: the tag is really in the word and really moves, or the test above would prove nothing. */
    @Test
    void shouldChangeWordWhenContentsAreTheSameAgain() {
        final TaggedStack stack = new TaggedStack(3);
        stack.push(0);
        final long before = stack.head;
        stack.pop();
        stack.push(0);
        assertTrue(before != stack.head, "a pop and a push must leave another tag");

        final TaggedStack last = new TaggedStack(3);
        last.startTag(LAST_TAG);
        assertEquals(LAST_TAG, last.head >>> 24);
        last.push(2);
        assertEquals(0, last.head >>> 24);
        assertEquals(2, last.pop());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, LAST_TAG - 20_000})
    void shouldLoseAndDoubleNothingWhenTwoThreadsPopAndPush(final long tag) throws Exception {
        final int numbers = 5;
        final TaggedStack stack = new TaggedStack(numbers);
        stack.startTag(tag);
        final AtomicIntegerArray held = new AtomicIntegerArray(numbers);
        for (int i = 0; i < numbers; i++) {
            stack.push(i);
        }

        Race.run(2, thread -> {
            final int[] mine = new int[2];
            for (int round = 0; round < 200_000; round++) {
                for (int i = 0; i < 2; i++) {
                    mine[i] = stack.pop();
                    assertTrue(mine[i] >= 0, "two threads hold four of five, so one was there");
                    assertTrue(held.compareAndSet(mine[i], 0, 1), "popped twice");
                }
                for (int i = 0; i < 2; i++) {
                    final int number = mine[(i + round) & 1];
                    held.set(number, 0);
                    stack.push(number);
                }
            }
        });

        assertEquals(numbers, stack.size());
        final BitSet seen = new BitSet();
        for (int number = stack.pop(); number >= 0; number = stack.pop()) {
            assertFalse(seen.get(number));
            seen.set(number);
        }
        assertEquals(numbers, seen.cardinality());
    }
}
