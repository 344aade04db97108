// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Broken: a stack of slots whose head has no tag, so that a CAS cannot see that the top went and came back with another
 * one below. {@code HandOutStress} is the same test on the real stack.
 */
@JCStressTest
@Outcome(id = "3, 3", expect = Expect.ACCEPTABLE, desc = "Every slot is in one place.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A slot is in two places, or in none: the mistake.")
@State
public class UntaggedStackCanary {
    private final Untagged stack = new Untagged(3);
    private int one;
    private int two;

    @Actor
    public void taker() {
        for (int i = 0; i < 4; i++) {
            stack.push(stack.pop());
        }
        one = stack.pop();
    }

    @Actor
    public void reorderer() {
        for (int i = 0; i < 3; i++) {
            final int first = stack.pop();
            final int second = stack.pop();
            stack.push(first);
            stack.push(second);
        }
        final int back = stack.pop();
        two = stack.pop();
        stack.push(back);
    }

    @Arbiter
    public void books(final II_Result r) {
        int seen = 1 << one | 1 << two;
        r.r1 = 2;
        for (int slot = stack.pop(); slot >= 0 && r.r1 < 6; r.r1++) {
            seen |= 1 << slot;
            slot = stack.pop();
        }
        r.r2 = Integer.bitCount(seen);
    }

    private static final class Untagged {
        private final AtomicInteger head = new AtomicInteger();
        private final AtomicIntegerArray links;

        Untagged(final int numbers) {
            links = new AtomicIntegerArray(numbers);
            for (int i = numbers - 1; i >= 0; i--) {
                push(i);
            }
        }

        int pop() {
            while (true) {
                final int top = head.get();
                if (top == 0) {
                    return -1;
                }
                if (head.compareAndSet(top, links.get(top - 1))) {
                    return top - 1;
                }
            }
        }

        void push(final int number) {
            if (number < 0) {
                return;
            }
            int top;
            do {
                top = head.get();
                links.set(number, top);
            } while (!head.compareAndSet(top, number + 1));
        }
    }
}
