// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One pre-built object of a pool, bound for life to (pool, index). Nothing is created after the pool's construction.
 *
 * <pre>
 *  life   63        40 39     31 30 29 28 27 26             0
 *        +------------+----------+-----+--+--+---------------+
 *        | generation |    0     |phase|S |G |    births     |
 *        +------------+----------+-----+--+--+---------------+
 * </pre>
 *
 * <p>{@code life} is a plain word: only the owner of the slot touches it, and ownership moves with the caller's own
 * queue (release/acquire) or with the depot (release CAS to acquire CAS). Generation and phase stand in one word so
 * that one store ends a life and makes every older handle stale, and one compare proves "alive, not shared, no
 * children"; all but the generation lies in the low half, so that the compare is one of ints. The bits S, G and births
 * belong to derivation and stay zero for slots that have none.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public abstract class Slot {
    /** Largest number of slots of one pool: an id keeps 24 bits for the index. */
    public static final int MAX_SLOTS = (1 << 24) - 1;

    /** Bits of an id that hold the slot's index; the bits above them are the pool's ordinal. */
    public static final int INDEX_MASK = (1 << 24) - 1;

    /** Phase of a slot that rests in its pool. */
    protected static final long FREE = 0;

    /** Phase of a slot that somebody holds. */
    protected static final long OWNED = 1L << 29;

    /** Phase of a slot whose owner is done with it while slots derived from it still live. */
    protected static final long RELEASED = 2L << 29;

    /** Mask of the two phase bits. */
    protected static final long PHASE_MASK = 3L << 29;

    /** Everything below the generation. */
    protected static final long BELOW_GENERATION = (1L << 40) - 1;

    /** One generation: what the end of a life adds. */
    protected static final long GENERATION = 1L << 40;

    private static final VarHandle LIFE;

    static {
        try {
            LIFE = MethodHandles.lookup().findVarHandle(Slot.class, "life", long.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    /** See the class comment. Owner only, plain. */
    protected long life;

    private final int id;

    /**
     * Builds a free slot. PASSIVE_LEVEL.
     *
     * @param id the pool's ordinal in the bits above 24, the index of the slot below.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    protected Slot(final int id) {
        this.id = id;
    }

    /**
     * Number of this slot in its environment: the pool's ordinal shifted left by 24, plus {@link #index()}. Any thread.
     *
     * @return the id, constant for the life of the pool.
     */
    public final int id() {
        return id;
    }

    /**
     * Position of this slot in its pool, from 0 to {@link SlotPool#population()} - 1. Any thread.
     *
     * @return the index, constant for the life of the pool.
     */
    public final int index() {
        return id & INDEX_MASK;
    }

    /**
     * How many lives this slot has ended, modulo 2^24. Exact for the owner; a snapshot for others.
     *
     * @return the generation.
     */
    public final int generation() {
        return (int) (life >>> 40);
    }

    /**
     * Whether somebody holds this slot now. Exact for the owner; a snapshot for others.
     *
     * @return true between allocate and free.
     */
    public final boolean isOwned() {
        return (life & PHASE_MASK) == OWNED;
    }

    /** Whether it lies in its pool, or should. At rest only. */
    final boolean isResting() {
        return (life & PHASE_MASK) == FREE;
    }

    /** Begins a life. Called with the slot fresh from a cache. */
    protected final void own() {
        final long before = life;
        if ((int) before != FREE) {
            throw corrupt(before);
        }
        life = before | OWNED;
    }

    /**
     * Ends this life in the given phase if the word still is what the caller read: one store makes it stale.
     *
     * @param before the value of {@code life} that the caller judged, phase {@link #OWNED}.
     * @param phase {@link #FREE} or {@link #RELEASED}, the latter with what shall be remembered until the end.
     */
    protected final void endLife(final long before, final long phase) {
        if (!Checked.ENABLED) {
            life = after(before, phase);
        } else if (!endChecked(before, phase)) {
            throw notOwned(life);
        }
    }

    private static long after(final long before, final long phase) {
        return ((before & ~BELOW_GENERATION) + GENERATION) | phase;
    }

    private boolean endChecked(final long before, final long phase) {
        checkEnd();
        // Volatile CAS: of two threads that free one life at once, checked mode elects exactly one.
        if (!LIFE.compareAndSet(this, before, after(before, phase))) {
            return false;
        }
        home().traces().ended(index(), phase == FREE ? SlotEvent.FREE : SlotEvent.RELEASE);
        // Told before the caller drops its own count, so before anybody else can give the slot back.
        final SlotObserver observer = Checked.observer();
        if (observer != null && phase != FREE) {
            observer.released(this);
        }
        return true;
    }

    /** Checked mode: throws when this life must not end here; it goes on then. */
    protected void checkEnd() {}

    /** Checked mode: throws when somebody has written beyond the memory of this slot; the next call does not. */
    protected final void requireRedZones() {
        home().requireRedZones(index());
    }

    /**
     * Checked mode: whether nobody has.
     *
     * @return false when {@link #requireRedZones} would throw.
     */
    protected final boolean hasRedZones() {
        return home().isWhole(index(), false);
    }

    /**
     * {@link #endLife} into {@link #FREE} of a word that says OWNED and nothing else below its generation.
     *
     * @param before the value of {@code life} that the caller judged.
     * @return false when another thread has ended it meanwhile, which only checked mode sees: nothing changed.
     */
    protected final boolean endOwned(final long before) {
        if (Checked.ENABLED) {
            return endChecked(before, FREE);
        }
        life = before + (GENERATION - OWNED);
        return true;
    }

    /** Ends the life of a slot from which nothing is ever derived. */
    protected final void disown() {
        final long before = life;
        if ((before & PHASE_MASK) != OWNED) {
            throw notOwned(before);
        }
        endLife(before, FREE);
    }

    /** Ends this life, if there is one, whoever holds it, and leaves nothing of it. At rest only. */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    final void forget() {
        final long seen = life;
        life = (seen & ~BELOW_GENERATION) + ((seen & PHASE_MASK) == OWNED ? GENERATION : 0);
        if (Checked.ENABLED && (seen & PHASE_MASK) != FREE) {
            home().traces().ended(index(), SlotEvent.FREE);
        }
        forgotten();
    }

    /**
     * This life was ended by {@link SlotPool#reclaim(java.util.function.Predicate)}, maybe in the middle of its
     * beginning or of its end: whatever it left behind goes back to what a resting slot has. It says FREE already. At
     * rest only.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    protected void forgotten() {}

    /**
     * Tells who watches in checked mode that this life, just begun, lives off another.
     *
     * @param parent that it lives off.
     */
    protected final void noteParent(final Slot parent) {
        note(SlotEvent.DERIVE);
        final SlotObserver observer = Checked.observer();
        if (observer != null) {
            observer.derived(this, parent);
        }
    }

    /**
     * Adds an event to what checked mode remembers of this slot; does nothing in production mode. Owner only.
     *
     * @param event that happened.
     */
    protected final void note(final SlotEvent event) {
        if (Checked.ENABLED) {
            home().traces().note(index(), event);
        }
    }

    /** Throws if this slot rests in its pool: what checked mode asks where others than the owner may look at it. */
    protected final void requireNotFree() {
        if ((life & PHASE_MASK) == FREE) {
            throw notOwned(life);
        }
    }

    /**
     * The pool this slot belongs to.
     *
     * @return the pool.
     */
    protected abstract SlotPool home();

    /**
     * The error for a call on a slot that the caller does not hold.
     *
     * @param observed the life word that was seen.
     * @return the exception to throw; it has been counted as misuse.
     */
    protected final IllegalStateException notOwned(final long observed) {
        home().countMisuse();
        final String phase = (observed & PHASE_MASK) == FREE ? "free" : "released, its children still live";
        return home().error(
                        this,
                        "must be owned by the caller: " + this + " is " + phase
                                + " (most likely it was freed twice, or used after free)");
    }

    private IllegalStateException corrupt(final long observed) {
        home().countMisuse();
        return home().error(
                        this,
                        "a resting slot must be free: " + this + " life=0x" + Long.toHexString(observed)
                                + " (most likely two threads freed it at the same moment)");
    }

    /** Names the slot without touching its memory, so that it is safe after close. */
    @Override
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public String toString() {
        return getClass().getSimpleName() + "[" + home().name() + "#" + index() + " generation " + generation() + "]";
    }
}
