// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;
import io.github.nbl4j.pool.Slabs;
import io.github.nbl4j.pool.Slot;
import io.github.nbl4j.pool.SlotPool;
import org.agrona.DirectBuffer;

/**
 * Mdls by themselves: descriptors of other memory (data size 0), or segments with memory of their own. Any thread.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocatemdl">NdisAllocateMdl</a>
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class MdlPool extends SlotPool {
    private final NetBufferEnvironment environment;
    private final int dataSize;
    private final Mdl[] mdls;
    private final Slabs slabs;

    private MdlPool(
            final NetBufferEnvironment environment,
            final int ordinal,
            final String name,
            final int capacity,
            final int maxCaches,
            final int dataSize) {
        super(name, ordinal, capacity, maxCaches);
        this.environment = environment;
        this.dataSize = dataSize;
        slabs = new Slabs(name, population(), dataSize);
        try {
            mdls = new Mdl[population()];
            for (int i = 0; i < mdls.length; i++) {
                mdls[i] = NetBuffer.mdl(environment, this, ordinal() << 24 | i, slabs, i, dataSize);
            }
            guard(slabs);
        } catch (final Throwable ex) {
            slabs.close();
            throw ex;
        }
        environment.register(this, mdls);
    }

    /**
     * Builds a pool. PASSIVE_LEVEL.
     *
     * @param environment whose lists will use the Mdls.
     * @param name for messages and reports.
     * @param capacity Mdls that can always be out at once, at least 1.
     * @param maxCaches handles that can keep a cache, 0 or more.
     * @param dataSize bytes of memory of each Mdl, 0 for descriptors of other memory.
     * @return the pool, to be closed by the caller.
     * @throws IllegalArgumentException naming the value that is out of range.
     * @throws IllegalStateException when there is too little direct memory, or the environment has its 128 pools.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public static MdlPool create(
            final NetBufferEnvironment environment,
            final String name,
            final int capacity,
            final int maxCaches,
            final int dataSize) {
        populationOf(name, capacity, maxCaches);
        Slabs.requireBlockLength(name, "dataSize", dataSize);
        return environment.build(ordinal -> new MdlPool(environment, ordinal, name, capacity, maxCaches, dataSize));
    }

    /**
     * Bytes of memory of each Mdl.
     *
     * @return 0 for descriptors.
     */
    public int dataSize() {
        return dataSize;
    }

    /**
     * Takes a segment. Any thread; the caller owns it until {@link NetBuffer#append} or {@link #free}.
     *
     * @return null when the pool is exhausted.
     * @throws IllegalStateException when this pool is closed or holds descriptors only.
     */
    public Mdl allocate() {
        if (dataSize == 0) {
            throw new IllegalStateException("pool must have a data size: " + name() + " holds descriptors (describe"
                    + " your own memory by allocate(buffer, offset, length, completion))");
        }
        return allocateHeld();
    }

    /**
     * Describes the caller's memory. Any thread; the caller owns the Mdl until {@link #free}, and leaves the memory
     * alone until the completion.
     *
     * @param buffer the caller's memory, direct or heap; it is kept reachable until the completion.
     * @param offset first byte, 0 or more.
     * @param length in bytes, 0 or more.
     * @param completion told when the last user is gone; may be null.
     * @return null when the pool is exhausted.
     * @throws IllegalArgumentException when the range does not lie in the buffer.
     * @throws IllegalStateException when this pool is closed or its Mdls have memory of their own.
     */
    public Mdl allocate(final DirectBuffer buffer, final int offset, final int length, final MdlCompletion completion) {
        if (dataSize != 0) {
            throw new IllegalStateException("pool must hold descriptors: " + name() + " has dataSize=" + dataSize);
        }
        if (offset < 0 || length < 0 || (long) offset + length > buffer.capacity()) {
            throw new IllegalArgumentException("range must lie in the buffer: offset=" + offset + " length=" + length
                    + " capacity=" + buffer.capacity());
        }
        final Mdl mdl = allocateHeld();
        boolean whole = false;
        try {
            if (mdl != null) {
                mdl.wrap(buffer, offset, length, completion);
            }
            whole = true;
        } finally {
            // Not whole when the buffer, which may be of the caller's own making, throws.
            if (!whole) {
                free(mdl);
            }
        }
        return mdl;
    }

    private Mdl allocateHeld() {
        final NetBufferListCache cache = environment.enter();
        try {
            final Mdl mdl = cache.takeMdl(this);
            if (mdl != null) {
                mdl.hold();
            }
            return mdl;
        } finally {
            environment.exit(cache);
        }
    }

    /**
     * Ends the caller's hold of an Mdl from {@code allocate}. While lists still use it, the slot and the completion
     * wait for the last of them. Any thread.
     *
     * @param mdl that the caller owns.
     * @throws IllegalStateException when it was freed before, or belongs to a NetBuffer.
     * @throws IllegalArgumentException when it is of another pool.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreemdl">NdisFreeMdl</a>
     */
    public void free(final Mdl mdl) {
        if (mdl.home() != this) {
            countMisuse();
            throw new IllegalArgumentException("must be of this pool: pool=" + name() + " mdl=" + mdl);
        }
        mdl.requireHeld();
        if (mdl.owner != NetBufferEnvironment.NONE) {
            countMisuse();
            throw new IllegalStateException("must not be part of a NetBuffer: " + mdl + " ends with its list");
        }
        if (mdl.endHold()) {
            final NetBufferListCache cache = environment.enter();
            final Throwable failure;
            try {
                failure = cache.giveMdl(mdl);
            } finally {
                environment.exit(cache);
            }
            NetBufferListCache.rethrow(failure);
        }
    }

    NetBufferEnvironment environment() {
        return environment;
    }

    Mdl mdl(final int index) {
        return mdls[index];
    }

    Mdl[] mdls() {
        return mdls;
    }

    @Override
    protected Slot slot(final int index) {
        return mdls[index];
    }

    @Override
    @Irql(Irql.Level.PASSIVE_LEVEL)
    protected void releaseMemory() {
        environment.unlink(this);
        slabs.close();
    }
}
