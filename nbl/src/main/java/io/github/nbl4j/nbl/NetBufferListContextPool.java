// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;
import io.github.nbl4j.pool.Slot;
import io.github.nbl4j.pool.SlotPool;

/**
 * The context blocks of an environment, for what does not fit in the block that a list was allocated with. There is one
 * such pool, {@link NetBufferEnvironment#contextPool()}; lists take from it and give back to it.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class NetBufferListContextPool extends SlotPool {
    private final int contextLength;
    private final ContextMemory memory;

    private NetBufferListContextPool(
            final NetBufferEnvironment environment,
            final int ordinal,
            final String name,
            final int capacity,
            final int maxCaches,
            final int contextLength) {
        super(name, ordinal, capacity, maxCaches);
        this.contextLength = contextLength;
        memory = new ContextMemory(environment, this, contextLength, this::guard);
        environment.register(this, memory.contexts());
    }

    static NetBufferListContextPool create(
            final NetBufferEnvironment environment, final NetBufferEnvironmentParameters p) {
        final String name = p.name() + ".contexts";
        final int length = p.contextLength();
        populationOf(name, p.contexts(), p.maxCaches());
        requireLength(name, "contextLength", length, NetBufferListContext.ALLOCATION_BYTES);
        return environment.build(ordinal ->
                new NetBufferListContextPool(environment, ordinal, name, p.contexts(), p.maxCaches(), length));
    }

    static void requireLength(final String pool, final String what, final int length, final int least) {
        if (length < least
                || length > NetBufferListContext.MAX_LENGTH
                || length % NetBufferListContext.ALLOCATION_BYTES != 0) {
            throw new IllegalArgumentException(what + " must be a multiple of " + NetBufferListContext.ALLOCATION_BYTES
                    + " from " + least + " to " + NetBufferListContext.MAX_LENGTH + ": pool=" + pool + " " + what + "="
                    + length);
        }
    }

    /**
     * Bytes of each block: most that one allocateContext and its back fill can have here.
     *
     * @return the length.
     */
    public int contextLength() {
        return contextLength;
    }

    NetBufferListContext context(final int index) {
        return memory.context(index);
    }

    @Override
    protected Slot slot(final int index) {
        return memory.context(index);
    }

    @Override
    protected void releaseMemory() {
        memory.release();
    }
}
