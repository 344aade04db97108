// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

/**
 * Puts private memory before a chain, in place of what this NetBuffer may not write or what does not lie together. The
 * chain's own part always comes first, so that its end finds it.
 *
 * <pre>
 *  before  | backfill, data to copy | rest of the current Mdl | further Mdls
 *  after   | private segment        | descriptor of that rest | further Mdls
 * </pre>
 */
final class PrivateFront {
    private PrivateFront() {}

    /** Links a taken Mdl and moves the data start delta bytes to the front, over all backfill there is. */
    static void link(final NetBuffer nb, final Mdl segment, final int delta) {
        segment.next = nb.data().chain();
        nb.point(segment.id(), segment.byteCount + nb.dataOffset() - delta, nb.dataLength() + delta);
    }

    static boolean prepend(final NetBuffer nb, final long needed, final int delta, final AllocateMdlHandler handler) {
        final Mdl segment = PrivateMemory.take(nb, needed, handler);
        if (segment == null) {
            return false;
        }
        link(nb, segment, delta);
        return true;
    }

    /**
     * {@link #prepend} to a chain without backfill, of exactly {@code delta + backFill} bytes, which must be more than
     * 0: the rest of the memory stays unseen until it is given back.
     */
    static boolean prependExactly(
            final NetBuffer nb, final int delta, final int backFill, final NetBufferListCache cache) {
        final long needed = (long) delta + backFill;
        final Mdl segment = PrivateMemory.take(nb, needed, cache);
        if (segment == null) {
            return false;
        }
        segment.byteCount = (int) needed;
        link(nb, segment, delta);
        return true;
    }

    /** Moves the data start delta bytes to the front, over bytes that this NetBuffer may write. */
    static boolean retreat(final NetBuffer nb, final int delta) {
        final int backfill = nb.dataOffset();
        if (!ownsBackfill(nb, Math.min(delta, backfill))) {
            return replace(nb, 0, delta);
        }
        if (delta > backfill) {
            return prepend(nb, delta - backfill, delta, null);
        }
        nb.point(nb.data().chain(), backfill - delta, nb.dataLength() + delta);
        return true;
    }

    /** The same, over bytes that lie together. */
    static boolean retreatContiguous(final NetBuffer nb, final int delta) {
        final int backfill = nb.dataOffset();
        if (delta <= backfill && liesTogether(nb, delta) && ownsBackfill(nb, delta)) {
            nb.point(nb.data().chain(), backfill - delta, nb.dataLength() + delta);
            return true;
        }
        return backfill == 0 ? prepend(nb, delta, delta, null) : replace(nb, 0, delta);
    }

    /** Whether delta bytes before the data, which are there, lie in one Mdl. */
    private static boolean liesTogether(final NetBuffer nb, final int delta) {
        int from = nb.dataOffset() - delta;
        Mdl mdl = nb.mdlChain();
        while (from >= mdl.byteCount) {
            from -= mdl.byteCount;
            mdl = mdl.next();
        }
        return delta <= mdl.byteCount - from;
    }

    /** Whether delta bytes before the data lie in memory that this NetBuffer may write. */
    private static boolean ownsBackfill(final NetBuffer nb, final int delta) {
        int from = nb.dataOffset() - delta;
        int left = delta;
        for (Mdl mdl = nb.mdlChain(); left > 0; mdl = mdl.next()) {
            if (from < mdl.byteCount) {
                if (!nb.mayWrite(mdl)) {
                    return false;
                }
                left -= mdl.byteCount - from;
                from = 0;
            } else {
                from -= mdl.byteCount;
            }
        }
        return true;
    }

    /**
     * Puts one private segment in place of the backfill and of the first n bytes of data, which are copied to its end,
     * and moves the data start delta bytes to the front.
     */
    static boolean replace(final NetBuffer nb, final int n, final int delta) {
        PrivateMemory.requireFreeable(nb);
        Mdl cut = nb.currentMdl();
        long skip = (long) nb.currentMdlOffset() + n;
        while (skip >= cut.byteCount && cut.next != NetBufferEnvironment.NONE) {
            skip -= cut.byteCount;
            cut = cut.next();
        }
        final boolean divides = skip > 0 && skip < cut.byteCount;
        final Mdl front = divides ? PrivateMemory.takeDescriptor(nb) : null;
        if (divides && front == null) {
            return false;
        }
        final Mdl segment = takeOrGiveBack(nb, (long) n + delta, front);
        if (segment == null) {
            return false;
        }
        NetBufferBytes.getBytes(nb, 0, segment.unsafeBuffer(), segment.byteCount - n, n);
        final int rest = divides ? cut.next : skip == 0 ? cut.id() : NetBufferEnvironment.NONE;
        segment.next = rest;
        if (divides) {
            front.describe(cut, (int) skip, cut.byteCount - (int) skip);
            front.next = rest;
            segment.next = front.id();
        }
        final int dropped = nb.data().chain();
        nb.point(segment.id(), segment.byteCount - n - delta, nb.dataLength() + delta);
        drop(nb, dropped, rest, divides ? cut : null);
        return true;
    }

    /** A segment; where there is none, or its pool is closed, the descriptor, if there is one, goes home. */
    private static Mdl takeOrGiveBack(final NetBuffer nb, final long length, final Mdl descriptor) {
        Mdl segment = null;
        try {
            segment = PrivateMemory.take(nb, length);
        } finally {
            if (segment == null && descriptor != null) {
                giveBack(nb, descriptor);
            }
        }
        return segment;
    }

    private static void giveBack(final NetBuffer nb, final Mdl mdl) {
        PrivateMemory.giveDetached(nb.environment, PrivateMemory.detach(nb, mdl, NetBufferEnvironment.NONE), null);
    }

    /** Gives back the own Mdls of a former chain up to another one; memory that is still described is kept. */
    private static void drop(final NetBuffer nb, final int chain, final int until, final Mdl described) {
        int detached = NetBufferEnvironment.NONE;
        int id = chain;
        while (id != until) {
            final Mdl mdl = nb.environment.mdl(id);
            id = mdl.next;
            if (mdl.owner != nb.id()) {
                continue;
            }
            if (mdl == described && mdl.isOwnMemory() && mdl != nb.embedded) {
                mdl.next = nb.kept;
                nb.kept = mdl.id();
            } else {
                detached = PrivateMemory.detach(nb, mdl, detached);
            }
        }
        PrivateMemory.giveDetached(nb.environment, detached, null);
    }
}
