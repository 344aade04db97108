// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.nbl.CopyInfo;
import io.github.nbl4j.nbl.Derivation;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCache;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;

/**
 * Makes clones, of whole lists and of single NetBuffers, and counts them when they are whole; of a shared original
 * first, so that it lives on.
 */
final class Clones {
    private Clones() {}

    static NetBufferList allocate(
            final NetBufferListCache cache,
            final NetBufferList original,
            final NetBufferListPool listPool,
            final NetBufferPool netBufferPool,
            final int flags) {
        final boolean originalMdls = CloneFlags.usesOriginalMdls(flags);
        requirePools(cache.environment(), listPool, netBufferPool);
        Derivation.require(cache.environment(), original);
        if (listPool == null && netBufferPool == null) {
            return allocate(cache, original, originalMdls);
        }
        final NetBufferList clone = Derivation.begin(cache, listPool, original, originalMdls);
        return counted(
                original, clone == null ? null : whole(cache, clone, original, listPool, netBufferPool, originalMdls));
    }

    /** A clone from the default pools, of an original that was approved. */
    static NetBufferList allocate(
            final NetBufferListCache cache, final NetBufferList original, final boolean originalMdls) {
        return counted(original, make(cache, original, originalMdls));
    }

    /** The same, for the calling thread alone. */
    static NetBufferList allocateConfined(
            final NetBufferListCache cache, final NetBufferList original, final boolean originalMdls) {
        final NetBufferList clone = make(cache, original, originalMdls);
        if (clone != null) {
            Derivation.confine(clone);
            Derivation.bear(original, 1);
        }
        return clone;
    }

    /** A clone of whatever life a handle names, if that is shared; counted before it is made, so that it lives on. */
    static NetBufferList allocateShared(final NetBufferListCache cache, final long handle, final int flags) {
        final boolean originalMdls = CloneFlags.usesOriginalMdls(flags);
        Derivation.requireUsable(cache);
        final NetBufferList original = Derivation.slotOf(cache.environment(), handle);
        if (original == null || !Derivation.tryBearShared(original, handle)) {
            return null;
        }
        NetBufferList clone = null;
        try {
            clone = make(cache, original, originalMdls);
        } finally {
            if (clone == null) {
                Derivation.unbearShared(cache, original);
            }
        }
        return clone;
    }

    private static NetBufferList counted(final NetBufferList original, final NetBufferList clone) {
        if (clone != null) {
            Derivation.bear(original, 1);
        }
        return clone;
    }

    /** Gives a clone, if there is one, the out-of-band information of its original. */
    static NetBufferList copyInfo(final NetBufferList clone, final NetBufferList original, final CopyInfo which) {
        if (clone != null) {
            which.copy(clone, original);
        }
        return clone;
    }

    /** A whole clone from the default pools, not counted yet, or null with everything given back. */
    static NetBufferList make(
            final NetBufferListCache cache, final NetBufferList original, final boolean originalMdls) {
        final NetBufferList clone = Derivation.begin(cache, null, original, originalMdls);
        return clone == null || CloneNetBuffers.fillSole(clone, original, originalMdls)
                ? clone
                : whole(cache, clone, original, null, null, originalMdls);
    }

    /** What was begun, whole but not counted yet, or null with everything given back. */
    private static NetBufferList whole(
            final NetBufferListCache cache,
            final NetBufferList clone,
            final NetBufferList original,
            final NetBufferListPool listPool,
            final NetBufferPool netBufferPool,
            final boolean originalMdls) {
        boolean whole = false;
        try {
            whole = CloneNetBuffers.fill(
                    cache, clone, original, netBufferPool, embeds(listPool, netBufferPool), originalMdls);
        } finally {
            // Not whole when a pool is exhausted, and when one is closed or foreign: that throws.
            if (!whole) {
                Derivation.abandon(cache, clone);
            }
        }
        return whole ? clone : null;
    }

    /** Clones from the default pools, of an original that was approved, or false with nothing changed. */
    static boolean allocate(
            final NetBufferListCache cache,
            final NetBufferList original,
            final boolean originalMdls,
            final NetBufferList[] out,
            final int n) {
        if (originalMdls && Derivation.shareSole(cache, original, out, n)) {
            return true;
        }
        final NetBufferList chain = makeChain(cache, original, null, originalMdls, out, null, n);
        unchain(chain);
        return chain != null || n == 0;
    }

    /** {@link #allocate(NetBufferListCache, NetBufferList, boolean, NetBufferList[], int)} by handles. */
    static boolean allocate(
            final NetBufferListCache cache,
            final NetBufferList original,
            final boolean originalMdls,
            final long[] out,
            final int n) {
        if (originalMdls && Derivation.shareSole(cache, original, out, n)) {
            return true;
        }
        final NetBufferList chain = makeChain(cache, original, null, originalMdls, null, out, n);
        unchain(chain);
        return chain != null || n == 0;
    }

    private static void pour(final NetBufferList chain, final NetBufferList[] lists, final long[] handles) {
        NetBufferList list = chain;
        for (int i = 0; list != null; i++) {
            if (lists != null) {
                lists[i] = list;
            }
            if (handles != null) {
                handles[i] = list.handle();
            }
            list = list.next();
        }
    }

    private static void unchain(final NetBufferList chain) {
        NetBufferList list = chain;
        while (list != null) {
            list = Derivation.unchain(list);
        }
    }

