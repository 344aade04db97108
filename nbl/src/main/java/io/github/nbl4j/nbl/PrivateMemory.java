// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import java.util.Arrays;

/**
 * Memory that a NetBuffer links in front of its chain: the room beside it, or a segment of the environment's pools. It
 * belongs to that NetBuffer alone, so it can be written although the rest is shared.
 */
final class PrivateMemory {
    private PrivateMemory() {}

    /** Links at least {@code needed} bytes and moves the data start delta bytes to the front. */
    static boolean prepend(final NetBuffer nb, final long needed, final int delta) {
        final Mdl segment = take(nb, needed);
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
        final Mdl room = takeRoom(nb, needed);
        final Mdl segment = room != null ? room : takeSegment(nb, needed, cache);
        if (segment == null) {
            return false;
        }
        segment.byteCount = (int) needed;
        link(nb, segment, delta);
        return true;
    }

    private static void link(final NetBuffer nb, final Mdl segment, final int delta) {
        segment.retreat = true;
        segment.next = nb.data().chain();
        nb.point(segment.id(), segment.byteCount + nb.dataOffset() - delta, nb.dataLength() + delta);
    }

    /**
     * Places the window at an offset of own memory: in what the NetBuffer comes with, and as many segments behind it as
     * it takes. False when they are short; what was linked ends with the NetBuffer.
     */
    static boolean extend(final NetBuffer nb, final int offset, final long length, final NetBufferListCache cache) {
        Mdl last = nb.mdlChain();
        long missing = offset + length - (last == null ? 0 : last.byteCount);
        while (missing > 0) {
            final Mdl segment = takeLargest(nb, missing, cache);
            if (segment == null) {
                return false;
            }
            if (last == null) {
                nb.data().start(segment.id(), 0, 0);
            } else {
                last.next = segment.id();
            }
            last = segment;
            missing -= segment.byteCount;
        }
        nb.point(nb.data().chain(), offset, length);
        return true;
    }

    /** Moves the data start delta bytes to the front, over bytes that this NetBuffer may write. */
    static boolean retreat(final NetBuffer nb, final int delta) {
        final int backfill = nb.dataOffset();
        if (!ownsBackfill(nb, Math.min(delta, backfill))) {
            return prependBeforeData(nb, delta);
        }
        if (delta > backfill) {
            return prepend(nb, delta - backfill, delta);
        }
        nb.point(nb.data().chain(), backfill - delta, nb.dataLength() + delta);
        return true;
    }

