// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Checked;
import io.github.nbl4j.pool.SlotEvent;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What allocate, clone and free of a list touch: beside the life word, on the first line of the object. */
abstract class NetBufferListFields extends NetBufferData {
    // Bits of flags: how the list was made, what it is now, and what its free must see to. What a free must undo is
    // marked first, then done: an error in between then costs a needless look, and no later life sees what was done.
    /** Made by a clone, fragment or reassemble call: it lives off its parent's memory. */
    static final int DERIVED = 1;
    /** A clone whose NetBuffers use the Mdls of the original. */
    static final int ORIGINAL_MDLS = 1 << 1;
    /** Derived: pieces of the parent's data, each in a NetBuffer of its own. */
    static final int FRAGMENT = 1 << 2;
    /** Derived: the parent's data in one NetBuffer. */
    static final int REASSEMBLED = 1 << 3;
    /** Its owner gave it up to a completion. Set from then until the next life begins, so never in an owned list. */
    static final int AWAITED = 1 << 4;
    /** NblFlags say that the data is read-only. */
    static final int READ_ONLY = 1 << 5;
    /** Holds something beyond its own slot, which its free must give back. */
    static final int HOLDS_MORE = 1 << 6;
    /** Some of the out-of-band words were written. */
    static final int WORDS_WRITTEN = 1 << 7;
    /** Was linked to another list. */
    static final int LINKED = 1 << 8;
    /** Context was taken in this life. */
    static final int CONTEXT_USED = 1 << 9;
    /** Uses more NetBuffers of its slot than the first; the next life undoes that, because a free need not. */
    static final int SPREAD = 1 << 10;
    /** Derived: ends on the thread that made it, which owns the parent: its death takes back its birth. */
    static final int CONFINED = 1 << 11;

    static final int KIND = DERIVED | ORIGINAL_MDLS | FRAGMENT | REASSEMBLED;

    int flags;
    int parent;

    final NetBufferListPool pool;
    final NetBuffer embedded;
    final NetBufferEnvironment environment;

    NetBufferListFields(final NetBufferListPool pool, final int id, final NetBuffer embedded) {
        super(id);
        this.pool = pool;
        this.embedded = embedded;
        this.environment = pool.environment();
    }
}

/** Children write {@code state} from their own cores; the owner's line must not move with it. */
abstract class LineageLeftPad extends NetBufferListFields {
    // Seldom touched, and so part of the distance.
    int next = NetBufferEnvironment.NONE;
    int firstNetBuffer = NetBufferEnvironment.NONE;
    /** Bytes of private memory that each NetBuffer's data began with; of fragments and reassembled lists only. */
    int delta;

    byte p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
    byte p16, p17, p18, p19, p20, p21, p22, p23, p24, p25, p26, p27, p28, p29, p30, p31;
    byte p32, p33, p34, p35, p36, p37, p38, p39, p40, p41, p42, p43, p44, p45, p46, p47;
    byte p48, p49, p50, p51, p52, p53, p54, p55, p56, p57, p58, p59, p60, p61, p62, p63;

    LineageLeftPad(final NetBufferListPool pool, final int id, final NetBuffer embedded) {
        super(pool, id, embedded);
    }
}

/** The one word of a list that other threads write while its owner lives. */
abstract class LineageState extends LineageLeftPad {
    static final long BIAS = 1L << 38;

    /** sharedFlag:1, generation:24 (both zero unless shared), count:39. */
    volatile long state = BIAS;

    LineageState(final NetBufferListPool pool, final int id, final NetBuffer embedded) {
        super(pool, id, embedded);
    }
}

/**
 * Who lives off whom. The owner of a parent counts births, plainly, in its own word {@code life}; children count their
 * deaths, atomically, in {@code state}. So a clone costs no locked instruction, freeing it one, and freeing a list that
 * was never cloned none; and the cloning core and the freeing core write different lines.
 *
 * <p>While OWNED: living children = births + count - BIAS. While RELEASED: living children = count. Whoever brings the
 * count to zero after the release, owner or last child, and nobody else, reclaims.
 *
 * <ul>
 *   <li>A child's decrement (release) pairs with the owner's getAcquire, the owner's read-modify-write and the last
 *       child's: the child's last use of shared data comes before its reuse.
 *   <li>The owner's read-modify-write (release), after life became RELEASED, pairs with the last child's (acquire): the
 *       child's plain reset of life and state comes after the owner's last touch.
 *   <li>The resets reach the next owner through program order, or through the depot's CAS.
 *   <li>{@link #share}'s read-modify-write pairs with the CAS of {@link #tryBirthShared}: the cloner sees the payload.
 * </ul>
 *
 * <p>After its own read-modify-write a party never touches the list again, unless it is the one that reclaims.
 *
 * <p>Reclaiming may be beginning a new life: {@link NetBufferList#endAwaited} stores, between the end of the old life
 * and the owner's read-modify-write, to whom the list goes then. Whoever brings the count to zero sees that store,
 * because it acquires the owner's read-modify-write or is the owner; it is alone, so it resets both words, begins the
 * next life with plain stores, and hands the list over on its own thread. The generation moved with the owner's
 * release, so no handle of the old life resolves, neither while the list waits nor after.
 */
