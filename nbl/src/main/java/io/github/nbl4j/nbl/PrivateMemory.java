// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import java.util.Arrays;

/**
 * Memory that belongs to one NetBuffer alone: the room beside it, a segment of the environment's pools, or what a
 * handler supplies. It comes with a retreat or a copy, and goes with an advance or the NetBuffer.
 */
final class PrivateMemory {
    private PrivateMemory() {}

    /** The room, or a segment of at least that size; null when there is none. Not linked yet. */
    static Mdl take(final NetBuffer nb, final long needed) {
        final NetBufferListCache cache = nb.environment.enter();
        try {
            return take(nb, needed, cache);
        } finally {
            nb.environment.exit(cache);
        }
    }

    static Mdl take(final NetBuffer nb, final long needed, final NetBufferListCache cache) {
        if ((nb.held & NetBuffer.PRIVATE_ROOM) == 0 && needed <= nb.room.byteCount) {
            nb.hold(NetBuffer.PRIVATE_ROOM);
            return nb.room;
        }
        final Mdl segment = takeSegment(nb, needed, cache);
        if (segment != null) {
            segment.retreat = true;
        }
        return segment;
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

    /** {@link #take} from a handler. What it answers stays its own until it is found good. */
    static Mdl take(final NetBuffer nb, final long needed, final AllocateMdlHandler handler) {
        if (handler == null) {
            return take(nb, needed);
        }
        if (needed > Integer.MAX_VALUE) {
            return null;
        }
        final long life = nb.ownerLife();
        final int offset = nb.dataOffset();
        final int chain = nb.data().chain();
        final long length = nb.dataLength();
        final Mdl mdl = handler.allocate((int) needed);
        if (nb.ownerLife() != life
                || nb.dataOffset() != offset
                || nb.data().chain() != chain
                || nb.dataLength() != length) {
            throw touched(nb);
        }
        if (mdl != null) {
            mdl.suppliedTo(nb, (int) needed);
            nb.hold(NetBuffer.POOL_MDLS);
        }
        return mdl;
    }

    static IllegalStateException touched(final NetBuffer nb) {
        return touched("handler", nb);
    }

    static IllegalStateException touched(final String who, final NetBufferAccess nb) {
        return new IllegalStateException(who + " must leave the list alone: " + nb + " changed while it ran");
    }

    /** An Mdl without memory: the embedded one where that is free; null when there is none. Not linked yet. */
    static Mdl takeDescriptor(final NetBuffer nb) {
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

    private static Mdl takeFrom(final MdlPool pool, final NetBuffer nb, final NetBufferListCache cache) {
        final Mdl mdl = cache.takeMdl(pool);
        if (mdl != null) {
            mdl.belongTo(nb.id());
            nb.hold(NetBuffer.POOL_MDLS);
        }
        return mdl;
    }

    /** Throws when an advance would pass, and give back, an Mdl that children may use. */
    static void requireFreeable(final NetBuffer nb, final int delta) {
        final Mdl head = nb.mdlChain();
        if (head != null && head.retreat && head.owner == nb.id() && nb.dataOffset() + delta >= head.byteCount) {
            requireFreeable(nb);
        }
    }

    static void requireFreeable(final NetBuffer nb) {
        final NetBufferList list = nb.environment.list(nb.list);
        if (list != null && (list.hasLivingChildren() || list.isShared())) {
            throw new IllegalStateException("must have no living children: " + list + " children="
                    + list.livingChildren() + " (advance with freeMdl=false, free the children first)");
        }
    }

    /**
     * Unlinks the retreat's Mdls that lie wholly before the data, and moves those of pools and handlers to the front of
     * another chain, whose head is returned: nothing is given back before all NetBuffers of a list have moved.
     */
    static int detachPassed(final NetBuffer nb, final int others) {
        int detached = others;
        Mdl head = nb.mdlChain();
        while (head != null && head.retreat && head.owner == nb.id() && nb.dataOffset() >= head.byteCount) {
            nb.point(head.next, nb.dataOffset() - head.byteCount, nb.dataLength());
            detached = detach(nb, head, detached);
            head = nb.mdlChain();
        }
        return detached;
    }

    /** Moves an unlinked Mdl to the front of a chain to be given back; the room and others of the slot simply rest. */
    static int detach(final NetBuffer nb, final Mdl mdl, final int others) {
        if (mdl == nb.room) {
            mdl.byteCount = mdl.view().capacity();
            nb.held &= ~NetBuffer.PRIVATE_ROOM;
            return others;
        }
        if (mdl.pool == nb.pool) {
            mdl.next = NetBufferEnvironment.NONE;
            return others;
        }
        mdl.next = others;
        return mdl.id();
    }

    /**
     * Gives detached Mdls to the handler, if it supplied them, or to their pools; then throws the first thing that was
     * thrown on the way.
     */
    static void giveDetached(final NetBufferEnvironment environment, final int chain, final FreeMdlHandler handler) {
        Throwable failure = null;
        int id = chain;
        while (id != NetBufferEnvironment.NONE) {
            final Mdl mdl = environment.mdl(id);
            id = mdl.next;
            failure = NetBufferListCache.first(
                    failure, mdl.supplied && handler != null ? handBack(mdl, handler) : give(environment, mdl));
        }
        NetBufferListCache.rethrow(failure);
    }

    private static Throwable handBack(final Mdl mdl, final FreeMdlHandler handler) {
        mdl.handBack();
        try {
            handler.free(mdl);
            return null;
        } catch (final Throwable ex) {
            return ex;
        }
    }

    private static Throwable give(final NetBufferEnvironment environment, final Mdl mdl) {
        final NetBufferListCache cache = environment.enter();
        try {
            return cache.giveMdl(mdl);
        } finally {
            environment.exit(cache);
        }
    }

    /** Ends everything that the chain of a dying NetBuffer owns or borrows. Returns the first thing thrown. */
    static Throwable clean(final NetBuffer nb, final NetBufferListCache cache) {
        Throwable failure = giveOwned(nb, nb.data().chain(), cache);
        failure = NetBufferListCache.first(failure, giveOwned(nb, nb.kept, cache));
        // Of a retreat whose handler ended the list that asked it, or that an error broke off.
        failure = NetBufferListCache.first(failure, giveOwned(nb, nb.reserved, cache));
        int id = nb.borrowed;
        while (id != NetBufferEnvironment.NONE) {
            final Mdl mdl = nb.environment.mdl(id);
            id = mdl.next;
            if (mdl.borrowerGone()) {
                failure = NetBufferListCache.first(failure, cache.giveMdl(mdl));
            }
        }
        if ((nb.held & NetBuffer.WORDS_WRITTEN) != 0) {
            Arrays.fill(nb.words, 0);
        }
        nb.kept = NetBufferEnvironment.NONE;
        nb.reserved = NetBufferEnvironment.NONE;
        nb.borrowed = NetBufferEnvironment.NONE;
        nb.held = 0;
        return failure;
    }

    /** Gives back a chain as far as it belongs to the NetBuffer. */
    private static Throwable giveOwned(final NetBuffer nb, final int chain, final NetBufferListCache cache) {
        Throwable failure = null;
        int id = chain;
        while (id != NetBufferEnvironment.NONE) {
            final Mdl mdl = cache.mdl(nb, id);
            if (mdl.owner != nb.id()) {
                break;
            }
            id = mdl.next;
            if (detach(nb, mdl, NetBufferEnvironment.NONE) != NetBufferEnvironment.NONE) {
                failure = NetBufferListCache.first(failure, cache.giveMdl(mdl));
            }
        }
        return failure;
    }
}
