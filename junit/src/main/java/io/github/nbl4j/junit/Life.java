// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.junit;

import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.pool.Slot;
import io.github.nbl4j.pool.SlotPool;
import java.util.Comparator;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** One life of a slot: who took it, and the last events since. Any thread. */
final class Life {
    /** What its owner forgot before what only waits for others, lists before their parts, the older first. */
    static final Comparator<Life> ORDER = Comparator.comparing((Life life) -> life.released)
            .thenComparing(life -> !life.list)
            .thenComparing(life -> life.number);

    private static final int MAX_EVENTS = 16;

    private final int number;
    private final boolean list;
    private final String name;
    private final long handle;
    private final Site taken;
    private final ConcurrentLinkedDeque<Event> events = new ConcurrentLinkedDeque<>();
    private final AtomicInteger eventCount = new AtomicInteger();
    private volatile String parent;
    private volatile boolean released;

    private record Event(String what, Site where) {}

    Life(final int number, final SlotPool pool, final Slot slot, final Site taken) {
        this.number = number;
        this.list = slot instanceof NetBufferList;
        // Now: the generation moves on when the owner frees it, although others still use it.
        this.name = slot.toString();
        this.handle = (long) slot.generation() << 40 | slot.id();
        this.taken = taken;
    }

    String name() {
        return name;
    }

    void derivedFrom(final String from) {
        parent = from;
    }

    void markReleased() {
        released = true;
    }

    /** Adds an event; the oldest is dropped when there are too many. */
    void add(final String what, final Site where) {
        events.add(new Event(what, where));
        if (eventCount.incrementAndGet() > MAX_EVENTS) {
            events.poll();
        }
    }

    void describe(final StringBuilder text) {
        text.append(name).append(" handle=0x").append(Long.toHexString(handle));
        if (parent != null) {
            text.append(", derived from ").append(parent);
        }
        if (released) {
            text.append(", freed by its owner, waits for what still uses it");
        }
        text.append("\n    taken by ").append(taken);
        taken.frames().forEach(frame -> text.append("\n        at ").append(frame));
        final int dropped = eventCount.get() - MAX_EVENTS;
        if (dropped > 0) {
            text.append("\n    (").append(dropped).append(" events dropped)");
        }
        for (final Event event : events) {
            text.append("\n    ").append(event.what()).append(" by ").append(event.where());
            event.where().frames().stream()
                    .limit(1)
                    .forEach(frame -> text.append(" at ").append(frame));
        }
    }
}