abstract class Lineage extends LineageState {
    private static final long SHARED = 1L << 28;
    /** Births from which on the next one folds them. */
    static final long GUARD = 1L << 27;
    /** The guard included: a bulk of up to 2^24 births may carry into it. */
    private static final long BIRTHS_MASK = 2 * GUARD - 1;

    private static final int COUNT_BITS = 39;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final long STATE_SHARED = 1L << 63;
    private static final int STATE_GENERATION_SHIFT = 39;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Lineage.class, "state", long.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    byte q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15;
    byte q16, q17, q18, q19, q20, q21, q22, q23, q24, q25, q26, q27, q28, q29, q30, q31;
    byte q32, q33, q34, q35, q36, q37, q38, q39, q40, q41, q42, q43, q44, q45, q46, q47;
    byte q48, q49, q50, q51, q52, q53, q54, q55, q56, q57, q58, q59, q60, q61, q62, q63;

    Lineage(final NetBufferListPool pool, final int id, final NetBuffer embedded) {
        super(pool, id, embedded);
    }

    /** Throws unless the caller may derive from this list now. Owner only. */
    final void requireParent() {
        if (((int) life & (int) (PHASE_MASK | GUARD)) != (int) OWNED) {
            foldOrRefuse();
        }
    }

    /** Counts n children, which exist already, after {@link #requireParent}. Owner only, plain. */
    final void bear(final int n) {
        if (Checked.ENABLED) {
            note(SlotEvent.CLONE);
        }
        life += n;
    }

    private void foldOrRefuse() {
        final long seen = life;
        if ((seen & PHASE_MASK) != OWNED) {
            throw notOwned(seen);
        }
        // Volatile RMW, once in 2^27 births: moves them to the children's word before they overflow. One stays behind,
        // because a free of "no births" does not look at state.
        STATE.getAndAdd(this, (seen & BIRTHS_MASK) - 1);
        life = (seen & ~BIRTHS_MASK) + 1;
    }

    /** Ends a list that is not shared and was never cloned; false, and nothing changed, when it is anything else. */
    final boolean endBare() {
        final long seen = life;
        if ((int) seen != (int) OWNED) {
            return false;
        }
        return endOwned(seen);
    }

    /** {@link #endBare()} of the given generation, in its own place of the word and nothing below; else false. */
    final boolean endBare(final long generation) {
        final long seen = life;
        if (seen != generation + OWNED || (int) seen != (int) OWNED) {
            return false;
        }
        return endOwned(seen);
    }

    /** Ends the owner's hold. True: the caller reclaims the list now. False: its last child will. Owner only. */
    final boolean endOwnership() {
        return endOwnership(life);
    }

    /** The same by a word that the caller has judged: in checked mode that life ends here, or none does. */
    final boolean endOwnership(final long seen) {
        if ((int) seen == (int) OWNED) {
            endLife(seen, FREE);
            return true;
        }
        if ((seen & PHASE_MASK) != OWNED) {
            throw notOwned(seen);
        }
        return endParenthood(seen);
    }

    private boolean endParenthood(final long seen) {
        final long births = seen & BIRTHS_MASK;
        // Acquire: pairs with the children's decrements; all are gone, so nobody else will touch state.
        if ((seen & SHARED) == 0 && (long) STATE.getAcquire(this) == BIAS - births) {
            endLife(seen, FREE);
            STATE.setOpaque(this, BIAS);
            return true;
        }
        endLife(seen, RELEASED | seen & SHARED);
        unconfine();
        return ownerGone(births);
    }

    /** First half of a free that always meets the children in their word. Returns the births. Owner only. */
    final long release() {
        final long seen = life;
        if ((seen & PHASE_MASK) != OWNED) {
            throw notOwned(seen);
        }
        endLife(seen, RELEASED | seen & SHARED);
        unconfine();
        return seen & BIRTHS_MASK;
    }

    /**
     * The last child, on whatever thread, will reclaim this list and count its death. Plain: the owner's
     * read-modify-write releases it.
     */
    private void unconfine() {
        flags &= ~CONFINED;
    }

    /** Second half: the owner's last touch. True: no child is left, and the caller reclaims. */
    final boolean ownerGone(final long births) {
        // Volatile RMW: releases all plain stores above to the last child, acquires the children's decrements if none
        // is left.
        if (((long) STATE.getAndAdd(this, births - BIAS) + births - BIAS & COUNT_MASK) == 0) {
            rest();
            return true;
        }
        return false;
    }

    /** Counts n deaths. True: they were the last of a released parent, and the caller reclaims it. Any thread. */
    final boolean childrenGone(final int n) {
        // Volatile RMW: releases the child's last use of shared data; acquires everybody's when it yields zero.
        final long left = (long) STATE.getAndAdd(this, (long) -n) - n;
        if (left << Long.SIZE - COUNT_BITS == 0) {
            rest();
            return true;
        }
        return false;
    }

