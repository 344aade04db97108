// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Where freed slots rest a while in checked mode, so that a use after free meets a slot that rests and not its next
 * life. A give puts its slot in and goes on with the one that came as many gives ago as there are places, whoever gave
 * that. Each step is one exchange of one word: it is wait-free, and a slot is here or in one caller's hand.
 */
final class Quarantine {
    private static final int DEFAULT_PLACES = 64;
    private static final int MAX_PLACES = 1 << 16;
    private static final int PLACES =
            Math.max(0, Math.min(MAX_PLACES, Integer.getInteger(Checked.QUARANTINE_PROPERTY_NAME, DEFAULT_PLACES)));

    private static final VarHandle HELD = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(Quarantine.class, "next", long.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    /** By place, the index of a slot plus 1, or 0. Volatile exchanges: release what the giver wrote to the taker. */
    private final int[] held;

    /** A long, which does not come round: an int would miss places then, unless they are a power of two. */
    private volatile long next;

    Quarantine() {
        this(PLACES);
    }

    Quarantine(final int places) {
        held = new int[places];
    }

    /** Keeps a slot. The slot that leaves for it, or -1; the same one when there are no places. */
    int exchange(final int slot) {
        return held.length == 0
                ? slot
                : (int) HELD.getAndSet(held, place((long) NEXT.getAndAdd(this, 1L)), slot + 1) - 1;
    }

    /** The slot that has been here longest, or -1. Looks at each place once. */
    int take() {
        final long from = next;
        int slot = -1;
        for (int i = 0; slot < 0 && i < held.length; i++) {
            final int place = place(from + i);
            slot = slotAt(place) < 0 ? -1 : (int) HELD.getAndSet(held, place, 0) - 1;
        }
        return slot;
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
        return (int) HELD.getVolatile(held, place) - 1;
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
