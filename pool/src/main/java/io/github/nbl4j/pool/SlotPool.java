// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * A fixed population of pre-built slots. A pool of N hands out N: it owns {@code N + maxCaches * 64} slots, because
 * up to 64 can rest in each thread's cache, so at least {@link #capacity()} can be out whatever rests elsewhere, and
 * never more than {@link #population()}. It never grows. Any number of threads may take and give at once, through
 * caches. A call without a cache (all {@code maxCaches} are taken) may break a magazine up; for that moment its other
 * 31 slots are not to be had, and a call that finds nothing else says "exhausted".
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public abstract class SlotPool implements AutoCloseable {
    /** Slots that can rest in one cache: two magazines of 32. */
    public static final int SLOTS_PER_CACHE = 2 * Magazine.CAPACITY;

    private static final int OPEN = 0;
    private static final int CLOSED = 1;
    /** All slots are home, and an error broke the release off: the next close goes on. */
    private static final int UNRELEASED = 2;

    private static final int RELEASED = 3;

    private static final VarHandle PHASE;
    private static final VarHandle ARRIVED;
    private static final VarHandle HIGH_WATER;
    private static final VarHandle MISUSE;

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            PHASE = lookup.findVarHandle(SlotPool.class, "phase", int.class);
            ARRIVED = lookup.findVarHandle(SlotPool.class, "arrived", int.class);
            HIGH_WATER = lookup.findVarHandle(SlotPool.class, "highWater", int.class);
            MISUSE = lookup.findVarHandle(SlotPool.class, "misuse", long.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    private final String name;
    private final int ordinal;
    private final int capacity;
    private final int population;
    private final Depot depot;
    private final SlotCache[] caches;
    private final SlotCache uncached;
    /** In checked mode. */
    private final SlotTraces traces;
    /** In checked mode, the memory of the slots. */
    private GuardedMemory[] guarded = {};

    private volatile int phase = OPEN;
    private volatile int arrived;
    private volatile int highWater;
    private volatile long misuse;

    /**
     * Prepares the books; the subclass builds the slots. PASSIVE_LEVEL.
     *
     * @param name for messages and reports.
     * @param ordinal number of the pool in its environment, from 0 to {@link Confined#MAX_POOLS} - 1.
     * @param capacity slots that can always be out at once, at least 1.
     * @param maxCaches handles that can keep a cache of this pool, 0 or more; each costs 64 slots of reserve.
     * @throws IllegalArgumentException naming the value that is out of range.
     */
    @SuppressWarnings("this-escape") // The caches keep the reference and do not use it before the first call.
    @Irql(Irql.Level.PASSIVE_LEVEL)
    protected SlotPool(final String name, final int ordinal, final int capacity, final int maxCaches) {
        Rehearsal.ensure();
        this.name = name;
        this.ordinal = ordinal;
        this.capacity = capacity;
        this.population = populationOf(name, capacity, maxCaches);
        this.depot = new Depot(population, maxCaches);
        this.caches = new SlotCache[maxCaches];
        for (int i = 0; i < maxCaches; i++) {
            caches[i] = new SlotCache(this, depot, i);
        }
        this.uncached = new SlotCache(this, depot, -1);
        this.traces = Checked.ENABLED ? new SlotTraces(population) : null;
    }

    /**
     * How many slots a pool owns.
     *
     * @param name for the message.
     * @param capacity slots that can always be out at once.
     * @param maxCaches handles that can keep a cache.
     * @return capacity plus the reserve, at most {@link Slot#MAX_SLOTS}.
     * @throws IllegalArgumentException naming the value that is out of range.
     */
    public static int populationOf(final String name, final int capacity, final int maxCaches) {
        final long population = capacity + (long) maxCaches * SLOTS_PER_CACHE;
        if (capacity < 1 || maxCaches < 0 || population > Slot.MAX_SLOTS) {
            throw new IllegalArgumentException("capacity must be positive, maxCaches not negative, and capacity +"
                    + " maxCaches * " + SLOTS_PER_CACHE + " at most " + Slot.MAX_SLOTS + ": pool=" + name + " capacity="
                    + capacity + " maxCaches=" + maxCaches);
        }
        return (int) population;
    }

    /**
     * Name of this pool in messages and reports.
     *
     * @return the name.
     */
    public final String name() {
        return name;
    }

    /**
     * Number of this pool in its environment.
     *
     * @return from 0 to {@link Confined#MAX_POOLS} - 1.
     */
    public final int ordinal() {
        return ordinal;
    }

    /**
     * Slots that can be out at once whatever rests in caches.
     *
     * @return the capacity asked for, never rounded.
     */
    public final int capacity() {
        return capacity;
    }

    /**
     * Slots that exist: capacity plus reserve.
     *
     * @return the population; no more can ever be out.
     */
    public final int population() {
        return population;
    }

    /**
     * Handles that can keep a cache of this pool at once; further ones go to the depot for every slot.
     *
     * @return the maximum.
     */
    public final int maxCaches() {
        return caches.length;
    }

    /**
     * Whether {@link #close()} was called: no slot is handed out any more, frees are still accepted.
     *
     * @return true from the first close on.
     */
    public final boolean isClosed() {
        return phase != OPEN;
    }

    /**
     * Whether the last slot came home after close, and the memory was given back. Any thread: what that did happened
     * before an answer of true.
     *
     * @return true once nothing of this pool can be touched any more.
     */
    public final boolean isReleased() {
        return phase == RELEASED;
    }

    /**
     * Counts of this pool. Any thread, at any time; exact when nothing moves. While a close brings slots home, those on
     * their way count as in use.
     *
     * @return a snapshot.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public final PoolCounters counters() {
        int before;
        long resting;
        do {
            // Again when a close came in between: its slots would be in the depot no more, and not arrived yet.
            before = phase;
            resting = resting(before);
        } while (before != phase);
        long exhausted = uncached.exhausted();
        for (final SlotCache cache : caches) {
            exhausted += cache.exhausted();
        }
        final int inUse = (int) Math.max(0, population - resting);
        return new PoolCounters(name, capacity, population, inUse, Math.max(inUse, highWater), exhausted, misuse);
    }

    private long resting(final int seen) {
        long resting = arrived;
        if (seen == OPEN) {
            resting += depot.resting();
        }
        for (final SlotCache cache : caches) {
            resting += cache.resting();
        }
        return resting;
    }

    /**
     * Finds every slot. At rest only: no call on this pool may be in progress. PASSIVE_LEVEL.
     *
     * @return the books, naming every slot that is not free.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public final PoolAudit audit() {
        return PoolAudit.of(this, phase != OPEN);
    }

    /**
     * Brings home what an error in the middle of a call left in no place: free slots, magazines, places in a queue.
     * Slots that somebody holds stay with him. At rest only: no call on this pool may be in progress, and whoever calls
     * next must have been told by the caller. PASSIVE_LEVEL.
     *
     * @return how many slots came home.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public final int reclaim() {
        return reclaim(slot -> true);
    }

    /**
     * {@link #reclaim()} that also ends lives which nobody will end. It looks at this pool only: for lists and what
     * they consist of there is {@code NetBufferEnvironment.reclaim}.
     *
     * @param isHeld whether somebody will end the life of a slot; asked of those that are not free.
     * @return how many slots came home.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public final int reclaim(final Predicate<? super Slot> isHeld) {
        if (phase == UNRELEASED) {
            // Nothing is missing but the rest of the release.
            close();
        }
        if (phase == RELEASED) {
            return 0;
        }
        final byte[] places = PoolAudit.places(this, new ArrayList<>());
        final int[] resting = new int[population];
        int n = 0;
        int found = 0;
        for (int i = 0; i < population; i++) {
            final Slot at = slot(i);
            if (at != null && (at.isResting() || !isHeld.test(at))) {
                at.forget();
            }
            if (at == null || at.isResting()) {
                resting[n++] = i;
                if (places[i] == 0) {
                    // What lies in a place has its poison, or somebody wrote there: the next take says so. A pool
                    // that is closed may have no memory any more.
                    if (phase == OPEN) {
                        poison(i);
                    }
                    found++;
                }
            }
        }
        for (final SlotCache cache : caches) {
            cache.clear();
        }
        if (phase == OPEN) {
            depot.fill(resting, n);
            return found;
        }
        depot.fill(resting, 0);
        final int before = arrived;
        ARRIVED.setVolatile(this, 0);
        arrive(n);
        return n - before;
    }

    /**
     * Refuses new allocations at once and accepts frees. The memory goes back with the last slot: when all were freed
     * and the handles that keep caches of this pool were closed, or their threads came by once more or died. A second
     * call looks again for dead threads, and goes on with a release that an error in {@link #releaseMemory} broke off;
     * after an error between the count of the last slot and that call, {@link #reclaim()} does. Never waits, never
     * takes memory from under a user. PASSIVE_LEVEL.
     *
     * <p>{@link #isReleased()} says that it went. From then on, for whoever this happened before, what is kept of the
     * slots touches none of it: calls that would throw. What the library gave out and cannot take back, a ByteBuffer
     * and its duplicates, or a buffer that was wrapped round the memory, must not be used any more, and nothing while
     * another thread gives the last slot back.
     */
    @Override
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public void close() {
        // Volatile CAS, then volatile reads of the depot in drain; a giver pushes by CAS, then reads phase: one sees
        // the other's store, so a slot that comes home meanwhile is counted by exactly one of them.
        PHASE.compareAndSet(this, OPEN, CLOSED);
        uncached.markClosed();
        for (final SlotCache cache : caches) {
            cache.markClosed();
        }
        drainIfClosed();
        for (final SlotCache cache : caches) {
            final Confined holder = cache.holder();
            if (holder != null) {
                holder.retireWhenIdle();
            }
        }
        if (PHASE.compareAndSet(this, UNRELEASED, CLOSED)) {
            release();
        }
    }

    /**
     * The slot at an index, for the audit.
     *
     * @param index from 0 to {@link #population()} - 1.
     * @return the slot; null for one that was never built.
     */
    protected abstract Slot slot(int index);

    /**
     * Names memory that lies in the slots, as many blocks in each, in the order of their indices: in checked mode it is
     * poisoned while a slot rests, and must still be when the slot is taken. PASSIVE_LEVEL, at construction.
     *
     * @param memory of this pool's slots.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    protected final void guard(final Slabs memory) {
        if (Checked.ENABLED) {
            guarded = Arrays.copyOf(guarded, guarded.length + 1);
            guarded[guarded.length - 1] = new GuardedMemory(memory, population);
        }
    }

    /**
     * Gives native memory back. Called by the thread that brought the last slot home after close; when it throws, again
     * by the next close. When it returns, what is kept of the slots must refuse to touch that memory: then
     * {@link #isReleased()} says so.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    protected abstract void releaseMemory();

    /**
     * The error for an allocation from a closed pool.
     *
     * @return the exception to throw.
     */
    final IllegalStateException closedError() {
        return new IllegalStateException(
                "pool must be open: " + name + " is closed (allocate before close, free after)");
    }

    /** Counts a call that broke a rule. Any thread. */
    protected final void countMisuse() {
        MISUSE.getAndAdd(this, 1L);
    }

    final Depot depot() {
        return depot;
    }

    final SlotCache[] caches() {
        return caches;
    }

    final SlotTraces traces() {
        return traces;
    }

    /** Where the life of a held slot began, if checked mode remembers. */
    final String origin(final int slot) {
        return Checked.ENABLED ? traces.origin(slot) : "";
    }

    /** An error about a slot, with what checked mode knows of its past. */
    final IllegalStateException error(final Slot slot, final String message) {
        final int index = slot.index();
        // What lies in the slot of another has no past of its own.
        if (!Checked.ENABLED || index >= population || slot(index) != slot) {
            return new IllegalStateException(message);
        }
        final IllegalStateException error = new IllegalStateException(message + "; " + traces.text(index));
        traces.addSites(index, error);
        return error;
    }

    /** Checked mode: nobody may write the slot's memory from now on. By whoever gives it back. */
    final void poison(final int slot) {
        for (final GuardedMemory memory : guarded) {
            memory.poison(slot);
        }
    }

    /** Checked mode: throws when somebody has written a resting slot's memory, once. By whoever takes it. */
    final void requirePoison(final int slot) {
        if (!isWhole(slot, true)) {
            final IllegalStateException damaged = damaged(slot, true);
            mend(slot);
            poison(slot);
            throw damaged;
        }
    }

    /** Checked mode: throws when somebody has written beyond a held slot's memory, once. Its owner only. */
    final void requireRedZones(final int slot) {
        if (!isWhole(slot, false)) {
            final IllegalStateException damaged = damaged(slot, false);
            mend(slot);
            throw damaged;
        }
    }

    private void mend(final int slot) {
        countMisuse();
        for (final GuardedMemory memory : guarded) {
            memory.mend(slot);
        }
    }

    /** Checked mode: whether a slot's red zones are as they were, and if it rests, its memory too. */
    final boolean isWhole(final int slot, final boolean resting) {
        boolean whole = true;
        for (final GuardedMemory memory : guarded) {
            whole &= memory.isWhole(slot, resting);
        }
        return whole;
    }

    /** The error for one that is not. */
    final IllegalStateException damaged(final int slot, final boolean resting) {
        final Slot of = slot(slot);
        final StringBuilder message = new StringBuilder(
                        resting
                                ? "memory of a resting slot must stay as it is: "
                                : "a slot's memory must not be exceeded: ")
                .append(of);
        for (final GuardedMemory memory : guarded) {
            message.append(memory.damage(slot, resting));
        }
        return error(
                of,
                message.append(" (most likely it was written after its free, or beyond its end)")
                        .toString());
    }

    final SlotCache uncached() {
        return uncached;
    }

    /** A cache for a new holder, or null when all are taken. */
    final SlotCache claim(final Confined holder) {
        final SlotCache free = claimFree(holder);
        if (free != null) {
            return free;
        }
        // Whatever it says: another thread may have brought all of the dead home meanwhile.
        adoptDead();
        return claimFree(holder);
    }

    private SlotCache claimFree(final Confined holder) {
        for (final SlotCache cache : caches) {
            if (cache.claim(holder)) {
                // Volatile read after the claim's CAS; close stores the phase, then reads the holders: one of the two
                // sees the other's store, so no cache fills that nobody looks at any more.
                if (phase != OPEN) {
                    cache.markClosed();
                }
                return cache;
            }
        }
        return null;
    }

    /** Brings the slots of dead threads' caches home. False when there was none. */
    final boolean adoptDead() {
        boolean adopted = false;
        for (final SlotCache cache : caches) {
            final Confined holder = cache.holder();
            if (holder != null && holder.isDead()) {
                adopted |= holder.retireIfIdle();
            }
        }
        return adopted;
    }

    /** Keeps the high-water mark. Called once in 32 takes, so it counts slots outside the depot: in use or cached. */
    final void noteTaken() {
        final long resting = depot.restingUndisturbed();
        if (resting < 0 || phase != OPEN) {
            // close drains the depot: what it took out is in nobody's use. Open here means undrained above.
            return;
        }
        final int out = (int) (population - resting);
        for (int seen = highWater; out > seen; seen = highWater) {
            if (HIGH_WATER.compareAndSet(this, seen, out)) {
                return;
            }
        }
    }

    /** After a push to the depot. Volatile read: pairs with the CAS in {@link #close}. */
    final void drainIfClosed() {
        if (phase != OPEN) {
            // Counted as they come: an error on the way costs what is in hand, and not the pool's memory.
            for (Magazine full = depot.takeFull(0); full != null; full = depot.takeFull(0)) {
                arrive(full.count());
            }
            while (depot.takeOverflow() >= 0) {
                arrive(1);
            }
        }
    }

    /** Counts slots that came home for good. RMW: the last arrival acquires all that earlier ones released. */
    final void arrive(final int slots) {
        if (slots > 0 && (int) ARRIVED.getAndAdd(this, slots) + slots == population) {
            release();
        }
    }

    private void release() {
        int end = UNRELEASED;
        try {
            releaseMemory();
            end = RELEASED;
        } finally {
            // Volatile: who reads isReleased sees that it is, and stale references refuse to lead there.
            PHASE.setVolatile(this, end);
        }
    }
}
