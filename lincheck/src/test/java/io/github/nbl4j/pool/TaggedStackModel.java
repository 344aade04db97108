// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

/** {@link TaggedStack}, which carries full magazines and single slots. */
public final class TaggedStackModel extends StackModel {
    private final TaggedStack stack = new TaggedStack(NUMBERS);

    public TaggedStackModel() {
        for (int number = 0; number < NUMBERS; number++) {
            stack.push(number);
        }
    }

    @Override
    int takeTop() {
        return stack.pop();
    }

    @Override
    void giveBack(final int number) {
        stack.push(number);
    }
}
