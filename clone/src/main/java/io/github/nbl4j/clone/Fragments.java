// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.nbl.Derivation;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCache;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;

/**
 * Cuts the data of each NetBuffer into pieces: one new NetBuffer for each, over the same bytes, behind private memory
 * for its headers. A piece never spans two NetBuffers.
 *
 * <pre>
 *  source NetBuffer   |..|<------------- used data ------------->|
 *                        |startOffset|  L  |  L  |  L  |<= L|
 *  fragment           P -> descriptors of one piece
 *                     |<- backFill ->|<- delta ->|<- L ->|
 *                                    |<---- dataLength ->|
 * </pre>
 */
final class Fragments {
    private Fragments() {}

    static NetBufferList allocate(
            final NetBufferListCache cache,
            final NetBufferList original,
            final NetBufferListPool listPool,
            final NetBufferPool netBufferPool,
            final int startOffset,
            final int maximumLength,
            final int delta,
            final int backFill) {
        requireGeometry(startOffset, delta, backFill);
        if (maximumLength <= 0) {
            throw new IllegalArgumentException("maximumLength must be more than 0: maximumLength=" + maximumLength);
        }
        Clones.requirePools(cache.environment(), listPool, netBufferPool);
        Derivation.require(cache.environment(), original);
        if (!hasDataBehind(original, startOffset)) {
            return null;
        }
        final NetBufferList fragments = Derivation.beginFragment(cache, listPool, original, delta);
        if (fragments == null) {
            return null;
        }
        final boolean embeds = Clones.embeds(listPool, netBufferPool);
        final NetBufferPool further =
                netBufferPool != null ? netBufferPool : cache.environment().netBufferPool();
        boolean whole = false;
        try {
            if (!embeds) {
                Derivation.removeEmbedded(fragments);
            }
            whole = fill(cache, fragments, original, embeds, further, startOffset, maximumLength, delta, backFill);
        } finally {
            // Not whole when a pool is exhausted, and when one is closed or foreign: that throws.
            if (!whole) {
                Derivation.abandon(cache, fragments);
            }
        }
        if (!whole) {
            return null;
        }
        Derivation.bear(original, 1);
        return fragments;
    }

    static void requireGeometry(final int startOffset, final int delta, final int backFill) {
        if (startOffset < 0 || delta < 0 || backFill < 0) {
            throw new IllegalArgumentException("offsets must not be negative: startOffset=" + startOffset
                    + " dataOffsetDelta=" + delta + " dataBackFill=" + backFill);
        }
    }

    private static boolean hasDataBehind(final NetBufferList list, final int startOffset) {
        NetBuffer nb = list.firstNetBuffer();
        while (nb != null && nb.dataLength() <= startOffset) {
            nb = nb.next();
        }
        return nb != null;
    }

    /** One pass over every source chain: a piece starts where the one before ended. */
    private static boolean fill(
            final NetBufferListCache cache,
            final NetBufferList fragments,
            final NetBufferList original,
            final boolean embeds,
            final NetBufferPool pool,
            final int startOffset,
            final int maximumLength,
            final int delta,
            final int backFill) {
        NetBuffer last = null;
        for (NetBuffer source = original.firstNetBuffer(); source != null; source = source.next()) {
            long left = source.dataLength() - startOffset;
            long skip = (long) source.currentMdlOffset() + startOffset;
            Mdl mdl = source.currentMdl();
            while (left > 0) {
                final int length = (int) Math.min(left, maximumLength);
                last = last == null && embeds
                        ? Derivation.embedded(fragments)
                        : Derivation.append(cache, pool, fragments, last);
                if (last == null) {
                    return false;
                }
                Derivation.startChain(last, length);
                Mdl tail = null;
                int missing = length;
                while (missing > 0) {
                    while (skip >= mdl.byteCount()) {
                        skip -= mdl.byteCount();
                        mdl = mdl.next();
                    }
                    final int n = (int) Math.min(missing, mdl.byteCount() - skip);
                    tail = Derivation.describe(cache, last, tail, mdl, (int) skip, n);
                    if (tail == null) {
                        return false;
                    }
                    skip += n;
                    missing -= n;
                }
                if (!Derivation.prepend(cache, last, delta, backFill)) {
                    return false;
                }
                left -= length;
            }
        }
        return true;
    }
}
