// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.junit;

import io.github.nbl4j.pool.SlotPool;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Refuses one take of a run, and remembers all. Any thread. */
final class Refusal {
    private final Queue<String> pools = new ConcurrentLinkedQueue<>();
    private final AtomicInteger takes = new AtomicInteger();
    private final int refused;

    /** Refuses the take of this number, counted from 1; none when it is 0. */
    Refusal(final int refused) {
        this.refused = refused;
    }

    boolean refuses(final SlotPool pool) {
        pools.add(pool.name());
        return takes.incrementAndGet() == refused;
    }

    boolean isReached() {
        return takes.get() >= refused;
    }

    /** Names of the pools that a slot was asked of, in order. */
    List<String> pools() {
        return List.copyOf(pools);
    }
}
