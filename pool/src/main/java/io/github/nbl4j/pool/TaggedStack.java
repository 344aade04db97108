// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Keeps the head off the line of whatever lies before it. */
abstract class TaggedStackLeftPad {
    byte p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
    byte p16, p17, p18, p19, p20, p21, p22, p23, p24, p25, p26, p27, p28, p29, p30, p31;
    byte p32, p33, p34, p35, p36, p37, p38, p39, p40, p41, p42, p43, p44, p45, p46, p47;
    byte p48, p49, p50, p51, p52, p53, p54, p55, p56, p57, p58, p59, p60, p61, p62, p63;
}

/** The one contended word. */
abstract class TaggedStackHead extends TaggedStackLeftPad {
    /** tag:40, index + 1:24. The tag counts pops and pushes: at 100 M a second it repeats after three hours. */
    volatile long head;
}

/**
 * A stack of small numbers (Treiber 1986, with a tag against ABA). Lock-free: a failed CAS means that another thread
 * succeeded; a thread that stops anywhere holds up nobody; "empty" is exact and costs one load; a push cannot fail.
 * Each number may be on the stack once.
 */
final class TaggedStack extends TaggedStackHead {
    private static final int INDEX_BITS = 24;
    private static final long INDEX_MASK = (1L << INDEX_BITS) - 1;
    private static final long TAG_INCREMENT = 1L << INDEX_BITS;
    private static final VarHandle LINKS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle HEAD;

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(TaggedStack.class, "head", long.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    byte q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;
    byte q16, q17, q18, q19, q20, q21, q22, q23, q24, q25, q26, q27, q28, q29, q30, q31;
    byte q32, q33, q34, q35, q36, q37, q38, q39, q40, q41, q42, q43, q44, q45, q46, q47;
    byte q48, q49, q50, q51, q52, q53, q54, q55, q56, q57, q58, q59, q60, q61, q62, q63;

    /** By number: depth:32, index + 1 of the one below:32. The depth makes the size one read, without a counter. */
    private final long[] links;

    TaggedStack(final int numbers) {
        links = new long[numbers];
    }

    /** The number on top, or -1 when the stack is empty at that instant. */
    int pop() {
        while (true) {
            // Volatile: pairs with the CAS in push, so that the link and what the number stands for are visible; and
            // SlotPool.close, which has stored its phase, must not see the stack empty as it was before that.
            final long top = head;
            final int number = (int) (top & INDEX_MASK) - 1;
            if (number < 0) {
                return -1;
            }
            // Opaque: the link may be rewritten by a thread that popped and pushed meanwhile; then the tag differs.
            final long below = (long) LINKS.getOpaque(links, number) & INDEX_MASK;
            // Volatile CAS: acquires what the pusher released.
            if (HEAD.compareAndSet(this, top, nextTag(top) | below)) {
                return number;
            }
        }
    }

    void push(final int number) {
        while (true) {
            final long top = (long) HEAD.getAcquire(this);
            final int below = (int) (top & INDEX_MASK);
            final long depth = below == 0 ? 1 : ((long) LINKS.getOpaque(links, below - 1) >>> 32) + 1;
            LINKS.setOpaque(links, number, depth << 32 | below);
            // Volatile CAS: releases the link and the contents to the pop that takes this number.
            if (HEAD.compareAndSet(this, top, nextTag(top) | (number + 1))) {
                return;
            }
        }
    }

    /** How many numbers lie here: exact at rest, a snapshot under use. */
    int size() {
        final int number = (int) ((long) HEAD.getAcquire(this) & INDEX_MASK) - 1;
        return number < 0 ? 0 : (int) ((long) LINKS.getOpaque(links, number) >>> 32);
    }

    /** Exact at that instant. */
    boolean isEmpty() {
        return ((long) HEAD.getAcquire(this) & INDEX_MASK) == 0;
    }

    /** What changes with every push and pop. Volatile, as the looks at another place that come between two marks. */
    long mark() {
        return head;
    }

    /** Whether nothing lay here at any instant since the mark was read. */
    boolean isEmptySince(final long mark) {
        return (mark & INDEX_MASK) == 0 && head == mark;
    }

    /** The number below the given one, or the top for -1; -1 at the end. At rest only. */
    int below(final int number) {
        return (int) ((number < 0 ? head : links[number]) & INDEX_MASK) - 1;
    }

    /** At rest only. */
    void clear() {
        HEAD.setVolatile(this, nextTag(head));
    }

    /** Where the tag starts, so that a test can watch it wrap. Before the first use only. */
    void startTag(final long tag) {
        HEAD.setVolatile(this, tag << INDEX_BITS);
    }

    private static long nextTag(final long top) {
        return (top & ~INDEX_MASK) + TAG_INCREMENT;
    }
}
