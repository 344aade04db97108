// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/** A stack of three numbers: last in, first out, and "empty" is exact, also when the top went and came back (ABA). */
public abstract class StackModel extends SlotModel {
    static final int NUMBERS = 3;

    StackModel() {
        super(new int[NUMBERS]);
    }

    @Operation
    public final int pop(@Param(gen = ThreadIdGen.class) final int thread) {
        return taken(thread, takeTop());
    }

    @Operation
    public final int push(@Param(gen = ThreadIdGen.class) final int thread) {
        final int number = handBack(thread);
        if (number >= 0) {
            giveBack(number);
        }
        return number;
    }

    abstract int takeTop();

    @Override
    final void requireAll() {
        int seen = 0;
        for (int i = 0; i < NUMBERS; i++) {
            seen |= 1 << takeTop();
        }
        if (seen != (1 << NUMBERS) - 1 || takeTop() >= 0) {
            throw new IllegalStateException("each number must be there once: seen=" + Integer.toBinaryString(seen));
        }
    }
}
