// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The switch of checked mode. In checked mode ownership is decided exactly (a racing double free has one winner),
 * every call of a thread-confined handle proves its thread, and a {@link SlotObserver} may watch; every accessor of a
 * freed object throws and says who freed it; the memory of what rests is poisoned, and must still be when it is taken;
 * freed slots rest in quarantine before they are used again, unless there are no others; the last 16 events of a slot
 * are remembered. Production mode detects what a plain compare can see.
 */
public final class Checked {
    /** Name of the system property that switches checked mode on: {@code -Dnbl4j.checked=true}. */
    public static final String PROPERTY_NAME = "nbl4j.checked";

    /** Name of the system property that says how many freed slots of a pool are held back in checked mode: 64. */
    public static final String QUARANTINE_PROPERTY_NAME = "nbl4j.quarantine";

    /**
     * Name of the system property that says of how many lives of a pool's slots one remembers, in checked mode, where
     * it began and ended: 1 for all, 0, the default, for none. Each that does costs two stack traces.
     */
    public static final String SITES_PROPERTY_NAME = "nbl4j.sites";

    /** Whether checked mode is on. A constant, so that the compiler removes what is off. */
    public static final boolean ENABLED = Boolean.getBoolean(PROPERTY_NAME);

    private static final AtomicReference<SlotObserver> OBSERVER = new AtomicReference<>();

    private Checked() {}

    /**
     * Lets an observer watch all pools of this JVM until {@link #remove}. Any thread. The first environment of a JVM
     * rehearses rare paths with lists of its own: who refuses allocations, or counts them, builds one and closes it
     * before.
     *
     * @param observer told from now on.
     * @throws IllegalStateException when checked mode is off, or another observer is installed.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public static void install(final SlotObserver observer) {
        Objects.requireNonNull(observer, "observer");
        if (!ENABLED) {
            throw new IllegalStateException("checked mode must be on: " + PROPERTY_NAME
                    + "=false (start the JVM with -D" + PROPERTY_NAME + "=true)");
        }
        // What the first pool of a JVM rehearses is nobody's traffic.
        Rehearsal.ensure();
        if (!OBSERVER.compareAndSet(null, observer)) {
            throw new IllegalStateException("observers of one JVM must be at most 1: installed=" + OBSERVER.get()
                    + " (most likely two watched tests run at once)");
        }
    }

    /**
     * Ends what {@link #install} began; calls of other threads that are in progress may still tell it something.
     *
     * @param observer to remove.
     * @return false when it was not the one installed.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public static boolean remove(final SlotObserver observer) {
        return OBSERVER.compareAndSet(observer, null);
    }

    /** Null when nobody watches. Checked mode only. */
    static SlotObserver observer() {
        return OBSERVER.get();
    }
}
