// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import java.util.Locale;

/** What checked mode remembers of a slot's lives: the last 16 of these, in one long, 4 bits each. */
@Irql(Irql.Level.DISPATCH_LEVEL)
public enum SlotEvent {
    /** Nothing yet. */
    NONE,
    /** Taken from its pool. */
    ALLOCATE,
    /** The life lives off another slot. */
    DERIVE,
    /** Slots were derived from it. */
    CLONE,
    /** Other threads may derive from it. */
    SHARE,
    /** The data start was asked to move to the front. */
    RETREAT,
    /** The data start was asked to move to the back. */
    ADVANCE,
    /** A part was appended. */
    APPEND,
    /** It borrows memory of others. */
    REBIND,
    /** Given up to a completion. */
    COMPLETE,
    /** The next life begins, in the hands of the completion. */
    HAND_OVER,
    /** The life ended. */
    FREE,
    /** The life ended while slots that were derived from it lived. */
    RELEASE;

    private static final int BITS = 4;
    private static final SlotEvent[] ALL = values();

    private final long code = ordinal();

    /** The history with one event more, and without its oldest. */
    long addTo(final long history) {
        return history << BITS | code;
    }

    /** The events of a history, the oldest first. */
    static String text(final long history) {
        final StringBuilder text = new StringBuilder();
        for (int shift = Long.SIZE - BITS; shift >= 0; shift -= BITS) {
            final SlotEvent event = ALL[(int) (history >>> shift) & (1 << BITS) - 1];
            if (event != NONE) {
                text.append(text.isEmpty() ? "" : " ")
                        .append(event.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            }
        }
        return text.toString();
    }
}
