// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Slabs;
import io.github.nbl4j.pool.SlotPool;
import java.util.function.Consumer;

/** The context blocks of a pool and their memory: one beside each list, or blocks by themselves. */
final class ContextMemory {
    private final NetBufferListContext[] contexts;
    private final Slabs slabs;

    /** @param guard told of the memory when it is whole; if that fails, it is given back. */
    ContextMemory(
            final NetBufferEnvironment environment,
            final SlotPool pool,
            final int length,
            final Consumer<Slabs> guard) {
        contexts = new NetBufferListContext[pool.population()];
        slabs = new Slabs(pool.name() + " context", contexts.length, length);
        try {
            for (int i = 0; i < contexts.length; i++) {
                contexts[i] =
                        new NetBufferListContext(environment, pool, pool.ordinal() << 24 | i, slabs.view(i, length));
            }
            guard.accept(slabs);
        } catch (final Throwable ex) {
            slabs.close();
            throw ex;
        }
    }

    NetBufferListContext context(final int index) {
        return contexts[index];
    }

    NetBufferListContext[] contexts() {
        return contexts;
    }

    void release() {
        for (final NetBufferListContext context : contexts) {
            if (context != null) {
                context.released();
            }
        }
        slabs.close();
    }
}
