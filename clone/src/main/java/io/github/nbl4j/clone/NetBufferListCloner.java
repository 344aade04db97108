// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.nbl.CopyInfo;
import io.github.nbl4j.nbl.Derivation;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCache;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.pool.Irql;
import java.util.Objects;

/**
 * One thread's way to allocate, derive and free lists. Make one on each thread, use it on that thread alone, close it
 * there. A clone is a new list with a new owner over the same bytes; it reads what it shares, writes only its private
 * memory, and keeps its original alive until it is freed, whatever order the two are freed in; the same holds for
 * fragments and reassembled lists. No call waits, allocates, or fails by exception for want of memory; none but
 * deepCopy and detach copies payload. Threads without one use {@link AnyThreadCloner}.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class NetBufferListCloner extends NetBufferListCache {
    private final NetBufferListPool own;

    /**
     * A cloner for the calling thread. PASSIVE_LEVEL.
     *
     * @param pool that {@link #allocate()} takes from; clones come from the default pools of its environment.
     * @throws IllegalStateException when all caches of the pool or of the clone pool are in use.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public NetBufferListCloner(final NetBufferListPool pool) {
        super(pool);
        own = pool;
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
        return Clones.allocate(this, original, originalMdls);
    }

    /**
     * {@link #allocateClone(NetBufferList, int)} of a clone that never leaves the calling thread: neither it nor its
     * free costs a locked instruction. The calling thread holds the original, and ends the clone by this cloner, before
     * or after the original. Checked mode refuses the free of any other thread; without it the count of the original's
     * children would be wrong.
     *
     * @param original as there.
     * @param flags as there.
     * @return as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public NetBufferList allocateCloneConfined(final NetBufferList original, final int flags) {
        final boolean originalMdls = CloneFlags.usesOriginalMdls(flags);
        Derivation.require(environment(), original);
        return Clones.allocateConfined(this, original, originalMdls);
    }

    /**
     * {@link #allocateClone(NetBufferList, int)}, and the clone gets the original's out-of-band information.
     *
     * @param original as there.
     * @param flags as there.
     * @param copyInfo which slots.
     * @return as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public NetBufferList allocateClone(final NetBufferList original, final int flags, final CopyInfo copyInfo) {
        Objects.requireNonNull(copyInfo, "copyInfo");
        return Clones.copyInfo(allocateClone(original, flags), original, copyInfo);
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
        return Clones.allocate(this, original, listPool, netBufferPool, flags);
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
        return Clones.allocate(this, original, originalMdls, out, n);
    }

    /**
     * Makes several clones with the default pools, or none, and says their handles: what a queue of longs wants. Free
     * the original, then publish them; {@link #free(long[], int)} ends them by one operation on their original. Owner
     * of the original, and of the cloner, only.
     *
     * @param original as {@link #allocateClone(NetBufferList, int)}.
     * @param flags from {@link CloneFlags}.
     * @param out receives the handles of the clones, which the caller then owns.
     * @param n how many, from 0 to out.length.
     * @return false when a pool is exhausted: nothing changed, and nothing in out is the caller's.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     * @throws IndexOutOfBoundsException when n is negative or exceeds the array: nothing changed.
     */
    public boolean allocateClones(final NetBufferList original, final int flags, final long[] out, final int n) {
        final boolean originalMdls = CloneFlags.usesOriginalMdls(flags);
        Objects.checkFromIndexSize(0, n, out.length);
        Derivation.require(environment(), original);
        return Clones.allocate(this, original, originalMdls, out, n);
    }

    /**
     * Makes several clones with the default pools, linked by {@link NetBufferList#next()}, or none: cheaper than into
     * an array, because no reference is stored, and {@link #freeChain} ends them by one operation on their original.
     * Owner of the original, and of the cloner, only.
     *
     * @param original as {@link #allocateClone(NetBufferList, int)}.
     * @param flags from {@link CloneFlags}.
     * @param n how many, more than 0.
     * @return the first of a chain that the caller then owns, or null when a pool is exhausted: then nothing changed.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there, and when n is not positive; nothing changed.
     */
    public NetBufferList allocateCloneChain(final NetBufferList original, final int flags, final int n) {
        final boolean originalMdls = CloneFlags.usesOriginalMdls(flags);
        if (n <= 0) {
            throw new IllegalArgumentException("n must be more than 0: n=" + n);
        }
        Derivation.require(environment(), original);
        return Clones.allocateChain(this, original, originalMdls, n);
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
     * Where the clone fails and the original was freed meanwhile, this call may be the last that held it: it ends it
     * then, completions included.
     *
     * @param handle from {@link #share}.
     * @param flags from {@link CloneFlags}.
     * @return a list that the caller owns; null when a pool is exhausted, that life of the original is over, or it was
     *     never shared.
     * @throws IllegalStateException when a pool is closed.
     * @throws IllegalArgumentException when the flags are unknown.
     */
    public NetBufferList allocateCloneShared(final long handle, final int flags) {
        return Clones.allocateShared(this, handle, flags);
    }

    /**
     * Clones one NetBuffer of a list with the default pools. Owner of the original, and of the cloner, only.
     *
     * @param original as {@link #allocateClone(NetBufferList, int)}.
     * @param index of the NetBuffer, from 0.
     * @param flags from {@link CloneFlags}.
     * @return a list of one NetBuffer that the caller owns, or null when a pool is exhausted: then nothing changed.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there, and when the list has no NetBuffer of this index.
     */
    public NetBufferList allocateCloneOne(final NetBufferList original, final int index, final int flags) {
        return Clones.allocateOne(this, original, index, flags);
    }

    /**
     * Clones every NetBuffer of a list into a list of its own, or none, with the default pools. Owner of the original,
     * and of the cloner, only.
     *
     * @param original as {@link #allocateClone(NetBufferList, int)}.
     * @param flags from {@link CloneFlags}.
     * @param out receives the clones from 0 on, in the order of the NetBuffers; the caller then owns them.
     * @return how many, 0 or more; -1 when a pool is exhausted: nothing changed, and nothing in out is the caller's.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there, and when out is shorter than the list has NetBuffers.
     */
    public int split(final NetBufferList original, final int flags, final NetBufferList[] out) {
        return Clones.split(this, original, flags, out);
    }

    /**
     * Cuts the data of each NetBuffer of one list into pieces, each a new NetBuffer over the same bytes behind private
     * memory for its headers; no piece spans two NetBuffers. The data of a fragment begins with dataOffsetDelta bytes
     * of that memory, whose content is what was there; dataBackFill more lie before it. Owner of the original, and of
     * the cloner, only.
     *
     * @param original as {@link #allocateClone(NetBufferList, int)}.
     * @param listPool supplies the list; it must have no data; null means the default pool.
     * @param netBufferPool supplies every NetBuffer; it must have no data; null: the list's embedded one is used, and
     *     the default pool for further ones.
     * @param startOffset bytes of each NetBuffer's data to leave out in front, 0 or more.
     * @param maximumLength most bytes of the original in a fragment, more than 0; only the last of a NetBuffer may have
     *     fewer.
     * @param dataOffsetDelta bytes of private memory that a fragment's data begins with, 0 or more.
     * @param dataBackFill bytes of private memory before that, 0 or more; without a delta there are none.
     * @return a list that the caller owns; null when a pool is exhausted, no private memory of that size is free, or no
     *     NetBuffer has more than startOffset bytes: then nothing changed.
     * @throws IllegalStateException when the original was freed, or a pool is closed or has data.
     * @throws IllegalArgumentException when a number is out of range, or the original or a pool is of another
     *     environment.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatefragmentnetbufferlist">NdisAllocateFragmentNetBufferList</a>
     */
    public NetBufferList allocateFragment(
            final NetBufferList original,
            final NetBufferListPool listPool,
            final NetBufferPool netBufferPool,
            final int startOffset,
            final int maximumLength,
            final int dataOffsetDelta,
            final int dataBackFill) {
        return Fragments.allocate(
                this, original, listPool, netBufferPool, startOffset, maximumLength, dataOffsetDelta, dataBackFill);
    }

    /**
     * Joins the data of all NetBuffers of one list, never of what follows it in a chain, in one NetBuffer over the same
     * bytes. The data begins with dataOffsetDelta bytes of private memory, as in {@link #allocateFragment}. Owner of
     * the fragments, and of the cloner, only.
     *
     * @param fragments a list of any kind; as the original of {@link #allocateClone(NetBufferList, int)}.
     * @param pool supplies the list; it must have NetBuffers and no data; null means the default pool.
     * @param startOffset bytes of each NetBuffer's data to leave out in front, 0 or more; a NetBuffer that has no more
     *     contributes none.
     * @param dataOffsetDelta bytes of private memory that the data begins with, 0 or more.
     * @param dataBackFill bytes of private memory before that, 0 or more; without a delta there are none.
     * @return a list of one NetBuffer that the caller owns; null when a pool is exhausted, no private memory of that
     *     size is free, or the data would exceed {@link io.github.nbl4j.nbl.NetBuffer#MAX_DATA_LENGTH}: then nothing
     *     changed.
     * @throws IllegalStateException when the fragments were freed, or the pool is closed or not of that kind.
     * @throws IllegalArgumentException when a number is negative, or the fragments or the pool are of another
     *     environment.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatereassemblednetbufferlist">NdisAllocateReassembledNetBufferList</a>
     */
    public NetBufferList allocateReassembled(
            final NetBufferList fragments,
            final NetBufferListPool pool,
            final int startOffset,
            final int dataOffsetDelta,
            final int dataBackFill) {
        return Reassembly.allocate(this, fragments, pool, startOffset, dataOffsetDelta, dataBackFill);
    }

    /**
     * {@link #deepCopy(NetBufferList, NetBufferListPool, NetBufferPool)} from the cloner's own pool; further NetBuffers
     * come from the default pool.
     *
     * @param list as there.
     * @return as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public NetBufferList deepCopy(final NetBufferList list) {
        return deepCopy(list, null, null);
    }

    /**
     * Copies the used data of a list into memory of its own: as many NetBuffers of the same lengths, no parent, nothing
     * shared. The first lies in the memory of its list, behind the pool's headroom if it fits there, further ones in
     * that of their NetBuffers; what does not fit continues in private segments. Nothing but the data is copied. Owner
     * of the list, and of the cloner, only.
     *
     * @param list of this environment; unchanged, and independent of the copy from then on.
     * @param pool with data; null means the cloner's own pool.
     * @param netBufferPool with data, for further NetBuffers; null means the default pool: their data lies in segments.
     * @return a list that the caller owns, or null when a pool is exhausted or the segments are short: then nothing
     *     changed.
     * @throws IllegalStateException when the list was freed, or a pool is closed or has no data.
     * @throws IllegalArgumentException when the list or a pool is of another environment.
     */
    public NetBufferList deepCopy(
            final NetBufferList list, final NetBufferListPool pool, final NetBufferPool netBufferPool) {
        return DeepCopy.allocate(this, list, pool == null ? own : pool, netBufferPool);
    }

    /**
     * Copies a list as {@link #deepCopy(NetBufferList, NetBufferListPool, NetBufferPool)} does and frees it, so that
     * nobody waits for its holder. Owner of the list, and of the cloner, only.
     *
     * @param list as there; consumed, unless null is returned.
     * @param pool as there.
     * @param netBufferPool as there.
     * @return the copy, or null as there: then the list is still the caller's, and nothing changed. What a completion
     *     throws that the list's free runs comes out of this call: then the list is gone, and there is no copy.
     * @throws IllegalStateException as there, or when the free is refused, in checked mode: nothing changed.
     * @throws IllegalArgumentException as there.
     */
    public NetBufferList detach(
            final NetBufferList list, final NetBufferListPool pool, final NetBufferPool netBufferPool) {
        return DeepCopy.detach(this, list, pool == null ? own : pool, netBufferPool);
    }

    /**
     * {@link #detach(NetBufferList, NetBufferListPool, NetBufferPool)} into the cloner's own pool.
     *
     * @param list as there.
     * @return as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public NetBufferList detach(final NetBufferList list) {
        return detach(list, null, null);
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
        Derivation.requireClone(clone, CloneFlags.usesOriginalMdls(flags));
        free(clone);
    }

    /**
     * Ends fragments as NDIS does, and verifies what NDIS leaves to the caller: that they are fragments, and of this
     * delta.
     *
     * @param fragment owned by the caller; consumed.
     * @param dataOffsetDelta what it was made with.
     * @throws IllegalStateException when it is anything else or has another delta, or was freed: nothing changed.
     * @throws IllegalArgumentException when it is of another environment.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreefragmentnetbufferlist">NdisFreeFragmentNetBufferList</a>
     */
    public void freeFragment(final NetBufferList fragment, final int dataOffsetDelta) {
        Derivation.requireFragment(fragment, dataOffsetDelta);
        free(fragment);
    }

    /**
     * Ends a reassembled list as NDIS does, and verifies what NDIS leaves to the caller: that it is one, and of this
     * delta.
     *
     * @param reassembled owned by the caller; consumed.
     * @param dataOffsetDelta what it was made with.
     * @throws IllegalStateException when it is anything else or has another delta, or was freed: nothing changed.
     * @throws IllegalArgumentException when it is of another environment.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreereassemblednetbufferlist">NdisFreeReassembledNetBufferList</a>
     */
    public void freeReassembled(final NetBufferList reassembled, final int dataOffsetDelta) {
        Derivation.requireReassembled(reassembled, dataOffsetDelta);
        free(reassembled);
    }
}
