// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import java.util.ArrayList;
import java.util.List;

/**
 * The books of a pool at rest: {@code free + cached + held == population}, and nothing in two places.
 *
 * @param pool name of the pool.
 * @param population slots that exist.
 * @param free slots that lie in the depot.
 * @param cached slots that rest in threads' caches.
 * @param held slots that somebody holds, or that wait for their last child.
 * @param notFree one line for each held slot.
 * @param defects one line for each slot that is lost, in two places, or free for one book and held for the other.
 */
@Irql(Irql.Level.PASSIVE_LEVEL)
public record PoolAudit(
        String pool, int population, int free, int cached, int held, List<String> notFree, List<String> defects) {

    private static final byte IN_DEPOT = 1;
    private static final byte IN_CACHE = 2;
    private static final byte IN_OVERFLOW = 3;
    private static final byte IN_QUARANTINE = 4;

    /**
     * Whether the books balance, which held slots do not disturb.
     *
     * @return true when every slot is in exactly one place.
     */
    public boolean isBalanced() {
        return defects.isEmpty() && free + cached + held == population;
    }

    /**
     * Throws unless the books balance and nobody holds a slot.
     *
     * @throws IllegalStateException naming every slot that is not free.
     */
    public void requireAllFree() {
        if (!isBalanced() || held != 0) {
            throw new IllegalStateException("all slots must be free: pool=" + pool + " population=" + population
                    + " free=" + free + " cached=" + cached + " held=" + notFree + " defects=" + defects);
        }
    }

    static PoolAudit of(final SlotPool pool, final boolean closed) {
        final List<String> notFree = new ArrayList<>();
        final List<String> defects = new ArrayList<>();
        final byte[] places = places(pool, defects);
        int free = 0;
        int cached = 0;
        int held = 0;
        for (int i = 0; i < places.length; i++) {
            final Slot at = pool.slot(i);
            final boolean resting = at == null || at.isResting();
            if (!resting) {
                held++;
                notFree.add(at + (at.isOwned() ? "" : " released, its children live") + pool.origin(i));
            } else if (places[i] == IN_CACHE && !closed) {
                cached++;
            } else if (places[i] != 0 || closed) {
                free++;
            }
            if (!closed && resting != (places[i] != 0)) {
                defects.add(at + (resting ? " is lost: free, but in no place" : " is held, but also in the pool"));
            } else if (Checked.ENABLED && !closed && !pool.isWhole(i, resting)) {
                defects.add(pool.damaged(i, resting).getMessage());
            }
        }
        return new PoolAudit(pool.name(), places.length, free, cached, held, notFree, defects);
    }

    /** By slot, where it can be taken from; 0 for nowhere. */
    static byte[] places(final SlotPool pool, final List<String> defects) {
        final byte[] places = new byte[pool.population()];
        final Depot depot = pool.depot();
        final Magazine[] magazines = depot.magazines();
        final boolean[] seen = new boolean[magazines.length];
        final TaggedStack full = depot.full();
        for (int id = full.below(-1); id >= 0 && !seen[id]; id = full.below(id)) {
            seen[id] = true;
            mark(pool, places, magazines[id], magazines[id].count(), IN_DEPOT, defects);
        }
        for (final SlotCache cache : pool.caches()) {
            for (final Magazine magazine : new Magazine[] {cache.first(), cache.second()}) {
                mark(pool, places, magazine, cache.countOf(magazine), IN_CACHE, defects);
            }
        }
        final TaggedStack overflow = depot.overflow();
        int slot = overflow.below(-1);
        while (slot >= 0 && places[slot] != IN_OVERFLOW) {
            mark(pool, places, slot, IN_OVERFLOW, defects);
            slot = overflow.below(slot);
        }
        if (slot >= 0) {
            // One link for each slot: seen twice means a circle, and what lay below the first is cut off.
            defects.add(pool.slot(slot) + " is in two places: twice in the overflow");
        }
        markQuarantined(pool, places, defects);
        return places;
    }

    private static void markQuarantined(final SlotPool pool, final byte[] places, final List<String> defects) {
        final Quarantine quarantine = pool.depot().quarantine();
        for (int i = 0; Checked.ENABLED && i < quarantine.places(); i++) {
            final int slot = quarantine.slotAt(i);
            if (slot >= 0) {
                mark(pool, places, slot, IN_QUARANTINE, defects);
            }
        }
    }

    private static void mark(
            final SlotPool pool,
            final byte[] places,
            final Magazine magazine,
            final int count,
            final byte place,
            final List<String> defects) {
        for (int i = 0; i < count; i++) {
            mark(pool, places, magazine.slotAt(i), place, defects);
        }
    }

    private static void mark(
            final SlotPool pool, final byte[] places, final int slot, final byte place, final List<String> defects) {
        if (places[slot] != 0) {
            defects.add(pool.slot(slot) + " is in two places");
        }
        places[slot] = place;
    }
}