    /**
     * The death of a child that lived and dies on the thread which owns this list: as long as the owner holds it, the
     * child's birth is taken back, plainly, and nobody else notices. False: this list lives on. True: as
     * {@link #childrenGone}.
     */
    final boolean confinedChildGone() {
        if (!takesBackBirths(life)) {
            return childrenGone(1);
        }
        life--;
        return false;
    }

    /**
     * "No births" must go on meaning "no children", because a free does not look at state then. The last birth is not
     * taken back when state tells of others: births that were folded, deaths of children that count theirs there.
     */
    private boolean takesBackBirths(final long seen) {
        return (seen & PHASE_MASK) == OWNED && hasBirthToSpare(seen & BIRTHS_MASK);
    }

    private boolean hasBirthToSpare(final long births) {
        // Acquire: the owner that sees BIAS ends the list by a plain free; pairs with the children's decrements.
        return births > 1 || births == 1 && (long) STATE.getAcquire(this) == BIAS;
    }

    /** RELEASED to FREE, by the only party left. Opaque only so that the long is written whole. */
    private void rest() {
        STATE.setOpaque(this, BIAS);
        life &= ~(PHASE_MASK | BIRTHS_MASK | SHARED);
    }

    /** Lets other threads derive from this list until its free. Owner only, before its handle is published. */
    final void share() {
        final long seen = life;
        if ((seen & PHASE_MASK) != OWNED) {
            throw notOwned(seen);
        }
        if (Checked.ENABLED) {
            note(SlotEvent.SHARE);
        }
        if ((seen & SHARED) == 0) {
            life = seen | SHARED;
            // Volatile RMW: releases the payload to the CAS in tryBirthShared.
            STATE.getAndAdd(this, STATE_SHARED | (seen >>> 40) << STATE_GENERATION_SHIFT);
        }
    }

    /** Counts a child unless the list is not shared, released, or of another generation. Any thread. */
    final boolean tryBirthShared(final int generation) {
        final long tag = STATE_SHARED >>> STATE_GENERATION_SHIFT | generation;
        while (true) {
            final long seen = state;
            if (seen >>> STATE_GENERATION_SHIFT != tag || (seen & COUNT_MASK) < BIAS / 2) {
                return false;
            }
            // Volatile CAS: acquires what share released. The generation inside makes a reborn list refuse.
            if (STATE.compareAndSet(this, seen, seen + 1)) {
                return true;
            }
        }
    }

    /** Whether this is the given life of the list, and its owner has not ended it. */
    final boolean isLife(final int generation) {
        final long seen = life;
        return seen >>> 40 == generation && (seen & PHASE_MASK) == OWNED;
    }

    /**
     * Whether the owner holds a list that is not shared and was never cloned: then its free ends it at once. In checked
     * mode not when that free would be refused.
     */
    final boolean isBare() {
        return (int) life == (int) OWNED && (!Checked.ENABLED || hasRedZones());
    }

    /** The owner's whole word: it is the same as long as the owner did not clone, share or free. */
    final long ownerLife() {
        return life;
    }

    final boolean isShared() {
        return (life & SHARED) != 0;
    }

    /** {@link #note} of what happened to a part of this list. */
    final void noteOfPart(final SlotEvent event) {
        note(event);
    }

    /** {@link #requireNotFree()}, for the parts of this list. */
    final void requireNotResting() {
        requireNotFree();
    }

    /** Checked mode, in every accessor. A freed list that was shared is let through: others may be cloning it yet. */
    final void requireUsable() {
        if (!isOwned() && (life & (PHASE_MASK | SHARED)) != (RELEASED | SHARED)) {
            throw notOwned(life);
        }
    }

    /** Children that live now. Exact for the owner while nobody clones or frees; a snapshot for others. */
    final long livingChildren() {
        final long seen = life;
        // Acquire: an owner that sees 0 may write what the children read; pairs with their decrements.
        final long count = (long) STATE.getAcquire(this) & COUNT_MASK;
        return (seen & PHASE_MASK) == RELEASED ? count : (seen & BIRTHS_MASK) + count - BIAS;
    }

    final boolean hasLivingChildren() {
        return (int) life != (int) OWNED && livingChildren() != 0;
    }

    /** As a list that rests. At rest only. */
    final void forgetChildren() {
        STATE.setOpaque(this, BIAS);
    }

    /** Both words anew: so many children live; the owner's hold has ended unless he says otherwise. At rest only. */
    final void recount(final int children, final boolean held) {
        final long seen = life;
        if (held) {
            final long tag = (seen & SHARED) == 0 ? 0 : STATE_SHARED | (seen >>> 40) << STATE_GENERATION_SHIFT;
            life = (seen & ~BIRTHS_MASK) | children;
            STATE.setOpaque(this, tag | BIAS);
        } else {
            final long ended = (seen & PHASE_MASK) == OWNED ? GENERATION : 0;
            life = (seen & ~BELOW_GENERATION) + ended | RELEASED;
            unconfine();
            STATE.setOpaque(this, (long) children);
        }
    }

    /** Presets the births, so that a test can watch them fold. Owner only; the births must be paid back in state. */
    final void presetBirths(final long births) {
        life = (life & ~BIRTHS_MASK) | births;
        STATE.getAndAdd(this, -births);
    }
}
