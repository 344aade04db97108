// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A handle that one thread uses at a time: it holds one {@link SlotCache} for each pool that it has touched. The thread
 * of its first use is its owner. Ownership ends with {@link #close()}, or with the owner's death: then whoever finds it
 * takes the caches over. {@code !owner.isAlive()} is a happens-before edge (JLS 17.4.4), so the plain contents of a
 * dead thread's caches are visible to the finder, at no cost to the living.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public abstract class Confined implements AutoCloseable {
    /** Largest number of pools that one environment can have: an id keeps 7 bits for the pool's ordinal. */
    public static final int MAX_POOLS = 128;

    /** Of so many borrowers of a stripe one asks again for a cache where an earlier one found all taken. */
    static final int ASK_EVERY = 1024;

    private static final VarHandle OWNER;

    static {
        try {
            OWNER = MethodHandles.lookup().findVarHandle(Confined.class, "owner", Thread.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    private final SlotCache[] caches = new SlotCache[MAX_POOLS];
    private final Role role;
    private volatile Thread owner;
    private boolean closed;
    private int borrowers;
    /** A pool closed while somebody used this: what rests in it must go home when that call, or the next, is over. */
    private volatile boolean wanted;

    /** How threads come to use a handle. */
    public enum Role {
        /** Made by a caller for one thread, who closes it. */
        EXPLICIT,
        /** An entry of a {@link ConfinedTable} that stays with its thread until that thread dies. */
        THREAD,
        /** An entry of a {@link ConfinedTable} that is taken for one call and then let go. */
        STRIPE,
        /** Used by any number of threads at once: has no caches, every call goes to the depot. */
        UNCACHED
    }

    /**
     * A handle without caches yet. PASSIVE_LEVEL.
     *
     * @param role how threads come to use it.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    protected Confined(final Role role) {
        this.role = role;
    }

    /**
     * This handle's cache of a pool. Owner only.
     *
     * @param pool any pool of the environment.
     * @return its cache; when the pool's last cache is taken, the one that goes to the depot for every slot.
     */
    protected final SlotCache cache(final SlotPool pool) {
        final SlotCache cache = caches[pool.ordinal()];
        return cache != null ? cache : open(pool);
    }

    private SlotCache open(final SlotPool pool) {
        if (role == Role.UNCACHED) {
            return pool.uncached();
        }
        requireOwner();
        SlotCache cache = pool.claim(this);
        if (cache == null) {
            cache = pool.uncached();
        }
        caches[pool.ordinal()] = cache;
        return cache;
    }

    /**
     * Takes a cache of its own for a pool, or says why not.
     *
     * @param pool a pool that this handle will use.
     * @throws IllegalStateException when all {@link SlotPool#maxCaches()} caches of the pool are in use.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    protected final void reserve(final SlotPool pool) {
        if (pool.maxCaches() > 0 && cache(pool) == pool.uncached()) {
            throw new IllegalStateException("caches in use must be fewer than maxCaches: pool=" + pool.name()
                    + " maxCaches=" + pool.maxCaches()
                    + " (raise maxCaches, or close the handles of threads that are done)");
        }
    }

    /** Proves that the calling thread owns this handle; the first caller becomes its owner. */
    protected final void requireOwner() {
        final Thread current = Thread.currentThread();
        final Thread seen = owner;
        if (seen == current || role == Role.UNCACHED) {
            return;
        }
        if (closed) {
            throw new IllegalStateException("must be open: " + this + " was closed");
        }
        if (seen != null && seen.isAlive() || !tryOwn(seen, current)) {
            // Read once: whoever takes a dead thread's caches over owns the handle for a moment, and lets it go.
            final Thread other = owner;
            throw new IllegalStateException(
                    "must be used by its own thread: owner=" + (other == null ? "none" : other.getName()) + " caller="
                            + current.getName() + " (a handle with a cache serves one thread; make one for each)");
        }
    }

    final Thread owner() {
        return owner;
    }

    final boolean isStripe() {
        return role == Role.STRIPE;
    }

    /**
     * Volatile CAS: acquires what the last owner left, pairs with {@link #letGo}, {@link #endCall} and
     * {@link #retireFor}; what a dead one left is acquired by isAlive.
     */
    final boolean tryOwn(final Thread seen, final Thread current) {
        return OWNER.compareAndSet(this, seen, current);
    }

    /**
     * A new owner asks again where the last one found every cache taken: they are not any more, maybe. By the owner,
     * who keeps it as long as it lives.
     */
    final void askAgain() {
        forgetCaches();
        for (int i = 0; i < caches.length; i++) {
            if (caches[i] != null && caches[i].isUncached()) {
                caches[i] = null;
            }
        }
    }

    /** A stripe has a new owner at each call, so only now and then one of them asks. By the borrower. */
    final void askAgainAtTimes() {
        borrowers++;
        if (borrowers % ASK_EVERY == 0) {
            askAgain();
        }
    }

    /** Release: the caches' plain contents come before it; pairs with the CAS in {@link #tryOwn}. */
    final void letGo() {
        OWNER.setRelease(this, null);
    }

    /**
     * Lets go of a stripe. Volatile store, then volatile read of wanted; {@link #retireWhenIdle} stores that, then
     * reads the owner: one of the two sees the other's store, so what a call left here goes home, whoever was late.
     */
    final void endCall() {
        owner = null;
        if (wanted) {
            retireWanted();
        }
    }

    /** Ends a call of the owner, who keeps it. Volatile read: who wants it stores that before he looks at the owner. */
    final void endCallOfOwner() {
        if (wanted) {
            wanted = false;
            retire();
        }
    }

    /** If somebody else has borrowed it by now, that call ends here too. */
    private void retireWanted() {
        final Thread current = Thread.currentThread();
        while (wanted && tryOwn(null, current)) {
            // First: who wants it from now on finds it owned, and is seen by the loop.
            wanted = false;
            retireFor(null);
        }
    }

    /** {@link #retireIfIdle}; a busy one of a table is retired as its call ends, or its owner's next one. */
    final void retireWhenIdle() {
        if (!retireIfIdle() && (role == Role.STRIPE || role == Role.THREAD)) {
            wanted = true;
            retireIfIdle();
        }
    }

    /** Gives all caches back if the handle is idle: unowned, the caller's own, or its thread dead. */
    final boolean retireIfIdle() {
        final Thread current = Thread.currentThread();
        final Thread seen = owner;
        if (seen == current) {
            retire();
            return true;
        }
        if (seen != null && seen.isAlive() || !tryOwn(seen, current)) {
            return false;
        }
        retireFor(seen);
        retireWanted();
        return true;
    }

    /** By whoever owns it for that only: if an error breaks it off, it is as it was before, for the next to go on. */
    private void retireFor(final Thread before) {
        boolean done = false;
        try {
            retire();
            done = true;
        } finally {
            // Volatile: pairs with the CAS in tryOwn, and comes before the next look at wanted, as in endCall. Once,
            // because from here on it is the next owner's.
            owner = done ? null : before;
        }
    }

    /** Whether this handle would find a cache that says so: not if an error came between two stores. At rest only. */
    final boolean keeps(final SlotCache cache, final SlotPool pool) {
        return caches[pool.ordinal()] == cache;
    }

    final boolean isDead() {
        final Thread seen = owner;
        return seen != null && !seen.isAlive();
    }

    /** All caches were given back: a subclass that remembers one forgets it. By the owner, or who took its place. */
    protected void forgetCaches() {}

    private void retire() {
        forgetCaches();
        for (int i = 0; i < caches.length; i++) {
            final SlotCache cache = caches[i];
            if (cache != null) {
                // In this order: an error on the way leaves slots where whoever retires it next finds them.
                cache.handBack();
                caches[i] = null;
                cache.letGo();
            }
        }
    }

    /**
     * Gives the slots that rest in this handle back to their pools and the caches to other threads. Owner, or anybody
     * once the owner is dead. A second call does nothing. PASSIVE_LEVEL.
     *
     * @throws IllegalStateException when another, living thread owns the handle: also one that brings a dead owner's
     *     slots home at this moment, after which a call succeeds.
     */
    @Override
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public void close() {
        if (!closed) {
            requireOwner();
            retire();
            closed = true;
            letGo();
        }
    }
}
