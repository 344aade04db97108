// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Keeps one thread's cache off the line of its neighbour's. */
abstract class SlotCacheLeftPad {
    byte p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
    byte p16, p17, p18, p19, p20, p21, p22, p23, p24, p25, p26, p27, p28, p29, p30, p31;
    byte p32, p33, p34, p35, p36, p37, p38, p39, p40, p41, p42, p43, p44, p45, p46, p47;
    byte p48, p49, p50, p51, p52, p53, p54, p55, p56, p57, p58, p59, p60, p61, p62, p63;
}

/**
 * One holder's way into a pool: two magazines, so that a run of takes or gives reaches the depot once in 32. {@code a}
 * and {@code b} are the truth, {@code loaded} is one of them; every step of an exchange is one store that leaves a
 * and b distinct, so an error in between cannot put one magazine in two places. Holder only, except where said.
 *
 * <p>Between exchanges the loaded magazine's count and indices are at hand here, which saves each call a dependent
 * load. {@code count} says which of the two counts: from 0 on it is the loaded magazine's, whose own is stale;
 * {@link #SETTLED} sends every call the long way, where the magazines' own counts are the truth. One store of
 * {@code count} turns the one into the other, the last one to open ({@link #resume}) and the last one to settle, so an
 * error between any two stores neither loses a slot nor has it twice.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class SlotCache extends SlotCacheLeftPad {
    private static final int SETTLED = -1;
    /** Where a take from an empty magazine would be. */
    private static final int EMPTY = -1;
    /** Of a row of failures, the first and every 64th look further than the depot. */
    private static final int LOOK_EVERY = 64;
    /** Negative, so that one test of a call's short way sees it together with an empty or a full magazine. */
    private static final int IS_CLOSED = Integer.MIN_VALUE;

    private static final VarHandle CLOSED;
    private static final VarHandle EXHAUSTED;
    private static final VarHandle HOLDER;

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            CLOSED = lookup.findVarHandle(SlotCache.class, "closed", int.class);
            EXHAUSTED = lookup.findVarHandle(SlotCache.class, "exhausted", long.class);
            HOLDER = lookup.findVarHandle(SlotCache.class, "holder", Confined.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    private final SlotPool pool;
    private final Depot depot;
    private final int id;
    private int count = SETTLED;
    private int[] slots;
    private Magazine loaded = Magazine.NONE;
    private Magazine a = Magazine.NONE;
    private Magazine b = Magazine.NONE;
    private int closed;
    /** The count of failures from which on the next one looks further; 0 where a row begins. */
    private long lookAgainAt;
    /** Where the next look for an empty magazine begins: where the last one in vain ended. */
    private int scanFrom;

    private long exhausted;
    private volatile Confined holder;

    SlotCache(final SlotPool pool, final Depot depot, final int id) {
        this.pool = pool;
        this.depot = depot;
        this.id = id;
    }

    /**
     * Takes a slot. Holder only; never waits, never allocates.
     *
     * @return its index, or -1 when the pool is exhausted.
     * @throws IllegalStateException when the pool is closed; in checked mode also when the slot's memory was written
     *     while it rested: then it rests again, and the next call succeeds.
     */
    public int take() {
        return Checked.ENABLED ? takeChecked() : takeUnchecked();
    }

    private int takeUnchecked() {
        final int last = count - 1;
        if ((last | closed()) < 0) {
            return takeNone(last);
        }
        count = last;
        return slots[last];
    }

    private int takeNone(final int last) {
        return failsAgain(last) ? -1 : takeElsewhere(null);
    }

    /**
     * Takes several slots of the loaded magazine at once; {@link #taken} says which. Holder only; never waits, never
     * allocates.
     *
     * @param n how many, 0 or more.
     * @return where the first one is; negative, and nothing taken, when no magazine at hand has so many, the pool is
     *     closed, or somebody watches each take: then {@link #take()} says more.
     * @throws IllegalStateException in checked mode, as {@link #take()}; nothing is taken.
     */
    public int take(final int n) {
        return Checked.ENABLED ? takeChecked(n) : takeUnchecked(n);
    }

    private int takeUnchecked(final int n) {
        final int left = count - n;
        if ((left | closed()) < 0) {
            return takeRun(n, null);
        }
        count = left;
        return left;
    }

    /**
     * One of the slots that {@link #take(int)} took. Holder only, before it calls anything else here.
     *
     * @param at what that call returned, plus 0 to n - 1.
     * @return its index.
     */
    public int taken(final int at) {
        return slots[at];
    }

    /**
     * Gives a slot back. Holder only; never waits, never allocates, never fails.
     *
     * @param index of a slot of this pool that nobody else holds.
     */
    public void give(final int index) {
        if (Checked.ENABLED) {
            giveChecked(index);
        } else {
            giveUnchecked(index);
        }
    }

    private void giveUnchecked(final int index) {
        final int n = count;
        if (isBeyond(n)) {
            giveElsewhere(index, null);
            return;
        }
        slots[n] = index;
        count = n + 1;
    }

    /** Whether the loaded magazine is full, or not to be touched. One test: the capacity is a power of two. */
    private boolean isBeyond(final int n) {
        return ((n | closed()) & -Magazine.CAPACITY) != 0;
    }

    /** Opaque: seen soon after close() and never hoisted; a slot taken meanwhile is one taken before the close. */
    private int closed() {
        return (int) CLOSED.getOpaque(this);
    }

    private int takeChecked() {
        requireHolder();
        final SlotObserver observer = Checked.observer();
        // A closed pool throws by itself.
        if (observer != null && !pool.isClosed() && observer.refuses(pool)) {
            countExhausted();
            return -1;
        }
        final int slot = takeUnchecked();
        if (slot >= 0) {
            begin(slot);
            if (observer != null) {
                observer.taken(pool, pool.slot(slot));
            }
        }
        return slot;
    }

    private void begin(final int slot) {
        boolean sound = false;
        try {
            pool.requirePoison(slot);
            sound = true;
        } finally {
            if (!sound) {
                giveUnchecked(slot);
            }
        }
        pool.traces().began(slot);
    }

    private int takeChecked(final int n) {
        requireHolder();
        if (Checked.observer() != null) {
            return SETTLED;
        }
        final int first = takeUnchecked(n);
        if (first >= 0) {
            begin(first, first + n);
        }
        return first;
    }

    /** Of slots that were just taken from the loaded magazine: all, or they lie there again. */
    private void begin(final int from, final int to) {
        boolean sound = false;
        try {
            for (int i = from; i < to; i++) {
                pool.requirePoison(slots[i]);
            }
            sound = true;
        } finally {
            if (!sound) {
                count = to;
            }
        }
        for (int i = from; i < to; i++) {
            pool.traces().began(slots[i]);
        }
    }

    private void giveChecked(final int index) {
        requireHolder();
        final SlotObserver observer = Checked.observer();
        if (observer != null) {
            observer.given(pool, pool.slot(index));
        }
        pool.poison(index);
        // A closed pool waits for its slots.
        final int leaving = pool.isClosed() ? index : depot.quarantine().exchange(index);
        if (leaving >= 0) {
            giveUnchecked(leaving);
        }
        // After the exchange: what close() did not find there is found here.
        pool.drainIfClosed();
    }

    /** The magazines' own counts become the truth, until {@link #resume}. */
    void settle() {
        final int n = count;
        if (n >= 0) {
            loaded.count(n);
            count = SETTLED;
        }
    }

    /** The loaded magazine's contents are at hand again. */
    private void resume() {
        final Magazine magazine = loaded;
        if (magazine != Magazine.NONE) {
            slots = magazine.slots();
            count = magazine.count();
        }
    }

    /** What {@link #take} cannot do with the loaded magazine alone. */
    private int takeElsewhere(final OutOfLine rare) {
        requireHolder();
        settle();
        // Opaque, so it says nothing of the phase, which another processor may see later.
        final boolean isClosed = closed() != 0;
        final int slot = isClosed ? -1 : takeSettled();
        // Volatile read after one of the depot's empty heads: whoever drained it for a close knew of the close, and
        // its CAS releases that. Else a closed pool might look exhausted.
        if (slot < 0 && (isClosed || pool.isClosed())) {
            pool.arrive(unload());
            throw pool.closedError();
        }
        resume();
        return slot;
    }

    /**
     * To fail again is cheap: a caller that is short of slots asks often, and has other things to do then. In a row of
     * failures the other magazine is empty too: a give that reaches it ends the row.
     *
     * @param last where the short way would have taken.
     */
    private boolean failsAgain(final int last) {
        final long row = exhausted;
        if (row >= lookAgainAt || last != EMPTY && !isBare() || !depot.hasNone() || pool.isClosed()) {
            return false;
        }
        // Opaque: the counters are read by any thread.
        EXHAUSTED.setOpaque(this, row + 1);
        return true;
    }

    /** Whether it keeps nothing: every call goes to the depot. */
    boolean isUncached() {
        return id < 0;
    }

    /** Whether a holder that never had a magazine asks. */
    private boolean isBare() {
        return !isUncached() && a == Magazine.NONE && b == Magazine.NONE;
    }

    private int takeSettled() {
        if (!loaded.isEmpty()) {
            // An error broke the last call off after it had settled.
            return loaded.take();
        }
        final Magazine other = loaded == a ? b : a;
        if (!other.isEmpty()) {
            loaded = other;
            return other.take();
        }
        final int slot = takeFromDepot(other);
        if (slot < 0) {
            if (looksFurther() && pool.adoptDead()) {
                return takeSettled();
            }
            if (!pool.isClosed()) {
                countExhausted();
            }
            return -1;
        }
        lookAgainAt = 0;
        pool.noteTaken();
        // Without a cache a whole magazine may just have been poured into a depot that close had drained before.
        pool.drainIfClosed();
        return slot;
    }

    /** Others' dead threads are looked for at the first failure of a row and then at every 64th: cheap to fail. */
    private boolean looksFurther() {
        final long row = exhausted;
        if (row < lookAgainAt) {
            return false;
        }
        lookAgainAt = row + LOOK_EVERY;
        return true;
    }

    private int takeFromDepot(final Magazine other) {
        if (id < 0) {
            return depot.takeSlot(id);
        }
        while (true) {
            if (loadFull(other)) {
                return loaded.take();
            }
            final int slot = depot.takeOverflow();
            if (slot >= 0 || depot.hasNone()) {
                return slot;
            }
        }
    }

    /** Exchanges the empty one of the two magazines for a full one, and loads that. */
    private boolean loadFull(final Magazine other) {
        final Magazine full = depot.takeFull(id);
        if (full == null) {
            return false;
        }
        replace(other, full);
        loaded = full;
        if (other != Magazine.NONE) {
            depot.giveEmpty(other);
        }
        return true;
    }

    /** What {@link #take(int)} cannot do with the loaded magazine alone. */
    private int takeRun(final int n, final OutOfLine rare) {
        requireHolder();
        settle();
        if (id >= 0 && closed() == 0) {
            loadAnother(n);
        }
        resume();
        final int left = count - n;
        if ((left | closed()) < 0) {
            return SETTLED;
        }
        count = left;
        return left;
    }

    /** Loads a magazine of n slots at least, if it is the other one, or if both are empty and the depot has one. */
    private void loadAnother(final int n) {
        final Magazine other = loaded == a ? b : a;
        if (other.count() >= n) {
            loaded = other;
        } else if (loaded.isEmpty() && other.isEmpty() && loadFull(other)) {
            lookAgainAt = 0;
            pool.noteTaken();
            pool.drainIfClosed();
        }
    }

    /** What {@link #give} cannot do with the loaded magazine alone. */
    private void giveElsewhere(final int index, final OutOfLine rare) {
        requireHolder();
        lookAgainAt = 0;
        settle();
        if (closed() != 0) {
            pool.arrive(1 + unload());
            return;
        }
        giveSettled(index);
        resume();
    }

    private void giveSettled(final int index) {
        final Magazine other = loaded == a ? b : a;
        if (other.put(index)) {
            loaded = other;
            return;
        }
        final Magazine empty = id < 0 ? null : depot.takeEmpty(id, scanFrom);
        if (empty == null) {
            scanFrom += Depot.SCAN_LIMIT;
            depot.giveSlot(index);
        } else {
            replace(other, empty);
            loaded = empty;
            empty.put(index);
            if (other != Magazine.NONE) {
                depot.giveFull(other);
            }
        }
        pool.drainIfClosed();
    }

    private void replace(final Magazine old, final Magazine magazine) {
        if (old == a) {
            a = magazine;
        } else {
            b = magazine;
        }
    }

    /** Takes all resting slots out, uncounted elsewhere: what a closed pool is waiting for. */
    private int unload() {
        int slots = 0;
        while (loaded.take() >= 0) {
            slots++;
        }
        final Magazine other = loaded == a ? b : a;
        while (other.take() >= 0) {
            slots++;
        }
        return slots;
    }

    private void countExhausted() {
        if (id < 0) {
            EXHAUSTED.getAndAdd(this, 1L);
        } else {
            EXHAUSTED.setOpaque(this, exhausted + 1);
        }
    }

    private void requireHolder() {
        if (id >= 0) {
            final Confined by = holder;
            if (by != null) {
                by.requireOwner();
            }
            // Again: others may have taken the handle over from a dead thread and let it go, so that it is the
            // caller's now and this cache somebody else's. From here on nobody but the caller retires it.
            if (by == null || holder != by) {
                throw new IllegalStateException("a cache must have a holder: pool=" + pool.name() + " cache=" + id);
            }
        }
    }

    /** Any thread. Volatile CAS: acquires what the last holder left, pairs with the release in {@link #letGo}. */
    boolean claim(final Confined by) {
        return holder == null && HOLDER.compareAndSet(this, null, by);
    }

    /**
     * Gives both magazines back. By the holder's owner, or by who adopted the holder: whom an error breaks off may
     * begin again.
     */
    void handBack() {
        if (id >= 0) {
            settle();
            final Magazine first = a;
            loaded = b;
            a = Magazine.NONE;
            handBack(first);
            final Magazine second = b;
            loaded = Magazine.NONE;
            b = Magazine.NONE;
            handBack(second);
        }
    }

    /** Lets the cache go, which keeps nothing any more. By its holder, who has forgotten it: the next may claim it. */
    void letGo() {
        if (id >= 0) {
            lookAgainAt = 0;
            HOLDER.setRelease(this, null);
            pool.drainIfClosed();
        }
    }

    /**
     * Forgets its magazines, which the depot will have anew, and a holder that does not know of it. At rest only:
     * whoever holds it next is told so by the caller.
     */
    void clear() {
        count = SETTLED;
        loaded = Magazine.NONE;
        a = Magazine.NONE;
        b = Magazine.NONE;
        lookAgainAt = 0;
        scanFrom = 0;
        final Confined by = holder;
        if (by != null && !by.keeps(this, pool)) {
            HOLDER.setRelease(this, null);
        }
    }

    private void handBack(final Magazine magazine) {
        if (magazine == Magazine.NONE) {
            return;
        }
        if (magazine.isFull()) {
            depot.giveFull(magazine);
        } else {
            depot.pour(magazine);
        }
    }

    /** Any thread: the pool closes. Opaque: see {@link #closed()}. */
    void markClosed() {
        CLOSED.setOpaque(this, IS_CLOSED);
    }

    Confined holder() {
        return holder;
    }

    /** Any thread, a snapshot. */
    long exhausted() {
        return (long) EXHAUSTED.getOpaque(this);
    }

    /** Any thread, a snapshot. */
    int resting() {
        return countOf(a) + countOf(b);
    }

    /** One of its magazines, for the audit. */
    Magazine first() {
        return a;
    }

    /** The other one, for the audit. */
    Magazine second() {
        return b;
    }

    /** What a magazine holds, if it is one of this cache's. Any thread: a snapshot, exact at rest. */
    int countOf(final Magazine magazine) {
        final int n = count;
        return n >= 0 && magazine == loaded ? n : magazine.count();
    }
}
