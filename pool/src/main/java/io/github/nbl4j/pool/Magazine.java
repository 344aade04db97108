// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Keeps the counts of two magazines, or a magazine and its neighbour, off one cache line. */
abstract class MagazineLeftPad {
    byte p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
    byte p16, p17, p18, p19, p20, p21, p22, p23, p24, p25, p26, p27, p28, p29, p30, p31;
    byte p32, p33, p34, p35, p36, p37, p38, p39, p40, p41, p42, p43, p44, p45, p46, p47;
    byte p48, p49, p50, p51, p52, p53, p54, p55, p56, p57, p58, p59, p60, p61, p62, p63;
}

/**
 * A carrier of up to {@value #CAPACITY} slot indices (Bonwick and Adams, <i>Magazines and Vmem</i>, USENIX 2001): one
 * shared operation moves 32 slots. Its contents are plain; they belong to whoever holds the magazine, and the state
 * word says who that is. The words move from holder to holder with the state (setRelease to CAS) or with the stack of
 * full magazines (release CAS to acquire CAS).
 */
final class Magazine extends MagazineLeftPad {
    static final int CAPACITY = 32;

    static final int EMPTY = 0;
    static final int FULL = 1;

    /** State of a magazine in cache c: {@code LOADED | c << 2}, so that a debugger can tell whose it was. */
    static final int LOADED = 2;

    /** Stands where a cache has no magazine: nothing can be taken from it and nothing fits in. */
    static final Magazine NONE = new Magazine(-1, 0);

    /** Behind the indices, so that they keep a cache line of distance from the next magazine's. */
    private static final int PAD = 16;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Magazine.class, "state", int.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    final int id;
    private final int capacity;
    private final int[] slots;
    private int count;
    private volatile int state;

    Magazine(final int id, final int capacity) {
        this.id = id;
        this.capacity = capacity;
        this.slots = new int[capacity + PAD];
    }

    /** An index, or -1 when nothing is left. Holder only. */
    int take() {
        final int last = count - 1;
        if (last < 0) {
            return -1;
        }
        count = last;
        return slots[last];
    }

    /** False when it is full; then nothing changed. Holder only. */
    boolean put(final int index) {
        final int n = count;
        if (n == capacity) {
            return false;
        }
        slots[n] = index;
        count = n + 1;
        return true;
    }

    boolean isFull() {
        return count == capacity;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Exact for the holder; a snapshot for counters and for the audit at rest. */
    int count() {
        return count;
    }

    /** Holder only: what was taken and put in {@link #slots()} directly. */
    void count(final int value) {
        count = value;
    }

    /** The indices, the next to take last. Holder only. */
    int[] slots() {
        return slots;
    }

    int slotAt(final int position) {
        return slots[position];
    }

    /** Volatile read: a snapshot for the audit, and the cheap test before {@link #claim}. */
    int state() {
        return state;
    }

    /** Release: the count and the indices come before it; pairs with the CAS in {@link #claim}. */
    void publish(final int newState) {
        STATE.setRelease(this, newState);
    }

    /** Acquire by the CAS: pairs with {@link #publish}. Only one of several claimants of an empty magazine wins. */
    boolean claim(final int from, final int to) {
        return state == from && STATE.compareAndSet(this, from, to);
    }
}
