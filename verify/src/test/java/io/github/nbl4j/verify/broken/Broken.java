// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.broken;

import io.github.nbl4j.pool.Irql;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/** Each method is named after the rule that it breaks. */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class Broken extends BrokenBase {
    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(Broken.class, "word", int.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    private volatile int word;
    private int field;

    @Irql(Irql.Level.PASSIVE_LEVEL)
    public Broken() {}

    public synchronized int monitorOfMethod() {
        return field;
    }

    public int monitorOfBlock() {
        synchronized (this) {
            return field;
        }
    }

    public void waitParked() {
        LockSupport.park();
    }

    public Object newObject() {
        return new Object();
    }

    public int newArray(final int n) {
        return new int[n].length;
    }

    public int newArrayOfVarargs(final int n) {
        return lengthOf(n, n);
    }

    public int newArrayOfClone(final int[] array) {
        return array.clone().length;
    }

    public Object boxing(final int n) {
        return n;
    }

    public int lambdaCapturing(final int n) {
        final IntSupplier supplier = () -> n;
        return supplier == null ? 0 : n;
    }

    public int lambdaWithoutCapture() {
        final IntSupplier supplier = () -> 1;
        return supplier == null ? 0 : 1;
    }

    public int concat(final int n) {
        final String text = "n=" + n;
        return text == null ? 0 : n;
    }

    public int dynamicOfRecord(final Pair pair) {
        return pair.hashCode();
    }

    public void loopOnVolatile() {
        while (word == 0) {
            field++;
        }
    }

    public void loopOnAtomic(final AtomicInteger other) {
        while (other.get() == 0) {
            field++;
        }
    }

    public void loopOnVarHandle() {
        while (!WORD.compareAndSet(this, 0, 1)) {
            field++;
        }
    }

    public void loopOnCall() {
        do {
            field++;
        } while (!isReady());
    }

    public void loopTwice() {
        while (word == 0) {
            field++;
        }
        while (word == 1) {
            field++;
        }
    }

    public int recursion(final int n) {
        return n == 0 ? 0 : other(n - 1);
    }

    public void passiveCall() {
        rest();
    }

    public void passiveOverride(final BrokenBase any) {
        any.step();
    }

    @Override
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public void step() {}

    public int unknownCall(final IntSupplier supplier) {
        return supplier.getAsInt();
    }

    public int newBehindACall(final Shape shape) {
        return shape.area();
    }

    public int newInACatch(final int n) {
        try {
            if (n < 0) {
                throw new IllegalStateException("n must not be negative: n=" + n);
            }
            return n;
        } catch (final IllegalStateException ex) {
            return 0;
        }
    }

    @Irql(Irql.Level.PASSIVE_LEVEL)
    public void rest() {}

    private int other(final int n) {
        return recursion(n);
    }

    private boolean isReady() {
        return word != 0;
    }

    private static int lengthOf(final int... numbers) {
        return numbers.length;
    }

    /** Its hash code is linked when it is first asked for. */
    record Pair(int left, int right) {}

    /** Two implementations, one of which allocates. */
    interface Shape {
        int area();
    }

    record Flat() implements Shape {
        @Override
        public int area() {
            return 0;
        }
    }

    record Wide(int side) implements Shape {
        @Override
        public int area() {
            return new int[side].length;
        }
    }
}
