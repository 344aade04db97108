// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Slabs;
import io.github.nbl4j.pool.SlotPool;

/** The context blocks of a pool and their memory: one beside each list, or blocks by themselves. */
final class ContextMemory {
    private final NetBufferListContext[] contexts;
    private final Slabs slabs;

    ContextMemory(final NetBufferEnvironment environment, final SlotPool pool, final int length) {
        contexts = new NetBufferListContext[pool.population()];
        slabs = new Slabs(pool.name() + " context", contexts.length, length);
        try {
            for (int i = 0; i < contexts.length; i++) {
                contexts[i] =
                        new NetBufferListContext(environment, pool, pool.ordinal() << 24 | i, slabs.view(i, length));
            }
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

    Slabs slabs() {
        return slabs;
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
