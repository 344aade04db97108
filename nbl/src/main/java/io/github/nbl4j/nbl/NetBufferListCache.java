// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Checked;
import io.github.nbl4j.pool.Irql;
import io.github.nbl4j.pool.SlotCache;
import java.util.Objects;
import org.agrona.LangUtil;

/**
 * One thread's way to allocate and free lists: it keeps slots of every pool that it touches. Make one on each thread
 * that allocates or frees much, use it on that thread alone, close it there. No call waits, allocates, or fails by
 * exception for want of memory. A thread that clones has the cache that clones, {@code NetBufferListCloner}, instead.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public class NetBufferListCache extends NetBufferListSlots {
    /**
     * A cache for the calling thread. PASSIVE_LEVEL.
     *
     * @param pool that {@link #allocate()} takes from; lists of all pools of its environment may be freed here.
     * @throws IllegalStateException when all caches of the pool or of the clone pool are in use.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public NetBufferListCache(final NetBufferListPool pool) {
        super(pool);
    }

    /** A handle for calls without one. */
    NetBufferListCache(final NetBufferEnvironment environment, final Role role) {
        super(environment, role);
    }

    /**
     * The environment whose lists this cache serves.
     *
     * @return the environment.
     */
    public final NetBufferEnvironment environment() {
        return environment;
    }

    /**
     * Takes a list from this cache's pool: empty, all of its memory is backfill. Owner of the cache only.
     *
     * @return a list that the caller owns, or null when the pool is exhausted.
     * @throws IllegalStateException when the pool is closed.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferlist">NdisAllocateNetBufferList</a>
     */
    public final NetBufferList allocate() {
        final SlotCache home = ownCache;
        return home == null ? allocate(pool) : begun(home.take());
    }

    private NetBufferList begun(final int slot) {
        return slot < 0 ? null : begun(own[slot], pool);
    }

    /**
     * Takes a list from a pool of this environment. Owner of the cache only.
     *
     * @param from the pool.
     * @return as {@link #allocate()}.
     * @throws IllegalArgumentException when the pool is of another environment.
     */
    public final NetBufferList allocate(final NetBufferListPool from) {
        final NetBufferList list = take(from);
        return list == null ? null : begun(list, from);
    }

    private static NetBufferList begun(final NetBufferList list, final NetBufferListPool from) {
        list.begin();
        list.empty(from.dataSize(), from.dataSize());
        return list;
    }

    /**
     * Takes an empty list with a headroom. Owner of the cache only.
     *
     * @param from a pool with data.
     * @param headroom bytes before the used data, from 0 to the pool's data size.
     * @return as {@link #allocate()}.
     * @throws IllegalArgumentException when the headroom does not fit.
     */
    public final NetBufferList allocate(final NetBufferListPool from, final int headroom) {
        if (headroom < 0 || headroom > from.dataSize()) {
            throw new IllegalArgumentException(
                    "headroom must be from 0 to dataSize: headroom=" + headroom + " dataSize=" + from.dataSize());
        }
        final NetBufferList list = allocate(from);
        if (list != null) {
            list.empty(from.dataSize(), headroom);
        }
        return list;
    }

    /**
     * Takes a list whose NetBuffer borrows a chain. Owner of the cache only.
     *
     * @param from a pool with NetBuffers and without data.
     * @param chain head of Mdls that the caller allocated, or null for none.
     * @param dataOffset of the first used byte, 0 or more.
     * @param dataLength in bytes, 0 or more.
     * @return as {@link #allocate()}.
     * @throws IllegalArgumentException when the window does not lie in the chain.
     * @throws IllegalStateException when the pool is not of that kind.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferandnetbufferlist">NdisAllocateNetBufferAndNetBufferList</a>
     */
    public final NetBufferList allocate(
            final NetBufferListPool from, final Mdl chain, final int dataOffset, final long dataLength) {
        requireBorrower(from, chain, dataOffset, dataLength);
        final NetBufferList list = allocate(from);
        if (list != null) {
            list.embedded.rebind(chain, dataOffset, dataLength);
        }
        return list;
    }

    private void requireBorrower(
            final NetBufferListPool from, final Mdl chain, final int dataOffset, final long dataLength) {
        if (!from.allocatesNetBuffer() || from.dataSize() != 0) {
            throw new IllegalStateException("pool must have NetBuffers and no data: pool=" + from.name()
                    + " allocateNetBuffer=" + from.allocatesNetBuffer() + " dataSize=" + from.dataSize());
        }
        NetBuffer.requireChain(environment, chain, dataOffset, dataLength);
    }

    /**
     * Takes a list with context in use, which ends with the list: in the block beside the list if the pool's context
     * size is that large, else in a block of the environment. Owner of the cache only.
     *
     * @param from the pool.
     * @param contextSize bytes, 0 or a multiple of 16; they start at {@link NetBufferListContext#dataStart()}.
     * @param contextBackFill bytes in reserve where a block is added, 0 or a multiple of 16.
     * @return as {@link #allocate()}; null too when no block is free, or the two sizes together exceed
     *     {@link NetBufferListContextPool#contextLength()}.
     * @throws IllegalArgumentException when a size is not as said, or the pool is of another environment.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferlist">NdisAllocateNetBufferList</a>
     */
    public final NetBufferList allocate(
            final NetBufferListPool from, final int contextSize, final int contextBackFill) {
        NetBufferListContext.requireSizes(contextSize, contextBackFill, NetBufferListContext.ALLOCATION_BYTES, 0);
        final NetBufferList list = allocate(from);
        boolean whole = false;
        try {
            whole = list != null && list.beginContext(contextSize, contextBackFill, this);
        } finally {
            // Not whole when the contexts are exhausted, and when they are closed: that throws.
            if (list != null && !whole) {
                abandon(list);
            }
        }
        return whole ? list : null;
    }

    /**
     * Takes a list with context in use, whose NetBuffer borrows a chain. Owner of the cache only.
     *
     * @param from a pool with NetBuffers and without data.
     * @param contextSize bytes, 0 or a multiple of 16.
     * @param contextBackFill bytes in reserve where a block is added, 0 or a multiple of 16.
     * @param chain head of Mdls that the caller allocated, or null for none.
     * @param dataOffset of the first used byte, 0 or more.
     * @param dataLength in bytes, 0 or more.
     * @return as {@link #allocate(NetBufferListPool, int, int)}.
     * @throws IllegalArgumentException when a size is not as said, or the window does not lie in the chain.
     * @throws IllegalStateException when the pool is not of that kind.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferandnetbufferlist">NdisAllocateNetBufferAndNetBufferList</a>
     */
    public final NetBufferList allocate(
            final NetBufferListPool from,
            final int contextSize,
            final int contextBackFill,
            final Mdl chain,
            final int dataOffset,
            final long dataLength) {
        requireBorrower(from, chain, dataOffset, dataLength);
        final NetBufferList list = allocate(from, contextSize, contextBackFill);
        if (list != null) {
            list.embedded.rebind(chain, dataOffset, dataLength);
        }
        return list;
    }

    /**
     * Takes several lists, or none. Owner of the cache only.
     *
     * @param from the pool.
     * @param out receives the lists, which the caller then owns.
     * @param n how many, from 0 to out.length.
     * @return false when fewer are free: nothing was taken, and nothing in out is the caller's.
     * @throws IndexOutOfBoundsException when n is negative or exceeds the array: nothing changed.
     * @throws IllegalStateException when the pool is closed: nothing was taken.
     * @throws IllegalArgumentException when the pool is of another environment.
     */
    public final boolean allocate(final NetBufferListPool from, final NetBufferList[] out, final int n) {
        Objects.checkFromIndexSize(0, n, out.length);
        int taken = 0;
        try {
            while (taken < n) {
                final NetBufferList list = from == pool ? allocate() : allocate(from);
                if (list == null) {
                    return false;
                }
                // Stored, then counted: an error in between must not send the finally to a place that is empty.
                out[taken] = list;
                taken++;
            }
            return true;
        } finally {
            // Not all when the pool is exhausted, and when it was closed in between: that throws.
            if (taken < n) {
                free(out, taken);
            }
        }
    }

    /**
     * Ends a list of any kind: its slot, its private segments, the NetBuffers that belong to it. While lists derived
     * from it live, all that waits for the last of them; the handle ends now. What a completion throws that this free
     * runs comes out of it, after all its work, whatever it is. Owner of the cache only.
     *
     * @param list of any pool of this environment, owned by the caller; consumed.
     * @throws IllegalStateException when it was freed before; nothing changed.
     * @throws IllegalArgumentException when it is of another environment.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreenetbufferlist">NdisFreeNetBufferList</a>
     */
    public final void free(final NetBufferList list) {
        final SlotCache home = reserved(list.pool);
        if (home != null && list.endPlain()) {
            giveBare(list, home);
        } else {
            freeOther(list);
        }
    }

    /**
     * Ends the list of a handle, as {@link #free(NetBufferList)} does: what a queue of handles wants. Owner of the
     * cache only.
     *
     * @param handle of a list that the caller owns, from {@link NetBufferList#handle()}; consumed.
     * @throws IllegalStateException when that life of the list is over, or the number names none of this environment;
     *     nothing changed.
     */
    public final void free(final long handle) {
        final NetBufferList list = endedClone(handle);
        if (list != null) {
            giveBare(list, cloneCache);
        } else {
            freeLife(handle);
        }
    }

    private void freeLife(final long handle) {
        final NetBufferList list = environment.requireLife(handle);
        if (Checked.ENABLED) {
            freeChecked(list, handle);
        } else {
            free(list);
        }
    }

    private void freeChecked(final NetBufferList list, final long handle) {
        if (list.endOwnership(wordOf(list, handle))) {
            reclaim(list);
        }
    }

    /** The word to end that life by, and no other: it may be over, and the slot live again, since it was looked up. */
    final long wordOf(final NetBufferList list, final long handle) {
        final long seen = list.ownerLife();
        if (seen >>> 40 != handle >>> 40) {
            environment.requireLife(handle);
        }
        return seen;
    }

    /**
     * Ends the life of a handle if it is that of a plain clone of the default pool, else null. In checked mode too,
     * because here the generation is compared in the word that ends it: a look at it before could be out of date.
     */
    private NetBufferList endedClone(final long handle) {
        if (Checked.ENABLED) {
            requireOwner();
        }
        final NetBufferList list = cloneAtHand(handle);
        return list != null && list.endPlain(handle) ? list : null;
    }

    /**
     * Ends the lists of several handles; clones of one parent release it by one operation. Owner of the cache only.
     *
     * @param handles of lists that the caller owns; consumed, the elements are left as they are.
     * @param n how many, from 0 to handles.length.
     * @throws IllegalStateException when one of them is not of a list that is owned: then none was freed, unless one
     *     stands there twice.
     * @throws IndexOutOfBoundsException when n is negative or exceeds the array: nothing changed.
     */
    public final void free(final long[] handles, final int n) {
        Objects.checkFromIndexSize(0, n, handles.length);
        requireOwner();
        if (!PlainClones.free(this, handles, n)) {
            MixedLists.free(this, handles, n);
        }
    }

    /** Gives back an ended list that holds nothing but its slot; its parent's count goes down first. */
    private void giveBare(final NetBufferList list, final SlotCache home) {
        final NetBufferList orphaned = list.hasParent() ? releaseParent(list) : null;
        home.give(list.index());
        if (orphaned != null) {
            reclaim(orphaned);
        }
    }

    /** Frees what no caller has seen. In checked mode damage is refused once, and mended: nobody else would free it. */
    final void abandon(final NetBufferList list) {
        final int life = list.generation();
        try {
            free(list);
        } catch (final IllegalStateException ex) {
            if (!list.isLife(life)) {
                throw ex;
            }
            free(list);
        }
    }

    /** Whatever the short way does not see to: other pools, parents, lists freed twice. */
    private void freeOther(final NetBufferList list) {
        requireOwner();
        if (list.environment != environment) {
            refuse(list);
        }
        if (list.endOwnership()) {
            reclaim(list);
        }
    }

    /**
     * Ends several lists; consecutive clones of one parent release it by one operation. Owner of the cache only.
     *
     * @param lists owned by the caller; consumed, the elements are left as they are.
     * @param n how many, from 0 to lists.length.
     * @throws IllegalStateException when one of them is not owned: then none was freed, unless it stands there twice.
     * @throws IllegalArgumentException when one is of another environment: then none was freed.
     * @throws IndexOutOfBoundsException when n is negative or exceeds the array: nothing changed.
     */
    public final void free(final NetBufferList[] lists, final int n) {
        Objects.checkFromIndexSize(0, n, lists.length);
        requireOwner();
        if (!PlainClones.free(this, lists, n) && !freePlain(lists, n)) {
            MixedLists.free(this, lists, n);
        }
    }

    /** Ends underived lists of this cache's pool. False, and nothing done, when some list is anything else. */
    private boolean freePlain(final NetBufferList[] lists, final int n) {
        for (int i = 0; i < n; i++) {
            if (lists[i].pool != pool || !lists[i].isPlainOriginal()) {
                return false;
            }
        }
        int ended = 0;
        Throwable refusal = null;
        try {
            while (ended < n && lists[ended].endBare()) {
                ended++;
            }
            // Not all of them, when one stands there twice. Refused before any is given back: then it may be
            // somebody's.
            if (ended < n) {
                lists[ended].requireHeld();
            }
        } catch (final Throwable ex) {
            refusal = ex;
        }
        for (int i = ended - 1; i >= 0; i--) {
            give(lists[i]);
        }
        rethrow(refusal);
        return true;
    }

    /**
     * Ends a chain of lists linked by {@link NetBufferList#next()}. NDIS frees one list a call; this frees each of the
     * chain. Owner of the cache only.
     *
     * @param head first list, owned by the caller like all that follow; consumed; null does nothing.
     * @throws IllegalStateException when one of them is not owned: then none was freed.
     * @throws IllegalArgumentException when one is of another environment: then none was freed.
     */
    public final void freeChain(final NetBufferList head) {
        requireOwner();
        if (!PlainClones.freeChain(this, head)) {
            MixedLists.freeChain(this, head);
        }
    }

    /**
     * Gives a list up to whoever comes after its last child, on whose thread the completion is called: at once when no
     * child lives. The handle ends now; the list keeps its structure, data and words, and a derived one its parent, and
     * begins a new life in the completion's hands. It leaves its chain. NDIS forbids sending a list on while lists
     * derived from it live, and leaves that to the driver; here this call waits for them. Owner of the cache only.
     *
     * @param list of any pool of this environment, owned by the caller; consumed.
     * @param completion told once.
     * @throws IllegalStateException when the list was freed before; nothing changed.
     * @throws IllegalArgumentException when it is of another environment; nothing changed.
     * @see NetBufferList#isTransferable()
     */
    public final void complete(final NetBufferList list, final NetBufferListCompletion completion) {
        Objects.requireNonNull(completion, "completion");
        requireOwner();
        if (list.environment != environment) {
            refuse(list);
        }
        if (list.endAwaited(completion)) {
            reclaim(list);
        }
    }

    /**
     * Gives back a list whose hold has ended, and every ancestor that this was the last child of: a loop, not
     * recursion. The parent's count goes down before the slot is pushed, so that an error in between costs one list,
     * not a family; what the list itself held goes first, because it may look at the parent's Mdls. An ancestor that is
     * awaited goes to its completion instead, and the loop ends there, unless that throws.
     */
    void reclaim(final NetBufferList ended) {
        rethrow(reclaimed(ended));
    }

    /** {@link #reclaim} that returns the first thing that a completion threw. */
    final Throwable reclaimed(final NetBufferList ended) {
        NetBufferList list = ended;
        Throwable failure = null;
        while (list != null) {
            if (list.isAwaited()) {
                final int next = list.generation();
                final Throwable thrown = handOver(list);
                failure = first(failure, thrown);
                // A completion that threw has not passed the list on: it goes the way of all others, if it is not free.
                if (thrown == null || !list.isLife(next) || !endsAfter(list)) {
                    break;
                }
            }
            failure = first(failure, clean(list));
            final NetBufferList orphaned = list.hasParent() ? releaseParent(list) : null;
            give(list);
            list = orphaned;
        }
        return failure;
    }

    /** Begins an awaited list's next life, in the hands of its completion. Returns what that threw. */
    private static Throwable handOver(final NetBufferList list) {
        final NetBufferListCompletion to = list.beginAwaited();
        try {
            to.completed(list);
            return null;
        } catch (final Throwable ex) {
            return ex;
        }
    }

    /** In checked mode damage is refused once, and mended: what the completion threw says more. */
    private static boolean endsAfter(final NetBufferList list) {
        try {
            return list.endOwnership();
        } catch (final IllegalStateException damaged) {
            return list.endOwnership();
        }
    }

    /** Ends a child's hold of its parent, which is returned if this was the last one after its release, else null. */
    private NetBufferList releaseParent(final NetBufferList child) {
        final NetBufferList parent = parent(child.parent);
        return isGoneWith(child, parent) ? parent : null;
    }

    private static boolean isGoneWith(final NetBufferList child, final NetBufferList parent) {
        return child.isConfined() ? parent.confinedChildGone() : parent.childrenGone(1);
    }

    final Throwable clean(final NetBufferList list) {
        return list.needsCleaning() ? list.clean(this) : null;
    }

    final void give(final NetBufferList list) {
        list.next = NetBufferEnvironment.NONE;
        cacheOf(list.pool).give(list.index());
    }

    /** Throws when this is closed, or another thread's. */
    final void requireUsable() {
        requireOwner();
    }

    final void requireOwn(final NetBufferList list) {
        if (list.environment != environment) {
            refuse(list);
        }
        list.requireFreeable();
    }

    private void refuse(final NetBufferList list) {
        list.pool.countBadCall();
        environment.requireSame(list.environment, list);
    }

    static Throwable first(final Throwable earlier, final Throwable later) {
        return earlier != null ? earlier : later;
    }

    /** What a completion threw comes out of the free, after the free has done all its work. */
    static void rethrow(final Throwable failure) {
        if (failure != null) {
            LangUtil.rethrowUnchecked(failure);
        }
    }
}
