// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Confined;
import io.github.nbl4j.pool.Irql;
import io.github.nbl4j.pool.Slot;
import io.github.nbl4j.pool.SlotCache;
import io.github.nbl4j.pool.SlotPool;

/** One handle's way to the slots of an environment: takes and gives lists, NetBuffers, Mdls and contexts. */
@Irql(Irql.Level.DISPATCH_LEVEL)
abstract class NetBufferListSlots extends Confined {
    final NetBufferEnvironment environment;
    final NetBufferListPool pool;
    // What most calls are about, at hand: a compare is predicted, where a look-up in a table is waited for.
    private final NetBufferListPool clonePool;
    private final int ordinal;
    final NetBufferList[] own;
    private final int cloneOrdinal;
    private final NetBufferList[] clones;
    private final NetBufferPool netBufferPool;
    private final int netBufferOrdinal;
    private final NetBuffer[] netBuffers;
    private final MdlPool mdlPool;
    private final int mdlOrdinal;
    private final Mdl[] mdls;
    /** Indices of clones that one call works on. */
    final int[] run = new int[PlainClones.MAX_CHAIN];

    SlotCache ownCache;
    SlotCache cloneCache;
    private SlotCache netBufferCache;
    private SlotCache mdlCache;

    @SuppressWarnings("this-escape") // A pool's cache keeps its holder and does not use it before the first call.
    @Irql(Irql.Level.PASSIVE_LEVEL)
    NetBufferListSlots(final NetBufferListPool pool) {
        super(Role.EXPLICIT);
        this.environment = pool.environment();
        this.pool = pool;
        this.clonePool = environment.clonePool();
        this.ordinal = pool.ordinal();
        this.own = pool.lists();
        this.cloneOrdinal = clonePool.ordinal();
        this.clones = clonePool.lists();
        this.netBufferPool = environment.netBufferPool();
        this.netBufferOrdinal = netBufferPool.ordinal();
        this.netBuffers = netBufferPool.netBuffers();
        this.mdlPool = environment.mdlPool();
        this.mdlOrdinal = mdlPool.ordinal();
        this.mdls = mdlPool.mdls();
        try {
            reserve(pool);
            reserve(clonePool);
            ownCache = cache(pool);
            cloneCache = cache(clonePool);
        } catch (final IllegalStateException | OutOfMemoryError ex) {
            close();
            throw ex;
        }
    }

    NetBufferListSlots(final NetBufferEnvironment environment, final Role role) {
        super(role);
        this.environment = environment;
        this.pool = null;
        this.clonePool = null;
        this.ordinal = -1;
        this.own = null;
        this.cloneOrdinal = -1;
        this.clones = null;
        this.netBufferPool = null;
        this.netBufferOrdinal = -1;
        this.netBuffers = null;
        this.mdlPool = null;
        this.mdlOrdinal = -1;
        this.mdls = null;
    }

    /** The list of a clone's parent. */
    final NetBufferList parent(final int id) {
        return id >>> 24 == ordinal ? own[id & Slot.INDEX_MASK] : environment.list(id);
    }

    /** The list after another in a chain, or null; mostly a clone after a clone. */
    final NetBufferList following(final NetBufferList list) {
        final int id = list.next;
        return id >>> 24 == cloneOrdinal ? clones[id & Slot.INDEX_MASK] : environment.list(id);
    }

    /** The NetBuffer of an id, or null; mostly one of the default pool. */
    final NetBuffer netBuffer(final int id) {
        return id >>> 24 == netBufferOrdinal ? netBuffers[id & Slot.INDEX_MASK] : environment.netBuffer(id);
    }

    /** The Mdl of an id that is in the chain of a NetBuffer: mostly the embedded one, or one of the default pool. */
    final Mdl mdl(final NetBuffer in, final int id) {
        return id == in.id() ? in.embedded : otherMdl(id);
    }

    private Mdl otherMdl(final int id) {
        return id >>> 24 == mdlOrdinal ? mdls[id & Slot.INDEX_MASK] : environment.mdl(id);
    }

    /** Whether a list is of the default clone pool, and this handle has a cache of that. */
    final boolean isOfClonePool(final NetBufferList list) {
        return list.pool == clonePool && cloneCache != null;
    }

