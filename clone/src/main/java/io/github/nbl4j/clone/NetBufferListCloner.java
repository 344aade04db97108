// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.nbl.Derivation;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCache;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.pool.Irql;
import java.util.Objects;

/**
 * One thread's way to allocate, clone and free lists. Make one on each thread, use it on that thread alone, close it
 * there. A clone is a new list with a new owner over the same bytes; it reads what it shares, writes only its private
 * memory, and keeps its original alive until it is freed, whatever order the two are freed in. No call waits,
 * allocates, copies payload, or fails by exception for want of memory.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class NetBufferListCloner extends NetBufferListCache {
    /**
     * A cloner for the calling thread. PASSIVE_LEVEL.
     *
     * @param pool that {@link #allocate()} takes from; clones come from the default pools of its environment.
     * @throws IllegalStateException when all caches of the pool or of the clone pool are in use.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public NetBufferListCloner(final NetBufferListPool pool) {
        super(pool);
    }

    /**
     * Clones one list (never what follows it in a chain) with the default pools. Owner of the original, and of the
     * cloner, only.
     *
     * @param original stays the caller's; from now on it is not to be handed on before its clones are gone.
     * @param flags from {@link CloneFlags}.
     * @return a list that the caller owns, or null when a pool is exhausted: then nothing changed.
     * @throws IllegalStateException when the original was freed, or a pool is closed.
     * @throws IllegalArgumentException when the flags are unknown or the original is of another environment.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocateclonenetbufferlist">NdisAllocateCloneNetBufferList</a>
     */
    public NetBufferList allocateClone(final NetBufferList original, final int flags) {
        final boolean originalMdls = CloneFlags.usesOriginalMdls(flags);
        Derivation.require(environment(), original);
        final NetBufferList clone = make(this, original, null, null, originalMdls);
        if (clone != null) {
            Derivation.bear(original, 1);
        }
        return clone;
    }

    /**
     * {@link #allocateClone(NetBufferList, int)} with pools of the caller's.
     *
     * @param original as there.
     * @param listPool supplies the list; it must have no data; null means the default pool.
     * @param netBufferPool supplies every NetBuffer; it must have no data; null: the lists' embedded ones are used, and
     *     the default pool for further ones.
     * @param flags from {@link CloneFlags}.
     * @return as there.
     * @throws IllegalStateException as there, and when a pool has data.
     * @throws IllegalArgumentException as there, and when a pool is of another environment.
     */
    public NetBufferList allocateClone(
            final NetBufferList original,
            final NetBufferListPool listPool,
            final NetBufferPool netBufferPool,
            final int flags) {
        return allocateClone(this, original, listPool, netBufferPool, flags);
    }

    /**
     * {@link #allocateClone(NetBufferList, NetBufferListPool, NetBufferPool, int)} for a thread without a cloner. Owner
     * of the original only.
     *
     * @param original as there.
     * @param listPool as there.
     * @param netBufferPool as there.
     * @param flags as there.
     * @return as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public static NetBufferList allocateCloneUncached(
            final NetBufferList original,
            final NetBufferListPool listPool,
            final NetBufferPool netBufferPool,
            final int flags) {
        final NetBufferEnvironment of = original.pool().environment();
        final NetBufferListCache cache = Derivation.enter(of);
        try {
            return allocateClone(cache, original, listPool, netBufferPool, flags);
        } finally {
            Derivation.exit(of, cache);
        }
    }

    private static NetBufferList allocateClone(
            final NetBufferListCache cache,
            final NetBufferList original,
            final NetBufferListPool listPool,
            final NetBufferPool netBufferPool,
            final int flags) {
        final boolean originalMdls = CloneFlags.usesOriginalMdls(flags);
        final NetBufferListPool lists = listPool == null ? cache.environment().clonePool() : listPool;
        requireClonePools(lists, netBufferPool);
        Derivation.require(cache.environment(), original);
        final NetBufferList clone = make(cache, original, lists, netBufferPool, originalMdls);
        if (clone != null) {
            Derivation.bear(original, 1);
        }
        return clone;
    }

    /**
     * Makes several clones with the default pools, or none: what fan-out needs. Free the original, then publish the
     * clones. Owner of the original, and of the cloner, only.
     *
     * @param original as {@link #allocateClone(NetBufferList, int)}.
     * @param flags from {@link CloneFlags}.
     * @param out receives the clones, which the caller then owns.
     * @param n how many, from 0 to out.length.
     * @return false when a pool is exhausted: nothing changed, and nothing in out is the caller's.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     * @throws IndexOutOfBoundsException when n is negative or exceeds the array: nothing changed.
     */
    public boolean allocateClones(
            final NetBufferList original, final int flags, final NetBufferList[] out, final int n) {
        final boolean originalMdls = CloneFlags.usesOriginalMdls(flags);
        Objects.checkFromIndexSize(0, n, out.length);
        Derivation.require(environment(), original);
        int made = 0;
        try {
            while (made < n) {
                final NetBufferList clone = make(this, original, null, null, originalMdls);
                if (clone == null) {
                    return false;
                }
                out[made++] = clone;
            }
            Derivation.bear(original, n);
            return true;
        } finally {
            while (made < n && --made >= 0) {
                Derivation.abandon(this, out[made]);
            }
        }
    }

    /**
     * Lets other threads clone a list until the owner frees it. From now on its offsets and structure stand still.
     * Owner only.
     *
     * @param original to share.
     * @return the handle for {@link #allocateCloneShared}, valid for this life of the list.
     * @throws IllegalStateException when it was freed.
     */
    public long share(final NetBufferList original) {
        Derivation.require(environment(), original);
        return Derivation.share(original);
    }

    /**
     * Clones a shared list, with the default pools, on any thread that has a cloner; costs one locked instruction more.
     *
     * @param handle from {@link #share}.
     * @param flags from {@link CloneFlags}.
     * @return a list that the caller owns; null when a pool is exhausted or that life of the original is over.
     * @throws IllegalStateException when a pool is closed.
     * @throws IllegalArgumentException when the flags are unknown.
     */
    public NetBufferList allocateCloneShared(final long handle, final int flags) {
        final boolean originalMdls = CloneFlags.usesOriginalMdls(flags);
        final NetBufferList original = Derivation.slotOf(environment(), handle);
        if (original == null || !Derivation.tryBearShared(original, handle)) {
            return null;
        }
        NetBufferList clone = null;
        try {
            clone = make(this, original, null, null, originalMdls);
        } finally {
            if (clone == null) {
                Derivation.unbearShared(this, original);
            }
        }
        return clone;
    }

    /** A whole clone, not counted yet, or null with everything given back. */
    private static NetBufferList make(
            final NetBufferListCache cache,
            final NetBufferList original,
            final NetBufferListPool listPool,
            final NetBufferPool netBufferPool,
            final boolean originalMdls) {
        final NetBufferList clone = Derivation.begin(cache, listPool, original, originalMdls);
        if (clone == null) {
            return null;
        }
        boolean whole = false;
        try {
            whole = CloneNetBuffers.fill(
                    cache, clone, original, netBufferPool, embeds(listPool, netBufferPool), originalMdls);
        } finally {
            // Not whole when a pool is exhausted, and when one is closed or foreign: that throws.
            if (!whole) {
                Derivation.abandon(cache, clone);
            }
        }
        return whole ? clone : null;
    }

    /** Whether a clone's first NetBuffer is the one of its own slot. */
    private static boolean embeds(final NetBufferListPool listPool, final NetBufferPool netBufferPool) {
        return netBufferPool == null && (listPool == null || listPool.allocatesNetBuffer());
    }

    private static void requireClonePools(final NetBufferListPool lists, final NetBufferPool netBuffers) {
        if (lists.dataSize() != 0) {
            throw new IllegalStateException("clone pool must have no data: pool=" + lists.name() + " dataSize="
                    + lists.dataSize() + " (a clone uses the original's memory; give null for the default pool)");
        }
        if (netBuffers != null && netBuffers.dataSize() != 0) {
            throw new IllegalStateException("NetBuffer pool of a clone must have no data: pool=" + netBuffers.name()
                    + " dataSize=" + netBuffers.dataSize());
        }
    }

    /**
     * Ends a clone as NDIS does, and verifies what NDIS leaves to the caller: that it is a clone, and of these flags.
     *
     * @param clone owned by the caller; consumed.
     * @param flags what it was made with.
     * @throws IllegalStateException when it is no clone or was made with other flags, or was freed: nothing changed.
     * @throws IllegalArgumentException when the flags are unknown or it is of another environment.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreeclonenetbufferlist">NdisFreeCloneNetBufferList</a>
     */
    public void freeClone(final NetBufferList clone, final int flags) {
        final boolean originalMdls = CloneFlags.usesOriginalMdls(flags);
        if (clone.isOwned() && (!clone.isDerived() || clone.usesOriginalMdls() != originalMdls)) {
            throw Derivation.wrongFlags(clone, flags);
        }
        free(clone);
    }
}
