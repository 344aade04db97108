// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Where freed slots rest a while in checked mode, so that a use after free meets a slot that rests and not its next
 * life. A give puts its slot in and goes on with the one that came as many gives ago as there are places, whoever gave
 * that. Each step is one CAS of one word, which fails only if another's succeeds: it is lock-free, and a slot is here
 * or in one caller's hand.
 */
final class Quarantine {
    private static final int DEFAULT_PLACES = 64;
    private static final int MAX_PLACES = 1 << 16;
    private static final int PLACES =
            Math.max(0, Math.min(MAX_PLACES, Integer.getInteger(Checked.QUARANTINE_PROPERTY_NAME, DEFAULT_PLACES)));

    private static final long SLOT_MASK = 0xffff_ffffL;
    private static final VarHandle HELD = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(Quarantine.class, "next", long.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    /**
     * By place: how many slots came there:32, the index of the one that is there plus 1, or 0:32. Volatile CAS:
     * releases what the giver wrote to the taker.
     */
    private final long[] held;

    /** A long, which does not come round: an int would miss places then, unless they are a power of two. */
    private volatile long next;

    Quarantine() {
        this(PLACES);
    }

    Quarantine(final int places) {
        held = new long[places];
    }

    /** Keeps a slot. The slot that leaves for it, or -1; the same one when there are no places. */
    int exchange(final int slot) {
        if (held.length == 0) {
            return slot;
        }
        final int place = place((long) NEXT.getAndAdd(this, 1L));
        while (true) {
            final long seen = (long) HELD.getVolatile(held, place);
            if (HELD.compareAndSet(held, place, seen, (seen & ~SLOT_MASK) + SLOT_MASK + 1 | slot + 1)) {
                return (int) seen - 1;
            }
        }
    }

    /** The slot that has been here longest, or -1 when it met none. Looks at each place. */
    int take() {
        final long from = next;
        int slot = -1;
        for (int i = 0; slot < 0 && i < held.length; i++) {
            slot = takeAt(place(from + i));
        }
        return slot;
    }

    private int takeAt(final int place) {
        while (true) {
            final long seen = (long) HELD.getVolatile(held, place);
            final int slot = (int) seen - 1;
            if (slot < 0 || HELD.compareAndSet(held, place, seen, seen & ~SLOT_MASK)) {
                return slot;
            }
        }
    }

    /**
     * What changes with every slot that comes: each place's count only grows, so two sums are equal only if no slot
     * came anywhere between the two looks at its place.
     */
    long mark() {
        long mark = 0;
        for (int i = 0; i < held.length; i++) {
            mark += (long) HELD.getVolatile(held, i) >>> 32;
        }
        return mark;
    }

    /** At rest only. */
    void clear() {
        Arrays.fill(held, 0);
    }

    private int place(final long n) {
        return (int) (n % held.length);
    }

    int places() {
        return held.length;
    }

    /** The slot at a place, or -1: a snapshot. */
    int slotAt(final int place) {
        return (int) (long) HELD.getVolatile(held, place) - 1;
    }

    /** A snapshot. */
    int size() {
        int size = 0;
        for (int i = 0; i < held.length; i++) {
            size += slotAt(i) < 0 ? 0 : 1;
        }
        return size;
    }
}
