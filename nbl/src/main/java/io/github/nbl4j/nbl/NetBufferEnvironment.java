// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Confined;
import io.github.nbl4j.pool.ConfinedTable;
import io.github.nbl4j.pool.Irql;
import io.github.nbl4j.pool.Preflight;
import io.github.nbl4j.pool.Slot;
import io.github.nbl4j.pool.SlotPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * The pools whose lists, NetBuffers and Mdls may link to each other, and the tables that turn a link into its object.
 * It owns the default pools that a clone uses when it is given none, the private segments, the context blocks, and the
 * handles for calls without one. Up to 128 pools in its life.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class NetBufferEnvironment implements AutoCloseable {
    /** No link: the id of nothing. */
    static final int NONE = -1;

    /** The bit by which a room's id differs from its NetBuffer's. */
    static final int ROOM = Confined.MAX_POOLS << 24;

    static final int PLACES = 16;
    private static final int STRIPES = 4;
    /** Sizes of private segments in bytes: a stack of headers, and a copy of a frame's front. */
    private static final int[] SEGMENT_SIZES = {256, 2048};

    /** The row of a pool whose memory is gone: its bounds are what refuses a link to it, without a compare of ours. */
    private static final Mdl[] GONE = {};

    // Rows are written once, by the thread that builds a pool; others see them through whatever hands them the pool or
    // an object of it. That of Mdls once more, by the thread that gives their memory back: see SlotPool.release.
    private final NetBufferList[][] lists = new NetBufferList[Confined.MAX_POOLS][];
    private final NetBuffer[][] netBuffers = new NetBuffer[Confined.MAX_POOLS][];
    private final Mdl[][] mdls = new Mdl[2 * Confined.MAX_POOLS][];
    private final NetBufferListContext[][] contexts = new NetBufferListContext[Confined.MAX_POOLS][];
    private final SlotPool[] pools = new SlotPool[Confined.MAX_POOLS];
    private final ConfinedTable<NetBufferListCache> handles;
    private final NetBufferListPool clonePool;
    private final NetBufferPool netBufferPool;
    private final MdlPool mdlPool;
    private final MdlPool[] segments;
    private final NetBufferListContextPool contextPool;
    /** 1 for each number of a pool that was ever built: handles outlive it. */
    private final AtomicIntegerArray ordinals = new AtomicIntegerArray(Confined.MAX_POOLS);

    private NetBufferEnvironment(final NetBufferEnvironmentParameters p) {
        handles = new ConfinedTable<>(PLACES, STRIPES, role -> new NetBufferListCache(this, role));
        final String name = p.name();
        segments = new MdlPool[SEGMENT_SIZES.length];
        try {
            clonePool = NetBufferListPool.create(
                    this,
                    c -> c.name(name + ".clones")
                            .capacity(p.clones())
                            .netBuffersPerList(p.netBuffersPerClone())
                            .mdlsPerNetBuffer(p.mdlsPerNetBuffer())
                            .maxCaches(p.maxCaches())
                            .privateLength(p.privateLength()));
            netBufferPool = NetBufferPool.create(
                    this,
                    c -> c.name(name + ".netBuffers")
                            .capacity(p.netBuffers())
                            .maxCaches(p.maxCaches())
                            .privateLength(p.privateLength()));
            mdlPool = MdlPool.create(this, name + ".mdls", p.mdls(), p.maxCaches(), 0);
            for (int i = 0; i < segments.length; i++) {
                final int size = SEGMENT_SIZES[i];
                segments[i] = MdlPool.create(this, name + ".segments" + size, p.segments(), p.maxCaches(), size);
            }
            contextPool = NetBufferListContextPool.create(this, p);
        } catch (final Throwable ex) {
            close();
            throw ex;
        }
    }

    /**
     * Builds the default pools. PASSIVE_LEVEL.
     *
     * @param configure sets the sizes.
     * @return the environment, to be closed by the caller after the pools that it builds in it.
     * @throws IllegalArgumentException naming the value that is out of range.
     * @throws IllegalStateException when there is too little direct memory, or the JVM lacks Agrona's option.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public static NetBufferEnvironment create(final Consumer<NetBufferEnvironmentParameters> configure) {
        Preflight.check();
        Rehearsal.ensure();
        final NetBufferEnvironmentParameters parameters = new NetBufferEnvironmentParameters();
        configure.accept(parameters);
        return new NetBufferEnvironment(parameters);
    }

    /**
     * The pool that clones come from when none is named.
     *
     * @return the pool; it has NetBuffers and no data.
     */
    public NetBufferListPool clonePool() {
        return clonePool;
    }

    /**
     * The pool that further NetBuffers of clones come from when none is named.
     *
     * @return the pool; it has no data.
     */
    public NetBufferPool netBufferPool() {
        return netBufferPool;
    }

    /**
     * The pool of Mdls: for clones with new Mdls, and for the caller's memory.
     *
     * @return the pool; its Mdls have no memory of their own.
     */
    public MdlPool mdlPool() {
        return mdlPool;
    }

    /**
     * The pool of context blocks, for what does not fit in the block that a list was allocated with.
     *
     * @return the pool; its blocks are taken and given back by the lists.
     */
    public NetBufferListContextPool contextPool() {
        return contextPool;
    }

    /**
     * Every pool of this environment, for audit and counters. PASSIVE_LEVEL.
     *
     * @return a new list, in the order of construction.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public List<SlotPool> pools() {
        final List<SlotPool> all = new ArrayList<>();
        for (final SlotPool pool : pools) {
            if (pool != null) {
                all.add(pool);
            }
        }
        return all;
    }

    /**
     * Brings home whatever nobody will: what errors in the middle of calls left in no place or in no hands, with the
     * books of lineage counted anew by who lives off whom. What the caller holds stays his, and so does what that lives
     * off and consists of; all other lives end. A completion of a list that ends so is not told, one of an Mdl is. What
     * a broken call was about is as the call left it: held or not, as the caller says, and good for nothing but its
     * free. At rest only: no call on these pools may be in progress, and whoever calls next must have been told by the
     * caller. PASSIVE_LEVEL.
     *
     * @param isHeld whether the caller, or whom he speaks for, will free a list, or a NetBuffer or Mdl that is part of
     *     none; {@code slot -> true} when nobody knows.
     * @return how many slots came home.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public int reclaim(final Predicate<? super Slot> isHeld) {
        handles.reclaim();
        final Census census = new Census(this, isHeld);
        Throwable failure = null;
        int found = 0;
        for (final SlotPool pool : pools()) {
            failure = NetBufferListCache.first(failure, census.tellCompletions(pool));
            found += pool.reclaim(census::isAlive);
        }
        NetBufferListCache.rethrow(failure);
        return found;
    }

    /**
     * Finds the list of a handle. Any thread; exact when the free, if any, happened before.
     *
     * @param handle from {@link NetBufferList#handle()}.
     * @return the list, or null when that life of it is over or the handle was never one.
     */
    public NetBufferList resolve(final long handle) {
        final NetBufferList list = slotOf(handle);
        return list != null && list.isLife((int) (handle >>> 40)) ? list : null;
    }

    /** {@link #resolve}, for a caller who must own the list. */
    NetBufferList requireLife(final long handle) {
        final NetBufferList list = resolve(handle);
        if (list != null) {
            return list;
        }
        throw pastLife(handle);
    }

    private IllegalStateException pastLife(final long handle) {
        final NetBufferList other = slotOf(handle);
        if (other != null) {
            other.pool.countBadCall();
        }
        return new IllegalStateException("must be the handle of a list that is owned: handle=0x"
                + Long.toHexString(handle)
                + (other == null ? " names no slot of this environment" : " names a past life of " + other)
                + " (most likely the list was freed before)");
    }

    /** The list whose slot a handle names, in whatever life; null when there is no such slot. */
    NetBufferList slotOf(final long handle) {
        final NetBufferList[] row = rowOf((int) (handle >>> 24) & 0xFFFF);
        return row == null ? null : listAt(row, (int) handle & Slot.INDEX_MASK);
    }

    private NetBufferList[] rowOf(final int pool) {
        return pool < lists.length ? lists[pool] : null;
    }

    private static NetBufferList listAt(final NetBufferList[] row, final int slot) {
        return slot < row.length ? row[slot] : null;
    }

    /**
     * Closes the default pools; see {@link SlotPool#close()}. Once a pool gave its memory back, whatever of a list,
     * NetBuffer, Mdl or cursor would look at it throws {@link IllegalStateException}, in production mode too. A view
     * from {@link Mdl#buffer()} or {@link NetBufferListContext#buffer()} has the length 0 then: with Agrona's bounds
     * checks off, what it reads and writes is nobody's memory up to index 65,535, and undefined beyond.
     */
    @Override
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public void close() {
        // No object is made: this is what a construction without memory comes to.
        closeIfMade(clonePool);
        closeIfMade(netBufferPool);
        closeIfMade(mdlPool);
        closeIfMade(contextPool);
        for (final MdlPool pool : segments) {
            closeIfMade(pool);
        }
    }

    private static void closeIfMade(final SlotPool pool) {
        if (pool != null) {
            pool.close();
        }
    }

    MdlPool[] segments() {
        return segments;
    }

    NetBufferListCache enter() {
        return handles.enter();
    }

    void exit(final NetBufferListCache cache) {
        handles.exit(cache);
    }

    NetBufferList list(final int id) {
        return id == NONE ? null : lists[id >>> 24][id & Slot.INDEX_MASK];
    }

    NetBuffer netBuffer(final int id) {
        return id == NONE ? null : netBuffers[id >>> 24][id & Slot.INDEX_MASK];
    }

    Mdl mdl(final int id) {
        try {
            return id == NONE ? null : mdls[id >>> 24][id & Slot.INDEX_MASK];
        } catch (final ArrayIndexOutOfBoundsException ex) {
            throw released(id);
        }
    }

    /** Whether the Mdl belongs to a pool that gave its memory back. */
    boolean isGone(final int id) {
        return id != NONE && mdls[id >>> 24] == GONE;
    }

    private IllegalStateException released(final int id) {
        return new IllegalStateException("pool must not be released: "
                + pools[(id & ~ROOM) >>> 24].name() + " gave its memory back, mdl=" + (id & Slot.INDEX_MASK)
                + " (most likely a list, NetBuffer, Mdl or cursor is used after its free)");
    }

    NetBufferListContext context(final int id) {
        return id == NONE ? null : contexts[id >>> 24][id & Slot.INDEX_MASK];
    }

    /** Builds a pool with a number of its own, which nobody has when that fails. */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    <P extends SlotPool> P build(final IntFunction<P> pool) {
        final int ordinal = takeOrdinal();
        P built = null;
        try {
            built = pool.apply(ordinal);
        } finally {
            if (built == null) {
                ordinals.set(ordinal, 0);
            }
        }
        return built;
    }

    /** Volatile CAS: of two threads that build at once, one gets a number that another has given back. */
    private int takeOrdinal() {
        for (int i = 0; i < Confined.MAX_POOLS; i++) {
            if (ordinals.compareAndSet(i, 0, 1)) {
                return i;
            }
        }
        throw new IllegalStateException("pools of one environment must be at most " + Confined.MAX_POOLS
                + " in its life (make a new environment)");
    }

    void register(final NetBufferListPool pool, final NetBufferList[] row) {
        pools[pool.ordinal()] = pool;
        lists[pool.ordinal()] = row;
    }

    void register(final SlotPool pool, final NetBuffer[] row, final Mdl[] embedded, final Mdl[] rooms) {
        pools[pool.ordinal()] = pool;
        netBuffers[pool.ordinal()] = row;
        mdls[pool.ordinal()] = embedded;
        mdls[pool.ordinal() + Confined.MAX_POOLS] = rooms;
    }

    void register(final MdlPool pool, final Mdl[] row) {
        pools[pool.ordinal()] = pool;
        mdls[pool.ordinal()] = row;
    }

    void register(final SlotPool pool, final NetBufferListContext[] row) {
        pools[pool.ordinal()] = pool;
        contexts[pool.ordinal()] = row;
    }

    /**
     * The memory of a pool is gone: no link leads to its Mdls any more, not even out of lists of other pools that rest
     * or are used after their free.
     */
    void unlink(final SlotPool pool) {
        unlink(pool.ordinal());
        unlink(pool.ordinal() + Confined.MAX_POOLS);
    }

    private void unlink(final int row) {
        if (mdls[row] != null) {
            for (final Mdl mdl : mdls[row]) {
                mdl.released();
            }
            mdls[row] = GONE;
        }
    }

    void requireSame(final NetBufferEnvironment other, final Slot slot) {
        if (other != this) {
            throw new IllegalArgumentException(
                    "must be of the same environment: " + slot + " (its pool was built in another one)");
        }
    }
}