    /** A chain of clones from the default pools, of an original that was approved, or null with nothing changed. */
    static NetBufferList allocateChain(
            final NetBufferListCache cache, final NetBufferList original, final boolean originalMdls, final int n) {
        final NetBufferList chain = originalMdls ? Derivation.shareSole(cache, original, n) : null;
        return chain != null ? chain : makeChain(cache, original, null, originalMdls, null, null, n);
    }

    /**
     * Clones, each of the whole original, or of one NetBuffer, from the first on; or null with everything given back
     * and nothing written. They are counted when all are whole and stand where the caller will look for them: an error
     * in between loses none.
     */
    private static NetBufferList makeChain(
            final NetBufferListCache cache,
            final NetBufferList original,
            final NetBuffer first,
            final boolean originalMdls,
            final NetBufferList[] lists,
            final long[] handles,
            final int n) {
        NetBufferList head = null;
        NetBufferList last = null;
        NetBuffer source = first;
        boolean whole = false;
        try {
            for (int made = 0; made < n; made++) {
                final NetBufferList clone = source == null
                        ? make(cache, original, originalMdls)
                        : makeOne(cache, original, source, originalMdls);
                if (clone == null) {
                    return null;
                }
                source = source == null ? null : source.next();
                if (last == null) {
                    head = clone;
                } else {
                    Derivation.chain(last, clone);
                }
                last = clone;
            }
            pour(head, lists, handles);
            whole = true;
            Derivation.bear(original, n);
            return head;
        } finally {
            // Not when a pool is exhausted, and when it was closed in between: that throws.
            while (!whole && head != null) {
                final NetBufferList clone = head;
                head = clone.next();
                Derivation.abandon(cache, clone);
            }
        }
    }

    static NetBufferList allocateOne(
            final NetBufferListCache cache, final NetBufferList original, final int index, final int flags) {
        final boolean originalMdls = CloneFlags.usesOriginalMdls(flags);
        Derivation.require(cache.environment(), original);
        NetBuffer source = index < 0 ? null : original.firstNetBuffer();
        for (int i = 0; i < index && source != null; i++) {
            source = source.next();
        }
        if (source == null) {
            throw new IllegalArgumentException(
                    "index must be that of a NetBuffer of the list: index=" + index + " list=" + original);
        }
        return counted(original, makeOne(cache, original, source, originalMdls));
    }

    static int split(
            final NetBufferListCache cache, final NetBufferList original, final int flags, final NetBufferList[] out) {
        final boolean originalMdls = CloneFlags.usesOriginalMdls(flags);
        Derivation.require(cache.environment(), original);
        final int n = countOf(original);
        if (n > out.length) {
            throw new IllegalArgumentException("out must hold a clone for each NetBuffer: length=" + out.length
                    + " netBuffers=" + n + " list=" + original);
        }
        final NetBufferList chain = makeChain(cache, original, original.firstNetBuffer(), originalMdls, out, null, n);
        unchain(chain);
        return chain == null && n > 0 ? -1 : n;
    }

    private static int countOf(final NetBufferList list) {
        int n = 0;
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            n++;
        }
        return n;
    }

    private static NetBufferList makeOne(
            final NetBufferListCache cache,
            final NetBufferList original,
            final NetBuffer source,
            final boolean originalMdls) {
        final NetBufferList clone = Derivation.begin(cache, null, original, originalMdls);
        if (clone == null) {
            return null;
        }
        boolean whole = false;
        try {
            whole = CloneNetBuffers.copy(cache, Derivation.embedded(clone), source, originalMdls);
        } finally {
            if (!whole) {
                Derivation.abandon(cache, clone);
            }
        }
        return whole ? clone : null;
    }

    /** Whether a derived list's first NetBuffer is the one of its own slot. */
    static boolean embeds(final NetBufferListPool listPool, final NetBufferPool netBufferPool) {
        return netBufferPool == null && (listPool == null || listPool.allocatesNetBuffer());
    }

    /** Throws unless lists of that pool may be made in the environment, even when none is. */
    static void requireSame(final NetBufferEnvironment environment, final NetBufferListPool lists) {
        if (lists != null && lists.environment() != environment) {
            throw new IllegalArgumentException("must be of the same environment: pool=" + lists.name());
        }
    }

    /** Throws unless NetBuffers of that pool may be in lists of the environment, even when none is needed. */
    static void requireSame(final NetBufferEnvironment environment, final NetBufferPool netBuffers) {
        if (netBuffers != null && netBuffers.environment() != environment) {
            throw new IllegalArgumentException("must be of the same environment: pool=" + netBuffers.name());
        }
    }

    /** Throws unless derived lists may come from these pools, needed or not; null is the default pool. */
    static void requirePools(
            final NetBufferEnvironment environment, final NetBufferListPool lists, final NetBufferPool netBuffers) {
        requireSame(environment, lists);
        requireSame(environment, netBuffers);
        if (lists != null && lists.dataSize() != 0) {
            throw new IllegalStateException("clone pool must have no data: pool=" + lists.name() + " dataSize="
                    + lists.dataSize() + " (a clone uses the original's memory; give null for the default pool)");
        }
        if (netBuffers != null && netBuffers.dataSize() != 0) {
            throw new IllegalStateException("NetBuffer pool of a clone must have no data: pool=" + netBuffers.name()
                    + " dataSize=" + netBuffers.dataSize());
        }
    }
}
