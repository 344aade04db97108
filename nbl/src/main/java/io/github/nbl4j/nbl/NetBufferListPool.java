// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;
import io.github.nbl4j.pool.Slabs;
import io.github.nbl4j.pool.Slot;
import io.github.nbl4j.pool.SlotPool;
import java.util.function.Consumer;

/**
 * Lists, each with its first NetBuffer and that with its first Mdl and memory, as the parameters say. Any thread may
 * allocate and free here; a thread that does much of it has a {@link NetBufferListCache}.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferlistpool">NdisAllocateNetBufferListPool</a>
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class NetBufferListPool extends SlotPool {
    private final NetBufferEnvironment environment;
    private final boolean ownsEnvironment;
    private final int dataSize;
    private final int headroom;
    private final int protocolId;
    private final int poolTag;
    private final NetBufferMemory memory;
    private final int contextSize;
    private final ContextMemory contexts;
    private final NetBufferList[] lists;

    private NetBufferListPool(
            final NetBufferEnvironment environment,
            final int ordinal,
            final NetBufferListPoolParameters parameters,
            final boolean ownsEnvironment) {
        super(parameters.name(), ordinal, parameters.capacity(), parameters.maxCaches());
        this.environment = environment;
        this.ownsEnvironment = ownsEnvironment;
        this.dataSize = parameters.dataSize();
        this.headroom = parameters.headroom();
        this.protocolId = parameters.protocolId();
        this.poolTag = parameters.poolTag();
        lists = new NetBufferList[population()];
        contextSize = parameters.contextSize();
        contexts = contextSize == 0 ? null : new ContextMemory(environment, this, contextSize, this::guard);
        try {
            if (parameters.allocateNetBuffer()) {
                memory = new NetBufferMemory(
                        environment,
                        this,
                        dataSize,
                        parameters.privateLength(),
                        parameters.netBuffersPerList(),
                        parameters.mdlsPerNetBuffer(),
                        this::build,
                        this::guard);
            } else {
                memory = null;
                for (int i = 0; i < lists.length; i++) {
                    build(null, i);
                }
            }
        } catch (final Throwable ex) {
            releaseContexts();
            throw ex;
        }
        if (contexts != null) {
            environment.register(this, contexts.contexts());
        }
        environment.register(this, lists);
    }

    private void build(final NetBuffer embedded, final int index) {
        final NetBufferListContext context = contexts == null ? null : contexts.context(index);
        final NetBufferList list = new NetBufferList(this, ordinal() << 24 | index, embedded, context);
        lists[index] = list;
        if (context != null) {
            context.embedIn(list);
        }
        if (embedded != null) {
            embedded.embedIn(list);
            list.empty(dataSize, dataSize);
        }
    }

    private static void require(final NetBufferListPoolParameters parameters) {
        populationOf(parameters.name(), parameters.capacity(), parameters.maxCaches());
        final int dataSize = parameters.dataSize();
        Slabs.requireBlockLength(parameters.name(), "privateLength", parameters.privateLength());
        Slabs.requireBlockLength(parameters.name(), "dataSize", dataSize);
        if (dataSize > 0 && !parameters.allocateNetBuffer()) {
            throw new IllegalArgumentException("dataSize must be 0 without allocateNetBuffer: pool="
                    + parameters.name() + " dataSize=" + dataSize + " allocateNetBuffer="
                    + parameters.allocateNetBuffer());
        }
        if (parameters.headroom() < 0 || parameters.headroom() > dataSize) {
            throw new IllegalArgumentException("headroom must be from 0 to dataSize: pool=" + parameters.name()
                    + " headroom=" + parameters.headroom() + " dataSize=" + dataSize
                    + " (the slot size must hold the headroom)");
        }
        NetBufferListContextPool.requireLength(parameters.name(), "contextSize", parameters.contextSize(), 0);
        requireSpares(parameters);
    }

    private static void requireSpares(final NetBufferListPoolParameters parameters) {
        final int netBuffers = parameters.netBuffersPerList();
        final int mdls = parameters.mdlsPerNetBuffer();
        if (netBuffers < 1 || mdls < 1 || netBuffers > Slot.MAX_SLOTS || mdls > Slot.MAX_SLOTS) {
            throw new IllegalArgumentException("NetBuffers of a list and Mdls of a NetBuffer must be from 1 to "
                    + Slot.MAX_SLOTS + ": pool=" + parameters.name() + " netBuffersPerList=" + netBuffers
                    + " mdlsPerNetBuffer=" + mdls);
        }
        final boolean spares = netBuffers > 1 || mdls > 1;
        if (spares && (parameters.dataSize() > 0 || !parameters.allocateNetBuffer())) {
            throw new IllegalArgumentException("lists with more than one NetBuffer or Mdl must have no data, and"
                    + " allocateNetBuffer: pool=" + parameters.name() + " netBuffersPerList=" + netBuffers
                    + " mdlsPerNetBuffer=" + mdls + " dataSize=" + parameters.dataSize() + " allocateNetBuffer="
                    + parameters.allocateNetBuffer());
        }
        final int population = populationOf(parameters.name(), parameters.capacity(), parameters.maxCaches());
        if ((long) population * netBuffers > Slot.MAX_SLOTS || (long) population * netBuffers * mdls > Slot.MAX_SLOTS) {
            throw new IllegalArgumentException("Mdls of all lists must be at most " + Slot.MAX_SLOTS + ": pool="
                    + parameters.name() + " lists=" + population + " netBuffersPerList=" + netBuffers
                    + " mdlsPerNetBuffer=" + mdls);
        }
    }

    /**
     * Builds a pool in an environment of its own, whose default pools are closed with it and can hold four clones
     * for each list of the capacity, 2^23 - 1 at most. PASSIVE_LEVEL.
     *
     * @param configure sets the parameters.
     * @return the pool, to be closed by the caller.
     * @throws IllegalArgumentException naming the value that is out of range.
     * @throws IllegalStateException when there is too little direct memory, or the JVM lacks Agrona's option.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public static NetBufferListPool create(final Consumer<NetBufferListPoolParameters> configure) {
        final NetBufferListPoolParameters parameters = new NetBufferListPoolParameters();
        configure.accept(parameters);
        require(parameters);
        final long clones = Math.min(4L * parameters.capacity(), Slot.MAX_SLOTS / 2);
        final NetBufferEnvironment environment = NetBufferEnvironment.create(p -> p.name(parameters.name())
                .clones((int) clones)
                .privateLength(parameters.privateLength())
                .maxCaches(parameters.maxCaches()));
        try {
            return environment.build(ordinal -> new NetBufferListPool(environment, ordinal, parameters, true));
        } catch (final Throwable ex) {
            environment.close();
            throw ex;
        }
    }

    /**
     * Builds a pool in an environment that others share. PASSIVE_LEVEL.
     *
     * @param environment that clones of this pool's lists come from.
     * @param configure sets the parameters.
     * @return the pool, to be closed by the caller.
     * @throws IllegalArgumentException naming the value that is out of range.
     * @throws IllegalStateException when there is too little direct memory, or the environment has its 128 pools.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public static NetBufferListPool create(
            final NetBufferEnvironment environment, final Consumer<NetBufferListPoolParameters> configure) {
        final NetBufferListPoolParameters parameters = new NetBufferListPoolParameters();
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
    public static NetBufferListPool create(
            final NetBufferEnvironment environment, final NetBufferListPoolParameters parameters) {
        require(parameters);
        return environment.build(ordinal -> new NetBufferListPool(environment, ordinal, parameters, false));
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
     * Whether each list comes with a NetBuffer.
     *
     * @return true for fAllocateNetBuffer.
     */
    public boolean allocatesNetBuffer() {
        return memory != null;
    }

    /**
     * Bytes of memory of each list.
     *
     * @return 0 for lists without data.
     */
    public int dataSize() {
        return dataSize;
    }

    /**
     * Bytes that {@link NetBuffer#receive} leaves unused in front.
     *
     * @return the headroom.
     */
    public int headroom() {
        return headroom;
    }

    /**
     * Bytes of context memory of each list.
     *
     * @return 0 for lists without a context.
     */
    public int contextSize() {
        return contextSize;
    }

    /**
     * Protocol id that each list starts with.
     *
     * @return the id.
     */
    public int protocolId() {
        return protocolId;
    }

    /**
     * The pool's tag.
     *
     * @return the tag.
     */
    public int poolTag() {
        return poolTag;
    }

    /**
     * Takes a list, with NetBuffer and memory as the pool has them: empty, all memory is backfill. Any thread; the
     * caller owns it until it is freed or handed on.
     *
     * @return null when the pool is exhausted.
     * @throws IllegalStateException when the pool is closed.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferlist">NdisAllocateNetBufferList</a>
     */
    public NetBufferList allocate() {
        final NetBufferListCache cache = environment.enter();
        try {
            return cache.allocate(this);
        } finally {
            environment.exit(cache);
        }
    }

    /**
     * Takes a list whose NetBuffer borrows a chain. Any thread; owned as by {@link #allocate()}.
     *
     * @param chain head of Mdls that the caller allocated, or null for none.
     * @param dataOffset of the first used byte, 0 or more.
     * @param dataLength in bytes, 0 or more.
     * @return null when the pool is exhausted.
     * @throws IllegalArgumentException when the window does not lie in the chain.
     * @throws IllegalStateException when the pool is closed, has data, or has no NetBuffers.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferandnetbufferlist">NdisAllocateNetBufferAndNetBufferList</a>
     */
    public NetBufferList allocate(final Mdl chain, final int dataOffset, final long dataLength) {
        final NetBufferListCache cache = environment.enter();
        try {
            return cache.allocate(this, chain, dataOffset, dataLength);
        } finally {
            environment.exit(cache);
        }
    }

    /**
     * Takes a list with context in use; see {@link NetBufferListCache#allocate(NetBufferListPool, int, int)}. Any
     * thread; owned as by {@link #allocate()}.
     *
     * @param contextSize bytes, 0 or a multiple of 16.
     * @param contextBackFill bytes in reserve where a block is added, 0 or a multiple of 16.
     * @return null when the pool or its environment's contexts are exhausted.
     * @throws IllegalArgumentException when a size is not as said.
     * @throws IllegalStateException when the pool is closed.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferlist">NdisAllocateNetBufferList</a>
     */
    public NetBufferList allocate(final int contextSize, final int contextBackFill) {
        final NetBufferListCache cache = environment.enter();
        try {
            return cache.allocate(this, contextSize, contextBackFill);
        } finally {
            environment.exit(cache);
        }
    }

    /**
     * Takes a list with context in use, whose NetBuffer borrows a chain: {@link #allocate(int, int)} and
     * {@link #allocate(Mdl, int, long)} in one.
     *
     * @param contextSize bytes, 0 or a multiple of 16.
     * @param contextBackFill bytes in reserve where a block is added, 0 or a multiple of 16.
     * @param chain head of Mdls that the caller allocated, or null for none.
     * @param dataOffset of the first used byte, 0 or more.
     * @param dataLength in bytes, 0 or more.
     * @return null when the pool or its environment's contexts are exhausted.
     * @throws IllegalArgumentException when a size is not as said, or the window does not lie in the chain.
     * @throws IllegalStateException when the pool is closed, has data, or has no NetBuffers.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferandnetbufferlist">NdisAllocateNetBufferAndNetBufferList</a>
     */
    public NetBufferList allocate(
            final int contextSize,
            final int contextBackFill,
            final Mdl chain,
            final int dataOffset,
            final long dataLength) {
        final NetBufferListCache cache = environment.enter();
        try {
            return cache.allocate(this, contextSize, contextBackFill, chain, dataOffset, dataLength);
        } finally {
            environment.exit(cache);
        }
    }

    /**
     * Ends a list of any kind and of any pool of this environment. Any thread. See {@link NetBufferListCache#free}.
     *
     * @param list that the caller owns; consumed.
     * @throws IllegalStateException when it was freed before.
     * @throws IllegalArgumentException when it is of another environment.
     */
    public void free(final NetBufferList list) {
        final NetBufferListCache cache = environment.enter();
        try {
            cache.free(list);
        } finally {
            environment.exit(cache);
        }
    }

    /**
     * Gives a list of any pool of this environment up to whoever comes after its last child. Any thread. See
     * {@link NetBufferListCache#complete}.
     *
     * @param list that the caller owns; consumed.
     * @param completion told once.
     * @throws IllegalStateException when it was freed before.
     * @throws IllegalArgumentException when it is of another environment.
     */
    public void complete(final NetBufferList list, final NetBufferListCompletion completion) {
        final NetBufferListCache cache = environment.enter();
        try {
            cache.complete(list, completion);
        } finally {
            environment.exit(cache);
        }
    }

    @Override
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public void close() {
        super.close();
        if (ownsEnvironment) {
            environment.close();
        }
    }

    void countBadCall() {
        countMisuse();
    }

    NetBufferList[] lists() {
        return lists;
    }

    NetBufferList list(final int index) {
        return lists[index];
    }

    @Override
    protected Slot slot(final int index) {
        return lists == null ? null : lists[index];
    }

    @Override
    @Irql(Irql.Level.PASSIVE_LEVEL)
    protected void releaseMemory() {
        if (memory != null) {
            memory.release();
        }
        releaseContexts();
    }

    private void releaseContexts() {
        if (contexts != null) {
            contexts.release();
        }
    }
}