    /**
     * As {@link #prepend}, leaving out the backfill of the present chain, which is shared: a descriptor of the rest of
     * the current Mdl takes its place.
     */
    private static boolean prependBeforeData(final NetBuffer nb, final int delta) {
        requireFreeable(nb);
        final Mdl front = takeDescriptor(nb);
        if (front == null) {
            return false;
        }
        final Mdl segment = take(nb, delta);
        if (segment == null) {
            giveBack(nb, front);
            return false;
        }
        final Mdl current = nb.currentMdl();
        front.describe(current, nb.currentMdlOffset(), current.byteCount - nb.currentMdlOffset());
        front.next = current.next;
        segment.retreat = true;
        segment.next = front.id();
        final int dropped = nb.data().chain();
        final NetBufferListCache cache = nb.environment.enter();
        try {
            giveOwned(nb, dropped, front.next, cache);
        } finally {
            nb.environment.exit(cache);
        }
        nb.point(segment.id(), segment.byteCount - delta, nb.dataLength() + delta);
        return true;
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

    static void requireFreeable(final NetBuffer nb) {
        final NetBufferList list = nb.environment.list(nb.list);
        if (list != null && (list.hasLivingChildren() || list.isShared())) {
            throw new IllegalStateException("must have no living children: " + list + " children="
                    + list.livingChildren() + " (advance with freeMdl=false)");
        }
    }

    /** Takes a retreat back, and with it exactly the memory that it linked. */
    static void undoRetreat(final NetBuffer nb, final int delta) {
        final int offset = nb.dataOffset() + delta;
        final long length = nb.dataLength() - delta;
        final Mdl head = nb.mdlChain();
        if (nb.chainBefore == nb.data().chain()) {
            nb.point(nb.chainBefore, offset, length);
            return;
        }
        nb.point(nb.chainBefore, offset - head.byteCount, length);
        giveBack(nb, head);
    }

    /** Unlinks and gives back the retreat's Mdls that lie wholly before the data. */
    static void freePassed(final NetBuffer nb) {
        final NetBufferListCache cache = nb.environment.enter();
        try {
            Mdl head = nb.mdlChain();
            while (head != null && head.retreat && head.owner == nb.id() && nb.dataOffset() >= head.byteCount) {
                final Mdl following = head.next();
                nb.point(head.next, nb.dataOffset() - head.byteCount, nb.dataLength());
                give(nb, head, cache);
                head = following;
            }
        } finally {
            nb.environment.exit(cache);
        }
    }

    /** Ends everything that the chain of a dying NetBuffer owns or borrows. */
    static Throwable clean(final NetBuffer nb, final NetBufferListCache cache) {
        Throwable failure = null;
        int id = nb.data().chain();
        while (id != NetBufferEnvironment.NONE) {
            final Mdl mdl = nb.environment.mdl(id);
            if (mdl.owner != nb.id()) {
                break;
            }
            id = mdl.next;
            give(nb, mdl, cache);
        }
        if ((nb.held & NetBuffer.BORROWED) != 0) {
            while (id != NetBufferEnvironment.NONE) {
                final Mdl mdl = nb.environment.mdl(id);
                id = mdl.next;
                if (mdl.borrowerGone()) {
                    failure = NetBufferListCache.first(failure, cache.giveMdl(mdl));
                }
            }
        }
        if ((nb.held & NetBuffer.WORDS_WRITTEN) != 0) {
            Arrays.fill(nb.words, 0);
        }
        nb.held = 0;
        return failure;
    }

    private static Mdl take(final NetBuffer nb, final long needed) {
        final Mdl room = takeRoom(nb, needed);
        if (room != null) {
            return room;
        }
        final NetBufferListCache cache = nb.environment.enter();
        try {
            return takeSegment(nb, needed, cache);
        } finally {
            nb.environment.exit(cache);
        }
    }

    private static Mdl takeRoom(final NetBuffer nb, final long needed) {
        if ((nb.held & NetBuffer.PRIVATE_ROOM) != 0 || needed > nb.room.byteCount) {
            return null;
        }
        nb.hold(NetBuffer.PRIVATE_ROOM);
        return nb.room;
    }

    /** The smallest free segment of at least {@code needed} bytes, or null. */
    private static Mdl takeSegment(final NetBuffer nb, final long needed, final NetBufferListCache cache) {
        for (final MdlPool segments : nb.environment.segments()) {
            final Mdl segment = needed > segments.dataSize() ? null : takeFrom(segments, nb, cache);
            if (segment != null) {
                return segment;
            }
        }
        return null;
    }

    /** {@link #takeSegment}, or else the largest that is free, or null. */
    private static Mdl takeLargest(final NetBuffer nb, final long wanted, final NetBufferListCache cache) {
        Mdl segment = takeSegment(nb, wanted, cache);
        final MdlPool[] segments = nb.environment.segments();
        for (int i = segments.length - 1; segment == null && i >= 0; i--) {
            segment = takeFrom(segments[i], nb, cache);
        }
        return segment;
    }

    private static Mdl takeDescriptor(final NetBuffer nb) {
        if (nb.embedded.byteBuffer() == null && !ownsEmbedded(nb)) {
            return nb.embedded;
        }
        final NetBufferListCache cache = nb.environment.enter();
        try {
            return takeFrom(nb.environment.mdlPool(), nb, cache);
        } finally {
            nb.environment.exit(cache);
        }
    }

    /** Whether the embedded Mdl is in use: it lies in the chain's own part. */
    private static boolean ownsEmbedded(final NetBuffer nb) {
        Mdl mdl = nb.mdlChain();
        while (mdl != null && mdl.owner == nb.id() && mdl != nb.embedded) {
            mdl = mdl.next();
        }
        return mdl == nb.embedded;
    }

    private static void giveBack(final NetBuffer nb, final Mdl mdl) {
        final NetBufferListCache cache = nb.environment.enter();
        try {
            give(nb, mdl, cache);
        } finally {
            nb.environment.exit(cache);
        }
    }

    private static Mdl takeFrom(final MdlPool pool, final NetBuffer nb, final NetBufferListCache cache) {
        final Mdl mdl = cache.takeMdl(pool);
        if (mdl != null) {
            mdl.belongTo(nb.id());
            nb.hold(NetBuffer.POOL_MDLS);
        }
        return mdl;
    }

    /** Gives back the own Mdls of a chain up to another one. */
    private static void giveOwned(
            final NetBuffer nb, final int chain, final int until, final NetBufferListCache cache) {
        int id = chain;
        while (id != until) {
            final Mdl mdl = nb.environment.mdl(id);
            id = mdl.next;
            if (mdl.owner == nb.id()) {
                give(nb, mdl, cache);
            }
        }
    }

    /** Takes an Mdl out of this NetBuffer's possession: the room and the embedded one stay, others go to their pool. */
    private static void give(final NetBuffer nb, final Mdl mdl, final NetBufferListCache cache) {
        if (mdl == nb.room) {
            mdl.byteCount = mdl.view().capacity();
            nb.held &= ~NetBuffer.PRIVATE_ROOM;
        } else if (mdl == nb.embedded) {
            mdl.next = NetBufferEnvironment.NONE;
        } else {
            cache.giveMdl(mdl);
        }
    }
}
