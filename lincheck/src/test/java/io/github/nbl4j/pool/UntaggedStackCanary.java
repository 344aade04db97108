// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Broken: {@link TaggedStack} without the tag, so that a CAS cannot see that the top went and came back. */
public final class UntaggedStackCanary extends StackModel {
    private static final VarHandle HEAD;
    private static final VarHandle LINKS = MethodHandles.arrayElementVarHandle(long[].class);

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(UntaggedStackCanary.class, "head", long.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    private final long[] links = new long[NUMBERS];
    private volatile long head;

    public UntaggedStackCanary() {
        for (int number = 0; number < NUMBERS; number++) {
            links[number] = head;
            head = number + 1;
        }
    }

    @Override
    int takeTop() {
        while (true) {
            final long top = (long) HEAD.getAcquire(this);
            if (top == 0) {
                return NONE;
            }
            if (HEAD.compareAndSet(this, top, (long) LINKS.getOpaque(links, (int) top - 1))) {
                return (int) top - 1;
            }
        }
    }

    @Override
    void giveBack(final int number) {
        while (true) {
            final long top = (long) HEAD.getAcquire(this);
            LINKS.setOpaque(links, number, top);
            if (HEAD.compareAndSet(this, top, (long) number + 1)) {
                return;
            }
        }
    }
}
