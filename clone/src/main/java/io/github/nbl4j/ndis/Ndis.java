// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import io.github.nbl4j.clone.AnyThreadCloner;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferEnvironmentParameters;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferListPoolParameters;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.nbl.NetBufferPoolParameters;
import io.github.nbl4j.pool.Irql;
import io.github.nbl4j.pool.SlotPool;
import java.util.Objects;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.collections.MutableInteger;

/**
 * The NDIS 6 functions of the NET_BUFFER_LIST family, for people who know them and for code that is carried over. Each
 * method is the NDIS function of the same name without the prefix, with the same parameters in the same order; null
 * means NULL, an int that is a status is one of {@link NdisStatus}. Macros and fields are accessors of the objects; the
 * {@linkplain io.github.nbl4j.ndis package page} maps every name.
 *
 * <p>An instance owns the pools that a null handle means. What NDIS leaves undefined is refused with a sentence: an
 * {@link IllegalArgumentException} for a value that never serves, an {@link IllegalStateException} for an object that
 * does not serve now. A null where none is named is a {@link NullPointerException}. In each case nothing has changed.
 * Any thread may call; a thread with much traffic has its own {@link io.github.nbl4j.clone.NetBufferListCloner}, which
 * works on the same objects.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class Ndis extends NblAccessors implements AutoCloseable {
    private final NetBufferEnvironment environment;
    private final AnyThreadCloner cloner;

    private Ndis(final NetBufferEnvironment environment) {
        this.environment = environment;
        this.cloner = new AnyThreadCloner(environment);
    }

    /**
     * Builds an instance with its default pools. PASSIVE_LEVEL.
     *
     * @param configure sets their sizes.
     * @return the instance, to be closed by the caller.
     * @throws IllegalArgumentException naming the value that is out of range.
     * @throws IllegalStateException when there is too little direct memory, or the JVM lacks Agrona's option.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public static Ndis create(final Consumer<NetBufferEnvironmentParameters> configure) {
        final NetBufferEnvironment environment = NetBufferEnvironment.create(configure);
        try {
            return new Ndis(environment);
        } catch (final Throwable ex) {
            environment.close();
            throw ex;
        }
    }

    /**
     * The environment of this instance's objects, for what goes beyond NDIS.
     *
     * @return the environment; closed with this instance.
     */
    public NetBufferEnvironment environment() {
        return environment;
    }

    /** Closes the default pools; see {@link NetBufferEnvironment#close()}. PASSIVE_LEVEL. */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    @Override
    public void close() {
        environment.close();
    }

    /**
     * Builds a pool of lists in this instance's environment. PASSIVE_LEVEL.
     *
     * @param parameters what NDIS asks for, and the capacity
     * @return the pool; freed by {@link #freeNetBufferListPool}, at the latest before {@link #close()}
     * @throws IllegalArgumentException naming the value that is out of range
     * @throws IllegalStateException when there is too little direct memory
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferlistpool">NdisAllocateNetBufferListPool</a>
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public NetBufferListPool allocateNetBufferListPool(final NetBufferListPoolParameters parameters) {
        return NetBufferListPool.create(environment, parameters);
    }

    /**
     * Closes a pool of lists. NDIS leaves undefined what becomes of lists that are out; here the pool stays open then.
     * {@link NetBufferListPool#close()} closes it all the same, and its memory goes with the last of them. At rest
     * only. PASSIVE_LEVEL.
     *
     * @param pool that {@link #allocateNetBufferListPool} made
     * @throws IllegalArgumentException when it is of another instance, or a default pool of this one
     * @throws IllegalStateException when lists are out, with their number: nothing changed
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreenetbufferlistpool">NdisFreeNetBufferListPool</a>
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public void freeNetBufferListPool(final NetBufferListPool pool) {
        requireFreeable(pool, pool.environment(), pool == environment.clonePool());
        pool.close();
    }

    /**
     * Builds a pool of NetBuffers in this instance's environment. PASSIVE_LEVEL.
     *
     * @param parameters what NDIS asks for, and the capacity
     * @return the pool; freed by {@link #freeNetBufferPool}, at the latest before {@link #close()}
     * @throws IllegalArgumentException naming the value that is out of range
     * @throws IllegalStateException when there is too little direct memory
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferpool">NdisAllocateNetBufferPool</a>
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public NetBufferPool allocateNetBufferPool(final NetBufferPoolParameters parameters) {
        return NetBufferPool.create(environment, parameters);
    }

    /**
     * Closes a pool of NetBuffers; as {@link #freeNetBufferListPool}. PASSIVE_LEVEL.
     *
     * @param pool that {@link #allocateNetBufferPool} made
     * @throws IllegalArgumentException as there
     * @throws IllegalStateException as there
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreenetbufferpool">NdisFreeNetBufferPool</a>
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public void freeNetBufferPool(final NetBufferPool pool) {
        requireFreeable(pool, pool.environment(), pool == environment.netBufferPool());
        pool.close();
    }

    /**
     * Takes a list. Any thread.
     *
     * @param pool of this instance
     * @param contextSize bytes of context in use, a multiple of 16
     * @param contextBackFill bytes in reserve if a context must be taken, a multiple of 16
     * @return a list that the caller owns, or null when a pool is exhausted
     * @throws IllegalArgumentException when a size is negative or no multiple of 16, or the pool is of another
     *     environment
     * @throws IllegalStateException when the pool is closed
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferlist">NdisAllocateNetBufferList</a>
     */
    public NetBufferList allocateNetBufferList(
            final NetBufferListPool pool, final int contextSize, final int contextBackFill) {
        return own(pool).allocate(contextSize, contextBackFill);
    }

    /**
     * Takes a list whose NetBuffer borrows a chain. Any thread.
     *
     * @param pool with NetBuffers and without data
     * @param contextSize as {@link #allocateNetBufferList}
     * @param contextBackFill as there
     * @param mdlChain head of Mdls that the caller holds, or null
     * @param dataOffset of the first used byte, 0 or more
     * @param dataLength in bytes, 0 or more
     * @return a list that the caller owns, or null when a pool is exhausted
     * @throws IllegalArgumentException as there, and when the window does not lie in the chain
     * @throws IllegalStateException when the pool is closed or not of that kind
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferandnetbufferlist">NdisAllocateNetBufferAndNetBufferList</a>
     */
    public NetBufferList allocateNetBufferAndNetBufferList(
            final NetBufferListPool pool,
            final int contextSize,
            final int contextBackFill,
            final Mdl mdlChain,
            final int dataOffset,
            final long dataLength) {
        return own(pool).allocate(contextSize, contextBackFill, mdlChain, dataOffset, dataLength);
    }

    /**
     * Frees a list that was allocated, not derived; those that NDIS says must be freed first are freed with it. Any
     * thread.
     *
     * @param netBufferList owned by the caller; consumed
     * @throws IllegalStateException when it was freed before, or derived: then one of the other frees is meant
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreenetbufferlist">NdisFreeNetBufferList</a>
     */
    public void freeNetBufferList(final NetBufferList netBufferList) {
        cloner.freeAllocated(netBufferList);
    }

    /**
     * Takes a NetBuffer that borrows a chain. Any thread.
     *
     * @param pool without data
     * @param mdlChain head of Mdls that the caller holds, or null
     * @param dataOffset of the first used byte, 0 or more
     * @param dataLength in bytes, 0 or more
     * @return a NetBuffer that the caller owns, or null when the pool is exhausted
     * @throws IllegalArgumentException when the window does not lie in the chain
     * @throws IllegalStateException when the pool is closed or has data
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbuffer">NdisAllocateNetBuffer</a>
     */
    public NetBuffer allocateNetBuffer(
            final NetBufferPool pool, final Mdl mdlChain, final int dataOffset, final long dataLength) {
        return pool.allocate(mdlChain, dataOffset, dataLength);
    }

    /**
     * Takes a NetBuffer with its Mdl and memory. Any thread.
     *
     * @param pool with data
     * @return a NetBuffer that the caller owns, or null when the pool is exhausted
     * @throws IllegalStateException when the pool is closed or has no data
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbuffermdlanddata">NdisAllocateNetBufferMdlAndData</a>
     */
    public NetBuffer allocateNetBufferMdlAndData(final NetBufferPool pool) {
        return pool.allocateMdlAndData();
    }

    /**
     * Frees a NetBuffer that has no list. Any thread.
     *
     * @param netBuffer owned by the caller; consumed
     * @throws IllegalStateException when it was freed before, or belongs to a list
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreenetbuffer">NdisFreeNetBuffer</a>
     */
    public void freeNetBuffer(final NetBuffer netBuffer) {
        requirePool(netBuffer).free(netBuffer);
    }

    /**
     * Takes a descriptor of the caller's memory. Any thread.
     *
     * @param buffer that holds the memory; it stays the caller's
     * @param offset of the first byte, 0 or more
     * @param length in bytes, 0 or more
     * @return an Mdl that the caller owns, or null when the pool is exhausted
     * @throws IllegalArgumentException when the range does not lie in the buffer
     * @throws IllegalStateException when the environment is closed
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocatemdl">NdisAllocateMdl</a>
     */
    public Mdl allocateMdl(final DirectBuffer buffer, final int offset, final int length) {
        return environment.mdlPool().allocate(buffer, offset, length, null);
    }

    /**
     * Frees one descriptor, not its chain, not its memory. While lists use it, its slot waits for the last of them. Any
     * thread.
     *
     * @param mdl owned by the caller; consumed
     * @throws IllegalStateException when it was freed before, or belongs to a NetBuffer
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreemdl">NdisFreeMdl</a>
     */
    public void freeMdl(final Mdl mdl) {
        requirePool(mdl).free(mdl);
    }

    /**
     * Describes fewer bytes, or more again, up to what was allocated. The free restores it.
     *
     * @param mdl owned by the caller, in no chain that is used
     * @param length in bytes
     * @throws IllegalArgumentException when the length is negative or exceeds what was allocated
     * @throws IllegalStateException when a NetBuffer uses the Mdl
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisadjustmdllength">NdisAdjustMdlLength</a>
     */
    public void adjustMdlLength(final Mdl mdl, final int length) {
        mdl.adjustLength(length);
    }

    /**
     * Says where the described bytes are. They are always mapped, so that the priority means nothing.
     *
     * @param mdl whose bytes
     * @param virtualAddress a view of the caller's, which is wrapped onto them; for reading
     * @param length receives their number
     * @param priority any
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisquerymdl">NdisQueryMdl</a>
     */
    public void queryMdl(
            final Mdl mdl, final DirectBuffer virtualAddress, final MutableInteger length, final int priority) {
        Objects.requireNonNull(length, "length");
        virtualAddress.wrap(mdl.buffer(), mdl.byteOffset(), mdl.byteCount());
        length.set(mdl.byteCount());
    }

    /**
     * The next Mdl of a chain.
     *
     * @param currentMdl any
     * @return null at the end
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetnextmdl">NdisGetNextMdl</a>
     */
    public Mdl getNextMdl(final Mdl currentMdl) {
        return currentMdl.next();
    }

    /**
     * Clones one list: a new owner over the same bytes. Any thread that owns the original; a thread that clones much
     * has a
     * {@link io.github.nbl4j.clone.NetBufferListCloner}.
     *
     * @param original stays the caller's
     * @param nblPool supplies the list; null means this instance's
     * @param nbPool supplies the NetBuffers; null means the embedded ones and this instance's
     * @param flags from {@link io.github.nbl4j.clone.CloneFlags}
     * @return a list that the caller owns, or null when a pool is exhausted: then nothing changed
     * @throws IllegalArgumentException when the flags are unknown or something is of another environment
     * @throws IllegalStateException when the original was freed, or a pool is closed or has data
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocateclonenetbufferlist">NdisAllocateCloneNetBufferList</a>
     */
    public NetBufferList allocateCloneNetBufferList(
            final NetBufferList original,
            final NetBufferListPool nblPool,
            final NetBufferPool nbPool,
            final int flags) {
        return cloner.allocateClone(original, nblPool, nbPool, flags);
    }

    /**
     * Frees a clone. Any thread.
     *
     * @param clone owned by the caller; consumed
     * @param flags it was made with; verified
     * @throws IllegalArgumentException when the flags are unknown
     * @throws IllegalStateException when it was freed before, is no clone, or was made with other flags
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreeclonenetbufferlist">NdisFreeCloneNetBufferList</a>
     */
    public void freeCloneNetBufferList(final NetBufferList clone, final int flags) {
        cloner.freeClone(clone, flags);
    }

    /**
     * Cuts the data of each NetBuffer in pieces, without copying, each with private header space. Any thread that
     * owns the
     * original.
     *
     * @param original stays the caller's
     * @param nblPool as {@link #allocateCloneNetBufferList}
     * @param nbPool as there
     * @param startOffset bytes of each NetBuffer to leave out, 0 or more
     * @param maximumLength bytes of payload in a piece, 1 or more
     * @param dataOffsetDelta bytes of private header space in the used data, 0 or more
     * @param dataBackFill bytes of private memory before them, 0 or more
     * @param flags 0
     * @return a list that the caller owns; null when a pool is exhausted or there is nothing to cut: then nothing
     *     changed
     * @throws IllegalArgumentException when an argument is out of range or of another environment
     * @throws IllegalStateException when the original was freed, or a pool is closed or has data
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatefragmentnetbufferlist">NdisAllocateFragmentNetBufferList</a>
     */
    public NetBufferList allocateFragmentNetBufferList(
            final NetBufferList original,
            final NetBufferListPool nblPool,
            final NetBufferPool nbPool,
            final int startOffset,
            final int maximumLength,
            final int dataOffsetDelta,
            final int dataBackFill,
            final int flags) {
        requireNoFlags(flags);
        return cloner.allocateFragment(
                original, nblPool, nbPool, startOffset, maximumLength, dataOffsetDelta, dataBackFill);
    }

    /**
     * Frees what {@link #allocateFragmentNetBufferList} made. Any thread.
     *
     * @param fragment owned by the caller; consumed
     * @param dataOffsetDelta it was made with; verified
     * @param flags 0
     * @throws IllegalArgumentException when flags are given
     * @throws IllegalStateException when it was freed before, is no fragment list, or was made with another delta
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreefragmentnetbufferlist">NdisFreeFragmentNetBufferList</a>
     */
    public void freeFragmentNetBufferList(final NetBufferList fragment, final int dataOffsetDelta, final int flags) {
        requireNoFlags(flags);
        cloner.freeFragment(fragment, dataOffsetDelta);
    }

    /**
     * Joins the data of all NetBuffers of one list in one, without copying. Any thread that owns the fragments.
     *
     * @param fragments stay the caller's
     * @param pool with NetBuffers and without data; null means this instance's
     * @param startOffset bytes of each NetBuffer to leave out, 0 or more
     * @param dataOffsetDelta bytes of private header space in the used data, 0 or more
     * @param dataBackFill bytes of private memory before them, 0 or more
     * @param flags 0
     * @return a list that the caller owns; null when a pool is exhausted or the data would be too long: then nothing
     *     changed
     * @throws IllegalArgumentException when an argument is out of range or of another environment
     * @throws IllegalStateException when the fragments were freed, or the pool is closed or not of that kind
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatereassemblednetbufferlist">NdisAllocateReassembledNetBufferList</a>
     */
    public NetBufferList allocateReassembledNetBufferList(
            final NetBufferList fragments,
            final NetBufferListPool pool,
            final int startOffset,
            final int dataOffsetDelta,
            final int dataBackFill,
            final int flags) {
        requireNoFlags(flags);
        return cloner.allocateReassembled(fragments, pool, startOffset, dataOffsetDelta, dataBackFill);
    }

    /**
     * Frees what {@link #allocateReassembledNetBufferList} made. Any thread.
     *
     * @param reassembled owned by the caller; consumed
     * @param dataOffsetDelta it was made with; verified
     * @param flags 0
     * @throws IllegalArgumentException when flags are given
     * @throws IllegalStateException when it was freed before, was not reassembled, or was made with another delta
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreereassemblednetbufferlist">NdisFreeReassembledNetBufferList</a>
     */
    public void freeReassembledNetBufferList(
            final NetBufferList reassembled, final int dataOffsetDelta, final int flags) {
        requireNoFlags(flags);
        cloner.freeReassembled(reassembled, dataOffsetDelta);
    }

    @Irql(Irql.Level.PASSIVE_LEVEL)
    private void requireFreeable(final SlotPool pool, final NetBufferEnvironment of, final boolean isDefault) {
        if (of != environment || isDefault) {
            throw new IllegalArgumentException("pool must be one that this instance was asked for: pool=" + pool.name()
                    + (isDefault ? " (default pools close with it)" : " (it was built in another one)"));
        }
        final int inUse = pool.counters().inUse();
        if (inUse != 0) {
            throw new IllegalStateException("all must be freed before their pool: pool=" + pool.name() + " inUse="
                    + inUse + " (it stays open; its close() does not wait for them)");
        }
    }

    private NetBufferListPool own(final NetBufferListPool pool) {
        if (pool.environment() != environment) {
            throw new IllegalArgumentException(
                    "pool must be of this instance: pool=" + pool.name() + " (it was built in another one)");
        }
        return pool;
    }

    private static NetBufferPool requirePool(final NetBuffer netBuffer) {
        final NetBufferPool pool = netBuffer.pool();
        if (pool == null) {
            throw new IllegalStateException(
                    "must not be embedded in a list: " + netBuffer + " (it ends with its list)");
        }
        return pool;
    }

    private static MdlPool requirePool(final Mdl mdl) {
        final MdlPool pool = mdl.pool();
        if (pool == null) {
            throw new IllegalStateException("must not be part of a NetBuffer: " + mdl + " ends with its list");
        }
        return pool;
    }

    private static void requireNoFlags(final int flags) {
        if (flags != 0) {
            throw new IllegalArgumentException("flags must be 0: flags=" + flags);
        }
    }
}
