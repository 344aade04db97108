// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.junit;

import io.github.nbl4j.pool.SlotPool;
import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Refuses one take of a run, and remembers all. Any thread. */
final class Refusal {
    /** Null before the first. Number and pool go in together: the names stand in the order of the numbers. */
    private final AtomicReference<Take> last = new AtomicReference<>();

    private final int refused;

    private record Take(int number, String pool, Take before) {}

    /** Refuses the take of this number, counted from 1; none when it is 0. */
    Refusal(final int refused) {
        this.refused = refused;
    }

    boolean refuses(final SlotPool pool) {
        final Take take =
                last.updateAndGet(before -> new Take(before == null ? 1 : before.number() + 1, pool.name(), before));
        return take.number() == refused;
    }

    /** Names of the pools that a slot was asked of, in order. */
    List<String> pools() {
        final LinkedList<String> pools = new LinkedList<>();
        for (Take take = last.get(); take != null; take = take.before()) {
            pools.addFirst(take.pool());
        }
        return List.copyOf(pools);
    }
}