    /** The slot that a handle names, if it is of the default clone pool and this has a cache of that, or null. */
    final NetBufferList cloneAtHand(final long handle) {
        return (int) handle >>> 24 == cloneOrdinal ? clone((int) handle & Slot.INDEX_MASK) : null;
    }

    private NetBufferList clone(final int slot) {
        return cloneCache != null && slot < clones.length ? clones[slot] : null;
    }

    final NetBufferList[] clones() {
        return clones;
    }

    /** A list whose life has not begun, or null. */
    final NetBufferList take(final NetBufferListPool from) {
        requireSame(from.environment(), from);
        final int slot = cacheOf(from).take();
        return slot < 0 ? null : from.list(slot);
    }

    final NetBuffer takeNetBuffer(final NetBufferPool from) {
        requireSame(from.environment(), from);
        final int slot = cacheOf(from).take();
        if (slot < 0) {
            return null;
        }
        final NetBuffer netBuffer = from.netBuffer(slot);
        netBuffer.begin();
        return netBuffer;
    }

    final void giveNetBuffer(final NetBuffer netBuffer) {
        netBuffer.end();
        giveEnded(netBuffer);
    }

    final void giveEnded(final NetBuffer netBuffer) {
        final boolean atHand = netBuffer.id() >>> 24 == netBufferOrdinal && netBufferCache != null;
        (atHand ? netBufferCache : cacheOf(netBuffer.pool)).give(netBuffer.index());
    }

    /** An Mdl whose life has not begun, or null. */
    final Mdl takeMdl(final MdlPool from) {
        requireSame(from.environment(), from);
        final int slot = cacheOf(from).take();
        return slot < 0 ? null : from.mdl(slot);
    }

    /** Returns what the Mdl's completion threw. */
    final Throwable giveMdl(final Mdl mdl) {
        final Throwable failure = mdl.rest();
        final boolean atHand = mdl.id() >>> 24 == mdlOrdinal && mdlCache != null;
        (atHand ? mdlCache : cacheOf(mdl.pool)).give(mdl.index());
        return failure;
    }

    /** A block whose life has not begun, or null. */
    final NetBufferListContext takeContext(final NetBufferListContextPool from) {
        final int slot = cacheOf(from).take();
        return slot < 0 ? null : from.context(slot);
    }

    final void giveContext(final NetBufferListContext context) {
        context.end();
        cacheOf(context.home()).give(context.index());
    }

    private void requireSame(final NetBufferEnvironment other, final SlotPool from) {
        if (other != environment) {
            throw new IllegalArgumentException("must be of the same environment: pool=" + from.name());
        }
    }

    final SlotCache cacheOf(final SlotPool of) {
        final SlotCache atHand = of == netBufferPool ? netBufferCache : of == mdlPool ? mdlCache : reserved(of);
        return atHand != null ? atHand : bringToHand(of);
    }

    /** Also again: a pool that closes takes from its holders what they have of all pools. */
    private SlotCache bringToHand(final SlotPool of) {
        final SlotCache cache = cache(of);
        if (of == netBufferPool) {
            netBufferCache = cache;
        } else if (of == mdlPool) {
            mdlCache = cache;
        } else if (of == clonePool) {
            cloneCache = cache;
        } else if (of == pool) {
            ownCache = cache;
        }
        return cache;
    }

    /** The cache of one of the two pools that this handle is for, or null. */
    final SlotCache reserved(final SlotPool of) {
        return of == clonePool ? cloneCache : of == pool ? ownCache : null;
    }

    /** A list of the default clone pool whose life has not begun, or null. */
    final NetBufferList takeClone() {
        final SlotCache home = cloneCache;
        if (home == null) {
            return takeOtherClone();
        }
        final int slot = home.take();
        return slot < 0 ? null : clones[slot];
    }

    private NetBufferList takeOtherClone() {
        return take(environment.clonePool());
    }

    @Override
    protected final void forgetCaches() {
        ownCache = null;
        cloneCache = null;
        netBufferCache = null;
        mdlCache = null;
    }
}
