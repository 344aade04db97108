// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.nbl.Derivation;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCache;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;

/** Copies a list's data into memory of its own: for whoever keeps it so long that the original must not wait. */
final class DeepCopy {
    private DeepCopy() {}

    static NetBufferList allocate(
            final NetBufferListCache cache,
            final NetBufferList list,
            final NetBufferListPool pool,
            final NetBufferPool netBufferPool) {
        requirePools(cache.environment(), pool, netBufferPool);
        Derivation.require(cache.environment(), list);
        final NetBufferList copy = cache.allocate(pool);
        if (copy == null) {
            return null;
        }
        boolean whole = false;
        try {
            whole = fill(cache, copy, list, netBufferPool);
        } finally {
            // Not whole when memory is short, and when a pool is closed or foreign: that throws.
            if (!whole) {
                Derivation.abandon(cache, copy);
            }
        }
        return whole ? copy : null;
    }

    static NetBufferList detach(
            final NetBufferListCache cache,
            final NetBufferList list,
            final NetBufferListPool pool,
            final NetBufferPool netBufferPool) {
        final NetBufferList copy = allocate(cache, list, pool, netBufferPool);
        if (copy == null) {
            return null;
        }
        boolean freed = false;
        try {
            cache.free(list);
            freed = true;
        } finally {
            // Not when a completion of the list's memory threw, after all was freed: the caller gets no copy to free.
            if (!freed) {
                Derivation.abandon(cache, copy);
            }
        }
        return copy;
    }

    private static void requirePools(
            final NetBufferEnvironment environment, final NetBufferListPool pool, final NetBufferPool netBufferPool) {
        Clones.requireSame(environment, netBufferPool);
        if (pool.dataSize() == 0) {
            throw new IllegalStateException(
                    "pool of a copy must have data: pool=" + pool.name() + " (name a pool with a data size)");
        }
        if (netBufferPool != null && netBufferPool.dataSize() == 0) {
            throw new IllegalStateException("NetBuffer pool of a copy must have data: pool=" + netBufferPool.name()
                    + " (give null for NetBuffers over segments)");
        }
    }

    private static boolean fill(
            final NetBufferListCache cache,
            final NetBufferList copy,
            final NetBufferList list,
            final NetBufferPool netBufferPool) {
        final NetBuffer first = list.firstNetBuffer();
        if (first == null) {
            Derivation.removeEmbedded(copy);
            return true;
        }
        final NetBufferListPool pool = copy.pool();
        final int headroom = pool.headroom() + first.dataLength() <= pool.dataSize() ? pool.headroom() : 0;
        final NetBufferPool further =
                netBufferPool != null ? netBufferPool : cache.environment().netBufferPool();
        NetBuffer last = Derivation.embedded(copy);
        if (!copy(cache, last, first, headroom)) {
            return false;
        }
        for (NetBuffer source = first.next(); source != null; source = source.next()) {
            last = Derivation.append(cache, further, copy, last);
            if (last == null || !copy(cache, last, source, 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean copy(
            final NetBufferListCache cache, final NetBuffer target, final NetBuffer source, final int offset) {
        final long length = source.dataLength();
        if (!Derivation.extend(cache, target, offset, length)) {
            return false;
        }
        target.copyFrom(0, length, source, 0);
        return true;
    }
}
