// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import java.util.Arrays;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;

/**
 * Where caches exchange whole magazines. Full ones lie on a stack: the hottest comes first, "none" is exact and costs
 * one load. Empty ones circulate through a JCTools queue (Vyukov's bounded MPMC), where order does not matter; that
 * queue is not lock-free, so it is only ever asked in its relaxed form, what it says is a hint, and the state word of
 * the magazine is the truth. Where neither yields a magazine, single slots go to the overflow stack: a give cannot
 * fail. The depot holds only full and empty magazines. In checked mode freed slots pass through a quarantine first, and
 * are taken out of it when there are no others.
 */
final class Depot {
    /** How many magazines a give looks at when the queue offers none: bounds the work, not the success. */
    static final int SCAN_LIMIT = 64;

    /** How many hints of the queue a give follows: some name a magazine that a scan found before. */
    private static final int HINT_LIMIT = 4;

    /** How often the high-water mark looks again when others disturb it. */
    private static final int LOOKS = 3;

    private final Magazine[] magazines;
    private final TaggedStack full;
    /** Replaced at rest only: nobody can mend a queue in which a thread died. */
    private MpmcVarHandleArrayQueue<Magazine> empty;

    private final TaggedStack overflow;
    /** In checked mode, else null. */
    private final Quarantine quarantine;

    Depot(final int population, final int caches) {
        this(population, caches, Checked.ENABLED ? new Quarantine() : null);
    }

    Depot(final int population, final int caches, final Quarantine quarantine) {
        this.quarantine = quarantine;
        final int filled = caches == 0 ? 0 : population / Magazine.CAPACITY;
        // Two for each cache, and as many spare ones: a magazine handed over twice in flight is then still no shortage.
        magazines = new Magazine[filled + 4 * caches];
        full = new TaggedStack(magazines.length);
        overflow = new TaggedStack(population);
        for (int i = 0; i < magazines.length; i++) {
            magazines[i] = new Magazine(i, Magazine.CAPACITY);
        }
        final int[] slots = new int[population];
        Arrays.setAll(slots, i -> i);
        fill(slots, population);
    }

    /** Begins anew with the first n of these slots, and with no others: all in full magazines but the rest. At rest. */
    void fill(final int[] slots, final int n) {
        full.clear();
        overflow.clear();
        if (quarantine != null) {
            quarantine.clear();
        }
        empty = new MpmcVarHandleArrayQueue<>(Math.max(2, magazines.length));
        final int filled = Math.min(n / Magazine.CAPACITY, magazines.length);
        for (int i = n - 1; i >= filled * Magazine.CAPACITY; i--) {
            overflow.push(slots[i]);
        }
        for (int i = magazines.length - 1; i >= 0; i--) {
            magazines[i].count(0);
            if (i < filled) {
                for (int k = Magazine.CAPACITY - 1; k >= 0; k--) {
                    magazines[i].put(slots[i * Magazine.CAPACITY + k]);
                }
                giveFull(magazines[i]);
            }
        }
        for (int i = filled; i < magazines.length; i++) {
            giveEmpty(magazines[i]);
        }
    }

    /** A full magazine, now the caller's, or null when there is none at that instant. */
    Magazine takeFull(final int cache) {
        final int id = full.pop();
        if (id < 0) {
            return null;
        }
        final Magazine magazine = magazines[id];
        magazine.publish(Magazine.LOADED | cache << 2);
        return magazine;
    }

    void giveFull(final Magazine magazine) {
        magazine.publish(Magazine.FULL);
        full.push(magazine.id);
    }

    /**
     * An empty magazine, now the caller's, or null; null does not mean that there is none.
     *
     * @param from where to look when the queue offers none, as it does as long as a thread stands inside of it: the
     *     caller goes on from there the next time, so that what there is will be found.
     */
    Magazine takeEmpty(final int cache, final int from) {
        final int claimed = Magazine.LOADED | cache << 2;
        for (int i = 0; i < HINT_LIMIT; i++) {
            final Magazine hint = empty.relaxedPoll();
            if (hint == null) {
                break;
            }
            if (hint.claim(Magazine.EMPTY, claimed)) {
                return hint;
            }
        }
        return scan(claimed, from);
    }

    private Magazine scan(final int claimed, final int from) {
        final int count = magazines.length;
        int i = count == 0 ? 0 : (from & Integer.MAX_VALUE) % count;
        for (int looked = Math.min(SCAN_LIMIT, count); looked > 0; looked--) {
            if (magazines[i].claim(Magazine.EMPTY, claimed)) {
                return magazines[i];
            }
            i = i + 1 == count ? 0 : i + 1;
        }
        return null;
    }

    void giveEmpty(final Magazine magazine) {
        magazine.publish(Magazine.EMPTY);
        // A refused offer loses nothing: the state word says EMPTY, and scans find it.
        empty.relaxedOffer(magazine);
    }

    /** A single slot, or -1 when none rests here at that instant. */
    int takeSlot(final int cache) {
        while (true) {
            final int slot = overflow.pop();
            if (slot >= 0) {
                return slot;
            }
            final Magazine magazine = takeFull(cache);
            if (magazine != null) {
                final int taken = magazine.take();
                pour(magazine);
                return taken;
            }
            final int quarantined = takeQuarantined();
            if (quarantined >= 0 || hasNone()) {
                return quarantined;
            }
        }
    }

    void giveSlot(final int slot) {
        overflow.push(slot);
    }

    /** One that is in no magazine, or -1: then one may have come to where this looked first. */
    int takeOverflow() {
        final int slot = overflow.pop();
        return slot < 0 ? takeQuarantined() : slot;
    }

    private int takeQuarantined() {
        return quarantine == null ? -1 : quarantine.take();
    }

    /** In checked mode. */
    Quarantine quarantine() {
        return quarantine;
    }

    /** Empties a magazine that the caller holds into the overflow stack, and gives it back. */
    void pour(final Magazine magazine) {
        for (int slot = magazine.take(); slot >= 0; slot = magazine.take()) {
            overflow.push(slot);
        }
        giveEmpty(magazine);
    }

    /** Slots that rest here: exact at rest, a snapshot under use. */
    long resting() {
        return (long) full.size() * Magazine.CAPACITY + overflow.size() + quarantined();
    }

    /**
     * The same, or -1 when a magazine came or went at each of some looks: single slots that became a magazine between
     * the look at the one and at the other were seen at neither.
     */
    long restingUndisturbed() {
        for (int i = 0; i < LOOKS; i++) {
            final long mark = full.mark();
            final long resting = resting();
            if (full.mark() == mark) {
                return resting;
            }
        }
        return -1;
    }

    /**
     * Whether no slot rests here at an instant of this call. What was looked at first must not have changed while the
     * rest was: else a slot may have moved from the one to the other between the two looks.
     */
    boolean hasNone() {
        final long mark = full.mark();
        return quarantine == null ? overflow.isEmpty() && full.isEmptySince(mark) : hasNoneNorQuarantined(mark);
    }

    /** The instant is the end of the look at the quarantine's places: none had come to any, nor to the stacks. */
    private boolean hasNoneNorQuarantined(final long markOfFull) {
        final long markOfOverflow = overflow.mark();
        final long came = quarantine.mark();
        return quarantine.size() == 0
                && overflow.isEmptySince(markOfOverflow)
                && full.isEmptySince(markOfFull)
                && quarantine.mark() == came;
    }

    private int quarantined() {
        return quarantine == null ? 0 : quarantine.size();
    }

    Magazine[] magazines() {
        return magazines;
    }

    TaggedStack full() {
        return full;
    }

    TaggedStack overflow() {
        return overflow;
    }
}
