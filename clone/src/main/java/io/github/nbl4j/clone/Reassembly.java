// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.nbl.Derivation;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCache;
import io.github.nbl4j.nbl.NetBufferListPool;

/** Joins the data of all NetBuffers of one list in one NetBuffer: new Mdls over the same bytes, in order. */
final class Reassembly {
    private Reassembly() {}

    static NetBufferList allocate(
            final NetBufferListCache cache,
            final NetBufferList fragments,
            final NetBufferListPool pool,
            final int startOffset,
            final int delta,
            final int backFill) {
        Fragments.requireGeometry(startOffset, delta, backFill);
        Clones.requirePools(cache.environment(), pool, null);
        if (pool != null && !pool.allocatesNetBuffer()) {
            throw new IllegalStateException("pool of a reassembled list must have NetBuffers: pool=" + pool.name()
                    + " (give null for the default pool)");
        }
        Derivation.require(cache.environment(), fragments);
        final long length = lengthOf(fragments, startOffset);
        if (length + delta > NetBuffer.MAX_DATA_LENGTH) {
            return null;
        }
        final NetBufferList whole = Derivation.beginReassembled(cache, pool, fragments, delta);
        if (whole == null) {
            return null;
        }
        boolean filled = false;
        try {
            filled = fill(cache, Derivation.embedded(whole), fragments, length, startOffset)
                    && Derivation.prepend(cache, Derivation.embedded(whole), delta, backFill);
        } finally {
            if (!filled) {
                Derivation.abandon(cache, whole);
            }
        }
        if (!filled) {
            return null;
        }
        Derivation.bear(fragments, 1);
        return whole;
    }

    private static long lengthOf(final NetBufferList fragments, final int startOffset) {
        long length = 0;
        for (NetBuffer nb = fragments.firstNetBuffer(); nb != null; nb = nb.next()) {
            length += Math.max(0, nb.dataLength() - startOffset);
        }
        return length;
    }

    private static boolean fill(
            final NetBufferListCache cache,
            final NetBuffer target,
            final NetBufferList fragments,
            final long length,
            final int startOffset) {
        Derivation.startChain(target, length);
        Mdl last = null;
        for (NetBuffer source = fragments.firstNetBuffer(); source != null; source = source.next()) {
            if (source.dataLength() > startOffset) {
                last = CloneNetBuffers.describe(cache, target, last, source, startOffset);
                if (last == null) {
                    return false;
                }
            }
        }
        return true;
    }
}
