// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What the producer writes. */
abstract class LongLaneProducer {
    byte p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
    byte p16, p17, p18, p19, p20, p21, p22, p23, p24, p25, p26, p27, p28, p29, p30, p31;
    byte p32, p33, p34, p35, p36, p37, p38, p39, p40, p41, p42, p43, p44, p45, p46, p47;
    byte p48, p49, p50, p51, p52, p53, p54, p55, p56, p57, p58, p59, p60, p61, p62, p63;

    /** Behind the last value that is published. */
    protected long tail;
    /** Behind the last value that is staged; the producer's alone. */
    protected long staged;
    /** What the producer last saw of {@code head}. */
    protected long seenHead;
}

/** What the consumer writes. */
abstract class LongLaneConsumer extends LongLaneProducer {
    byte q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;
    byte q16, q17, q18, q19, q20, q21, q22, q23, q24, q25, q26, q27, q28, q29, q30, q31;
    byte q32, q33, q34, q35, q36, q37, q38, q39, q40, q41, q42, q43, q44, q45, q46, q47;
    byte q48, q49, q50, q51, q52, q53, q54, q55, q56, q57, q58, q59, q60, q61, q62, q63;

    /** The next value to take. */
    protected long head;
    /** What the consumer last saw of {@code tail}. */
    protected long seenTail;
}

/**
 * A queue of handles from one thread to another: Lamport's ring, where each side remembers what it last saw of the
 * other's index and looks again only when that is used up.
 */
final class LongLane extends LongLaneConsumer {
    /** What {@link #poll} returns for want of a value: no list has this handle. */
    static final long NONE = -1;

    private static final VarHandle TAIL;
    private static final VarHandle HEAD;

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            TAIL = lookup.findVarHandle(LongLaneProducer.class, "tail", long.class);
            HEAD = lookup.findVarHandle(LongLaneConsumer.class, "head", long.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    byte r00, r01, r02, r03, r04, r05, r06, r07, r08, r09, r10, r11, r12, r13, r14, r15;
    byte r16, r17, r18, r19, r20, r21, r22, r23, r24, r25, r26, r27, r28, r29, r30, r31;
    byte r32, r33, r34, r35, r36, r37, r38, r39, r40, r41, r42, r43, r44, r45, r46, r47;
    byte r48, r49, r50, r51, r52, r53, r54, r55, r56, r57, r58, r59, r60, r61, r62, r63;

    private final long[] values;
    private final int mask;

    /** For a power of two of values. */
    LongLane(final int capacity) {
        values = new long[capacity];
        mask = capacity - 1;
    }

    /** Waits for room. Producer only. */
    void put(final long value) {
        stage(value);
        publish();
    }

    /** Waits for room and writes a value that the consumer sees after {@link #publish}. Producer only. */
    void stage(final long value) {
        final long at = staged;
        if (at - seenHead == values.length) {
            awaitRoom(at);
        }
        values[(int) at & mask] = value;
        staged = at + 1;
    }

    private void awaitRoom(final long at) {
        // What is staged and not published would never make room.
        publish();
        // Acquire: the consumer's reads come before our overwriting; pairs with the release in poll and drain.
        while (at - (seenHead = (long) HEAD.getAcquire(this)) == values.length) {
            Thread.onSpinWait();
        }
    }

    /** Release: values, and what their handles stand for, come before; pairs with the acquire in available. */
    void publish() {
        TAIL.setRelease(this, staged);
    }

    /** A value, or {@link #NONE}. Consumer only. */
    long poll() {
        final long at = head;
        if (available(at) == 0) {
            return NONE;
        }
        final long value = values[(int) at & mask];
        HEAD.setRelease(this, at + 1);
        return value;
    }

    /** Moves as many values as there are and as fit. Returns how many. Consumer only. */
    int drain(final long[] out) {
        final long at = head;
        final int n = Math.min(available(at), out.length);
        if (n > 0) {
            for (int i = 0; i < n; i++) {
                out[i] = values[(int) at + i & mask];
            }
            HEAD.setRelease(this, at + n);
        }
        return n;
    }

    private int available(final long at) {
        if (seenTail == at) {
            seenTail = (long) TAIL.getAcquire(this);
        }
        return (int) (seenTail - at);
    }

    /** Consumer only: a snapshot. */
    int size() {
        return (int) ((long) TAIL.getAcquire(this) - head);
    }
}
