// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.nbl.Derivation;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCache;
import io.github.nbl4j.nbl.NetBufferPool;

/** Fills a begun clone: one NetBuffer for each of the original, over the same bytes. False when a pool is exhausted. */
final class CloneNetBuffers {
    private CloneNetBuffers() {}

    /** The short way for most clones: false, and nothing done, when the original is more than its slot. */
    static boolean fillSole(final NetBufferList clone, final NetBufferList original, final boolean originalMdls) {
        return originalMdls ? Derivation.shareSole(clone, original) : Derivation.describeSole(clone, original);
    }

    /**
     * @param pool that supplies all NetBuffers but the embedded one; null: the default pool.
     * @param embeds whether the first NetBuffer is the one in the clone's slot.
     */
    static boolean fill(
            final NetBufferListCache cache,
            final NetBufferList clone,
            final NetBufferList original,
            final NetBufferPool pool,
            final boolean embeds,
            final boolean originalMdls) {
        final NetBuffer first = original.firstNetBuffer();
        if (!embeds || first == null) {
            Derivation.removeEmbedded(clone);
            return first == null || append(cache, clone, null, first, pool, originalMdls);
        }
        final NetBuffer second = first.next();
        final NetBuffer embedded = Derivation.embedded(clone);
        return copy(cache, embedded, first, originalMdls)
                && (second == null || append(cache, clone, embedded, second, null, originalMdls));
    }

    private static boolean append(
            final NetBufferListCache cache,
            final NetBufferList clone,
            final NetBuffer after,
            final NetBuffer from,
            final NetBufferPool given,
            final boolean originalMdls) {
        final NetBufferPool pool = given == null ? cache.environment().netBufferPool() : given;
        NetBuffer last = after;
        for (NetBuffer source = from; source != null; source = source.next()) {
            last = Derivation.append(cache, pool, clone, last);
            if (last == null || !copy(cache, last, source, originalMdls)) {
                return false;
            }
        }
        return true;
    }

    static boolean copy(
            final NetBufferListCache cache,
            final NetBuffer target,
            final NetBuffer source,
            final boolean originalMdls) {
        if (originalMdls) {
            Derivation.share(target, source);
            return true;
        }
        final long length = source.dataLength();
        Derivation.startChain(target, length);
        return length == 0 || describe(cache, target, null, source, 0) != null;
    }

    /**
     * Appends new Mdls to a started chain: one for each Mdl of the source that holds used data behind its first
     * {@code startOffset} bytes, cut to exactly that data. Empty ones are dropped.
     *
     * @param last Mdl of the target, or null for none yet.
     * @param startOffset less than the source's data length.
     * @return the new last Mdl, or null when the pool is exhausted.
     */
    static Mdl describe(
            final NetBufferListCache cache,
            final NetBuffer target,
            final Mdl last,
            final NetBuffer source,
            final int startOffset) {
        long left = source.dataLength() - startOffset;
        long skip = (long) source.currentMdlOffset() + startOffset;
        Mdl from = source.currentMdl();
        Mdl tail = last;
        while (left > 0) {
            final int n = (int) Math.min(left, from.byteCount() - skip);
            if (n > 0) {
                tail = Derivation.describe(cache, target, tail, from, (int) skip, n);
                if (tail == null) {
                    return null;
                }
                left -= n;
            }
            skip = Math.max(0, skip - from.byteCount());
            from = from.next();
        }
        return tail;
    }
}
