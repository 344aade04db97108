// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.clone.ModelList.Kind;
import io.github.nbl4j.clone.ModelList.Nb;
import java.util.Map;

/** What one operation takes from the pools, all or nothing. */
final class ModelTally {
    private final ModelWorld world;
    private final Map<String, Integer> used;
    private boolean possible = true;
    private boolean scarce;

    ModelTally(final ModelWorld world) {
        this.world = world;
        used = world.usage();
    }

    boolean isPossible() {
        return possible;
    }

    /** Whether slots that rest in caches decide, which the model does not know. */
    boolean isUncertain() {
        return scarce && !world.exact;
    }

    void take(final String pool, final int n) {
        possible &= n == 0 || tryTake(pool, n);
    }

    /** One slot, or none because somebody refuses. */
    void takeIf(final boolean allowed, final String pool) {
        possible &= allowed && tryTake(pool, 1);
    }

    boolean tryTake(final String pool, final int n) {
        final boolean enough = world.capacity(pool) - used.get(pool) >= n;
        scarce |= !enough;
        used.merge(pool, enough ? n : 0, Integer::sum);
        return enough;
    }

    /** Private memory of that size for a retreat: null when there is none. */
    Kind retreat(final Nb nb, final long needed) {
        final boolean room = needed <= ModelWorld.ROOM && !nb.has(Kind.ROOM);
        final Kind kind = room ? Kind.ROOM : segment(needed, Kind.SMALL, Kind.LARGE);
        possible &= kind != null;
        return kind;
    }

    /** Private memory for a copy: the smallest that suffices, else the largest there is. */
    Kind extra(final long missing) {
        Kind kind = segment(missing, Kind.EXTRA_SMALL, Kind.EXTRA_LARGE);
        if (kind == null && tryTake("segments2048", 1)) {
            kind = Kind.EXTRA_LARGE;
        }
        if (kind == null && tryTake("segments256", 1)) {
            kind = Kind.EXTRA_SMALL;
        }
        possible &= kind != null;
        return kind;
    }

    private Kind segment(final long needed, final Kind small, final Kind large) {
        if (needed <= ModelWorld.SMALL && tryTake("segments256", 1)) {
            return small;
        }
        return needed <= ModelWorld.LARGE && tryTake("segments2048", 1) ? large : null;
    }
}
