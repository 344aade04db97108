// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;
import io.github.nbl4j.pool.Slabs;
import io.github.nbl4j.pool.Slot;
import io.github.nbl4j.pool.SlotPool;
import java.util.function.Consumer;

/**
 * NetBuffers by themselves, with or without memory. Any thread.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferpool">NdisAllocateNetBufferPool</a>
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class NetBufferPool extends SlotPool {
    private final NetBufferEnvironment environment;
    private final int dataSize;
    private final NetBufferMemory memory;

    private NetBufferPool(
            final NetBufferEnvironment environment, final int ordinal, final NetBufferPoolParameters parameters) {
        super(parameters.name(), ordinal, parameters.capacity(), parameters.maxCaches());
        this.environment = environment;
        this.dataSize = parameters.dataSize();
        this.memory = new NetBufferMemory(
                environment, this, dataSize, parameters.privateLength(), 1, 1, (nb, i) -> {}, this::guard);
    }

    /**
     * Builds a pool. PASSIVE_LEVEL.
     *
     * @param environment whose lists will use the NetBuffers.
     * @param configure sets the parameters.
     * @return the pool, to be closed by the caller.
     * @throws IllegalArgumentException naming the value that is out of range.
     * @throws IllegalStateException when there is too little direct memory, or the environment has its 128 pools.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public static NetBufferPool create(
            final NetBufferEnvironment environment, final Consumer<NetBufferPoolParameters> configure) {
        final NetBufferPoolParameters parameters = new NetBufferPoolParameters();
        configure.accept(parameters);
        return create(environment, parameters);
    }

    /**
     * {@link #create(NetBufferEnvironment, Consumer)} for parameters that the caller has at hand. PASSIVE_LEVEL.
     *
     * @param environment as there.
     * @param parameters are read now and not kept.
     * @return as there.
     * @throws IllegalArgumentException as there.
     * @throws IllegalStateException as there.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public static NetBufferPool create(
            final NetBufferEnvironment environment, final NetBufferPoolParameters parameters) {
        populationOf(parameters.name(), parameters.capacity(), parameters.maxCaches());
        Slabs.requireBlockLength(parameters.name(), "dataSize", parameters.dataSize());
        Slabs.requireBlockLength(parameters.name(), "privateLength", parameters.privateLength());
        return environment.build(ordinal -> new NetBufferPool(environment, ordinal, parameters));
    }

    /**
     * Bytes of memory of each NetBuffer.
     *
     * @return 0 for NetBuffers without data.
     */
    public int dataSize() {
        return dataSize;
    }

    /**
     * The environment of this pool.
     *
     * @return the environment.
     */
    public NetBufferEnvironment environment() {
        return environment;
    }

    /**
     * Takes a NetBuffer over a chain, which it borrows as {@link NetBuffer#rebind} does. Any thread; the caller owns it
     * until {@link NetBufferList#append} or {@link #free}.
     *
     * @param chain head of Mdls that the caller allocated, or null for none.
     * @param dataOffset of the first used byte, 0 or more.
     * @param dataLength in bytes, 0 or more.
     * @return null when the pool is exhausted.
     * @throws IllegalArgumentException when the window does not lie in the chain.
     * @throws IllegalStateException when the pool is closed or its NetBuffers have memory of their own.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbuffer">NdisAllocateNetBuffer</a>
     */
    public NetBuffer allocate(final Mdl chain, final int dataOffset, final long dataLength) {
        if (dataSize != 0) {
            throw new IllegalStateException("pool must have no data: " + name() + " dataSize=" + dataSize
                    + " (its NetBuffers come with their Mdl: call allocateMdlAndData)");
        }
        NetBuffer.requireChain(environment, chain, dataOffset, dataLength);
        final NetBuffer netBuffer = take();
        if (netBuffer != null) {
            netBuffer.rebind(chain, dataOffset, dataLength);
        }
        return netBuffer;
    }

    /**
     * Takes a NetBuffer with its Mdl and memory: empty, all of it backfill. Any thread; owned as by
     * {@link #allocate(Mdl, int, long)}.
     *
     * @return null when the pool is exhausted.
     * @throws IllegalStateException when the pool is closed or has no data.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbuffermdlanddata">NdisAllocateNetBufferMdlAndData</a>
     */
    public NetBuffer allocateMdlAndData() {
        if (dataSize == 0) {
            throw new IllegalStateException(
                    "pool must have data: " + name() + " dataSize=0 (call allocate with a chain)");
        }
        return take();
    }

    private NetBuffer take() {
        final NetBufferListCache cache = environment.enter();
        try {
            final NetBuffer netBuffer = cache.takeNetBuffer(this);
            if (netBuffer != null) {
                netBuffer.empty(dataSize, dataSize);
            }
            return netBuffer;
        } finally {
            environment.exit(cache);
        }
    }

    /**
     * Ends a NetBuffer that has no list. Any thread.
     *
     * @param netBuffer that the caller owns.
     * @throws IllegalStateException when it was freed before, or belongs to a list: then it ends with that.
     * @throws IllegalArgumentException when it is of another pool.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreenetbuffer">NdisFreeNetBuffer</a>
     */
    public void free(final NetBuffer netBuffer) {
        if (netBuffer.pool != this) {
            countMisuse();
            throw new IllegalArgumentException("must be of this pool: pool=" + name() + " netBuffer=" + netBuffer);
        }
        netBuffer.requireHeld();
        if (netBuffer.list != NetBufferEnvironment.NONE) {
            countMisuse();
        }
        netBuffer.requireLoose();
        final NetBufferListCache cache = environment.enter();
        Throwable failure;
        try {
            // First: a completion of what it held, or another thread in checked mode, may try to free it too.
            netBuffer.end();
            failure = netBuffer.clean(cache);
            cache.giveEnded(netBuffer);
        } finally {
            environment.exit(cache);
        }
        NetBufferListCache.rethrow(failure);
    }

    NetBuffer netBuffer(final int index) {
        return memory.netBuffer(index);
    }

    NetBuffer[] netBuffers() {
        return memory.netBuffers();
    }

    @Override
    protected Slot slot(final int index) {
        return memory.netBuffer(index);
    }

    @Override
    @Irql(Irql.Level.PASSIVE_LEVEL)
    protected void releaseMemory() {
        memory.release();
    }
}
