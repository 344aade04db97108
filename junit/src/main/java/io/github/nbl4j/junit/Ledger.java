// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.junit;

import io.github.nbl4j.pool.Slot;
import io.github.nbl4j.pool.SlotObserver;
import io.github.nbl4j.pool.SlotPool;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Every slot that was taken during one test and is still out. Any thread. */
final class Ledger implements SlotObserver {
    private static final int MAX_LISTED = 10;

    private final Map<Slot, Life> out = new ConcurrentHashMap<>();
    private final AtomicInteger takes = new AtomicInteger();
    private final Class<?> test;
    private volatile Refusal refusal;

    Ledger(final Class<?> test) {
        this.test = test;
    }

    /** Decides about every take from now on; null lets them all pass. */
    void refuseBy(final Refusal next) {
        refusal = next;
    }

    @Override
    public boolean refuses(final SlotPool pool) {
        final Refusal present = refusal;
        return present != null && present.refuses(pool);
    }

    @Override
    public void taken(final SlotPool pool, final Slot slot) {
        out.put(slot, new Life(takes.incrementAndGet(), pool, slot, Site.here(test)));
    }

    @Override
    public void derived(final Slot child, final Slot parent) {
        final Life life = out.get(child);
        final Life from = out.get(parent);
        if (life != null) {
            life.derivedFrom(from == null ? parent.toString() : from.name());
        }
        note(from, "lent to " + child);
    }

    @Override
    public void released(final Slot slot) {
        final Life life = out.get(slot);
        if (life != null) {
            life.markReleased();
        }
        note(life, "freed, but others still use it,");
    }

    @Override
    public void given(final SlotPool pool, final Slot slot) {
        out.remove(slot);
    }

    private void note(final Life life, final String event) {
        if (life != null) {
            life.add(event, Site.here(test));
        }
    }

    /** What is still out, forgotten lists first, what only waits for others last; null when there is nothing. */
    String report() {
        final List<Life> left = out.values().stream().sorted(Life.ORDER).toList();
        if (left.isEmpty()) {
            return null;
        }
        final StringBuilder text = new StringBuilder("every slot taken must be given back: left out=")
                .append(left.size())
                .append(" (most likely the test frees them not at all, or not on every path)");
        for (final Life life : left.subList(0, Math.min(left.size(), MAX_LISTED))) {
            life.describe(text.append('\n'));
        }
        if (left.size() > MAX_LISTED) {
            text.append("\nand ").append(left.size() - MAX_LISTED).append(" more");
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "@NoLeaks of " + test.getName();
    }
}
