// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;

/**
 * The steps by which module {@code clone} builds derived lists and copies. Not for applications: it trusts its caller
 * to make them in order (require, begin, fill, bear) and to {@link #abandon} what cannot be finished. Nothing of a
 * derived list is counted before it is whole, but for one of a shared original: a failure has nothing to undo there.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class Derivation {
    private Derivation() {}

    /**
     * Throws unless the caller may derive from this list in this environment.
     *
     * @param environment of the deriving handle.
     * @param original to derive from.
     * @throws IllegalStateException when the original is free or released.
     * @throws IllegalArgumentException when it is of another environment.
     */
    public static void require(final NetBufferEnvironment environment, final NetBufferList original) {
        if (original.environment != environment) {
            environment.requireSame(original.environment, original);
        }
        original.requireParent();
    }

    /**
     * Takes a list that lives off the original, without NetBuffers in use yet and not counted.
     *
     * @param cache of the calling thread.
     * @param pool without data, of the same environment; null for the default clone pool.
     * @param original to derive from.
     * @param originalMdls whether its NetBuffers will use the original's Mdls.
     * @return null when the pool is exhausted.
     */
    public static NetBufferList begin(
            final NetBufferListCache cache,
            final NetBufferListPool pool,
            final NetBufferList original,
            final boolean originalMdls) {
        return begun(
                pool == null ? cache.takeClone() : cache.take(pool),
                original,
                originalMdls ? NetBufferList.DERIVED | NetBufferList.ORIGINAL_MDLS : NetBufferList.DERIVED);
    }

    private static NetBufferList begun(final NetBufferList list, final NetBufferList original, final int kind) {
        if (list != null) {
            list.begin(original, kind);
        }
        return list;
    }

    /**
     * {@link #begin} of a list that will hold fragments.
     *
     * @param cache as there.
     * @param pool as there.
     * @param original as there.
     * @param delta bytes that each fragment's data will begin with, remembered for {@link #requireFragment}.
     * @return as there.
     */
    public static NetBufferList beginFragment(
            final NetBufferListCache cache,
            final NetBufferListPool pool,
            final NetBufferList original,
            final int delta) {
        return begin(cache, pool, original, NetBufferList.FRAGMENT, delta);
    }

    /**
     * {@link #begin} of a list that will hold all data in one NetBuffer.
     *
     * @param cache as there.
     * @param pool as there.
     * @param original as there.
     * @param delta bytes that the data will begin with, remembered for {@link #requireReassembled}.
     * @return as there.
     */
    public static NetBufferList beginReassembled(
            final NetBufferListCache cache,
            final NetBufferListPool pool,
            final NetBufferList original,
            final int delta) {
        return begin(cache, pool, original, NetBufferList.REASSEMBLED, delta);
    }

    private static NetBufferList begin(
            final NetBufferListCache cache,
            final NetBufferListPool pool,
            final NetBufferList original,
            final int kind,
            final int delta) {
        final NetBufferList list =
                begun(pool == null ? cache.takeClone() : cache.take(pool), original, NetBufferList.DERIVED | kind);
        if (list != null) {
            list.delta = delta;
        }
        return list;
    }

    /**
     * The NetBuffer that a list's slot comes with.
     *
     * @param list begun by the caller.
     * @return null when its pool has none.
     */
    public static NetBuffer embedded(final NetBufferList list) {
        return list.embedded;
    }

    /**
     * Removes the embedded NetBuffer from a begun list, whose NetBuffers all come from a pool, or that has none.
     *
     * @param list begun by the caller.
     */
    public static void removeEmbedded(final NetBufferList list) {
        list.flags |= NetBufferList.HOLDS_MORE;
        list.firstNetBuffer = NetBufferEnvironment.NONE;
    }

    /**
     * Links a NetBuffer behind the last one: the next of the list's slot, or else one of a pool. The caller places its
     * data; that of one with memory begins empty.
     *
     * @param cache of the calling thread.
     * @param pool without data, unless the list is not derived.
     * @param list begun by the caller.
     * @param last of the list, or null for the first.
     * @return null when the pool is exhausted.
     */
    public static NetBuffer append(
            final NetBufferListCache cache, final NetBufferPool pool, final NetBufferList list, final NetBuffer last) {
        final NetBuffer spare = last == null ? null : last.spare;
        if (spare != null) {
            list.spread(last, spare);
            return spare;
        }
        final NetBuffer netBuffer = cache.takeNetBuffer(pool);
        if (netBuffer != null) {
            netBuffer.empty(pool.dataSize(), 0);
            list.link(last, netBuffer);
        }
        return netBuffer;
    }

    /**
     * Gives a begun list the Mdls and the geometry of an original that is nothing but its slot, as most are: from list
     * to list, no NetBuffer is touched.
     *
     * @param target begun by the caller, with a NetBuffer in its slot.
     * @param source the original.
     * @return false when the original has no NetBuffer in its slot, or others, segments or borrowed memory; then
     *     nothing was done.
     */
    public static boolean shareSole(final NetBufferList target, final NetBufferList source) {
        if (!source.isSole()) {
            return false;
        }
        target.copy(source);
        return true;
    }

    /**
     * Gives a begun list one new Mdl over the data of such an original, if that lies in one Mdl, as most does.
     *
     * @param target begun by the caller, with a NetBuffer in its slot.
     * @param source the original.
     * @return false as {@link #shareSole}, and when the data is empty or spans Mdls; then nothing was done.
     */
    public static boolean describeSole(final NetBufferList target, final NetBufferList source) {
        return source.isSole() && describe(target, source.currentMdl(), source.currentOffset(), source.length());
    }

    private static boolean describe(final NetBufferList target, final Mdl mdl, final int offset, final long bytes) {
        if (bytes == 0 || bytes > mdl.byteCount - offset) {
            return false;
        }
        target.describe(mdl, offset, (int) bytes);
        return true;
    }

    /**
     * Gives a NetBuffer the Mdls and the geometry of another: nothing is taken from any pool.
     *
     * @param target of a begun list.
     * @param source of the original.
     */
    public static void share(final NetBuffer target, final NetBuffer source) {
        target.data().copy(source.data());
    }

    /**
     * Starts a chain of private descriptors: no Mdl yet, and a window of n bytes from its start.
     *
     * @param target of a begun list.
     * @param length bytes that its Mdls will describe.
     */
    public static void startChain(final NetBuffer target, final long length) {
        target.data().start(NetBufferEnvironment.NONE, 0, length);
    }

    /**
     * Appends a descriptor of n bytes of another Mdl to a started chain: the slot's Mdls first, then those of a pool.
     *
     * @param cache of the calling thread.
     * @param target whose chain was started.
     * @param last Mdl of that chain, or null for the first.
     * @param source Mdl whose memory is described.
     * @param offset in that Mdl's bytes.
     * @param length in bytes, more than 0.
     * @return the new last Mdl, or null when the pool is exhausted.
     */
    public static Mdl describe(
            final NetBufferListCache cache,
            final NetBuffer target,
            final Mdl last,
            final Mdl source,
            final int offset,
            final int length) {
        final Mdl mdl = last == null ? first(target) : following(cache, target, last);
        if (mdl != null) {
            mdl.describe(source, offset, length);
        }
        return mdl;
    }

    private static Mdl first(final NetBuffer target) {
        final Mdl mdl = target.embedded;
        target.data().start(mdl.id(), 0, target.dataLength());
        return mdl;
    }

    private static Mdl following(final NetBufferListCache cache, final NetBuffer target, final Mdl last) {
        final Mdl spare = last.spare;
        final Mdl mdl = spare != null ? spare : takeMdl(cache, target);
        if (mdl != null) {
            last.next = mdl.id();
        }
        return mdl;
    }

    private static Mdl takeMdl(final NetBufferListCache cache, final NetBuffer target) {
        final Mdl mdl = cache.takeMdl(cache.environment().mdlPool());
        if (mdl != null) {
            mdl.belongTo(target.id());
            target.hold(NetBuffer.POOL_MDLS);
        }
        return mdl;
    }

    /**
     * Links exactly delta + backFill bytes of private memory in front of a chain of descriptors, and retreats the data
     * by delta into it. With a delta of 0 nothing happens.
     *
     * @param cache of the calling thread.
     * @param target of a begun list, whose data starts where its chain does.
     * @param delta bytes, 0 or more.
     * @param backFill bytes to stay before the data, 0 or more.
     * @return false when no memory of that size is free.
     */
    public static boolean prepend(
            final NetBufferListCache cache, final NetBuffer target, final int delta, final int backFill) {
        return delta == 0 || PrivateFront.prependExactly(target, delta, backFill, cache);
    }

    /**
     * Gives a NetBuffer that has own memory, or none, as many private segments as its data needs, and places that.
     *
     * @param cache of the calling thread.
     * @param target of a list that the caller has just allocated.
     * @param offset of the data, from 0 to the size of the memory that the NetBuffer comes with.
     * @param length of the data, 0 or more.
     * @return false when the segments are short; freeing the list gives back what was taken.
     */
    public static boolean extend(
            final NetBufferListCache cache, final NetBuffer target, final int offset, final long length) {
        return PrivateMemory.extend(target, offset, length, cache);
    }

    /**
     * Confines a whole list, not counted yet, to the calling thread, which owns the original.
     *
     * @param list begun by the caller.
     */
    public static void confine(final NetBufferList list) {
        list.confine();
    }

    /**
     * Counts whole children of an original that {@link #require} approved. A plain store, by the original's owner.
     *
     * @param original the parent.
     * @param n how many.
     */
    public static void bear(final NetBufferList original, final int n) {
        original.bear(n);
    }

    /**
     * Makes and counts clones that use the original's Mdls, from the default pool, in one step.
     *
     * @param cache of the calling thread.
     * @param original that {@link #require} approved.
     * @param out receives them.
     * @param n how many, from 0 to out.length.
     * @return false, and nothing done, when the original is more than its slot, or the cache has not so many slots at
     *     hand.
     */
    public static boolean shareSole(
            final NetBufferListCache cache, final NetBufferList original, final NetBufferList[] out, final int n) {
        return PlainClones.allocate(cache, original, out, n);
    }

    /**
     * Makes and counts clones that use the original's Mdls, from the default pool, in one step.
     *
     * @param cache of the calling thread.
     * @param original that {@link #require} approved.
     * @param out receives their handles.
     * @param n how many, from 0 to out.length.
     * @return false, and nothing done, when the original is more than its slot, or the cache has not so many slots at
     *     hand.
     */
    public static boolean shareSole(
            final NetBufferListCache cache, final NetBufferList original, final long[] out, final int n) {
        return PlainClones.allocate(cache, original, out, n);
    }

    /**
     * Makes and counts a chain of clones that use the original's Mdls, from the default pool, in one step.
     *
     * @param cache of the calling thread.
     * @param original that {@link #require} approved.
     * @param n how many, more than 0.
     * @return null, and nothing done, when the original is more than its slot, or the cache has not so many slots at
     *     hand.
     */
    public static NetBufferList shareSole(final NetBufferListCache cache, final NetBufferList original, final int n) {
        return PlainClones.allocateChain(cache, original, n);
    }

    /**
     * Links a list that was just made behind another one.
     *
     * @param list made by the caller.
     * @param following the same.
     */
    public static void chain(final NetBufferList list, final NetBufferList following) {
        list.flags |= NetBufferList.LINKED;
        list.next = following.id();
    }

    /**
     * Takes the first list off a chain that was just made.
     *
     * @param list made by the caller.
     * @return the list that followed it, or null.
     */
    public static NetBufferList unchain(final NetBufferList list) {
        final NetBufferList following = list.environment.list(list.next);
        list.next = NetBufferEnvironment.NONE;
        list.flags &= ~NetBufferList.LINKED;
        return following;
    }

    /**
     * Gives back a begun list that cannot be finished. It was not counted.
     *
     * @param cache of the calling thread.
     * @param list begun by the caller; consumed.
     */
    public static void abandon(final NetBufferListCache cache, final NetBufferList list) {
        list.flags &= ~NetBufferList.DERIVED;
        cache.abandon(list);
    }

    /**
     * Lets other threads derive from a list until its free. Owner only.
     *
     * @param original to share.
     * @return the handle that {@link #tryBearShared} wants.
     */
    public static long share(final NetBufferList original) {
        original.share();
        return original.handle();
    }

    /**
     * The list whose slot a handle names, whatever life it is in. Any thread.
     *
     * @param environment of the deriving handle.
     * @param handle from {@link #share(NetBufferList)}.
     * @return null when the handle was never one of this environment.
     */
    public static NetBufferList slotOf(final NetBufferEnvironment environment, final long handle) {
        return environment.slotOf(handle);
    }

    /**
     * Throws when an owned list is no clone of these flags; counted as misuse.
     *
     * @param list about to be freed as such a clone.
     * @param originalMdls whether the flags are USE_ORIGINAL_MDLS.
     * @throws IllegalStateException naming what it is and what it was taken for.
     */
    public static void requireClone(final NetBufferList list, final boolean originalMdls) {
        if (list.isOwned() && list.kind() != NetBufferList.kindOfClone(originalMdls)) {
            throw wrongKind(list, NetBufferList.kindOfClone(originalMdls), 0);
        }
    }

    /**
     * Throws when an owned list is derived; counted as misuse.
     *
     * @param list about to be freed as one that was allocated.
     * @throws IllegalStateException naming what it is and what it was taken for.
     */
    public static void requireUnderived(final NetBufferList list) {
        requireKind(list, 0, 0);
    }

    /**
     * Throws when an owned list does not hold fragments of this delta; counted as misuse.
     *
     * @param list about to be freed as such fragments.
     * @param delta dataOffsetDelta.
     * @throws IllegalStateException naming what it is and what it was taken for.
     */
    public static void requireFragment(final NetBufferList list, final int delta) {
        requireKind(list, NetBufferList.DERIVED | NetBufferList.FRAGMENT, delta);
    }

    /**
     * Throws when an owned list was not reassembled with this delta; counted as misuse.
     *
     * @param list about to be freed as such a list.
     * @param delta dataOffsetDelta.
     * @throws IllegalStateException naming what it is and what it was taken for.
     */
    public static void requireReassembled(final NetBufferList list, final int delta) {
        requireKind(list, NetBufferList.DERIVED | NetBufferList.REASSEMBLED, delta);
    }

    private static void requireKind(final NetBufferList list, final int kind, final int delta) {
        if (list.isOwned() && (list.kind() != kind || kind != 0 && list.delta != delta)) {
            throw wrongKind(list, kind, delta);
        }
    }

    private static IllegalStateException wrongKind(final NetBufferList list, final int kind, final int delta) {
        list.pool.countBadCall();
        return new IllegalStateException("must be freed as what it was made: " + list + " is "
                + nameOf(list.kind(), list.delta) + ", freed as " + nameOf(kind, delta)
                + " (free(list) needs neither flags nor delta)");
    }

    private static String nameOf(final int kind, final int delta) {
        return switch (kind) {
            case 0 -> "not derived (no clone)";
            case NetBufferList.DERIVED -> "a clone with flags=0 (NONE)";
            case NetBufferList.DERIVED | NetBufferList.ORIGINAL_MDLS -> "a clone with flags=2 (USE_ORIGINAL_MDLS)";
            case NetBufferList.DERIVED | NetBufferList.FRAGMENT -> "a fragment with dataOffsetDelta=" + delta;
            default -> "a reassembled list with dataOffsetDelta=" + delta;
        };
    }

    /**
     * Throws unless the calling thread may use a handle: before anything is counted that only a handle can take back.
     *
     * @param cache to be used.
     * @throws IllegalStateException when it was closed, or is another thread's.
     */
    public static void requireUsable(final NetBufferListCache cache) {
        cache.requireUsable();
    }

    /**
     * Counts one child of a shared list before it is made, so that the list cannot end meanwhile. Any thread.
     *
     * @param original found by the handle's slot.
     * @param handle from {@link #share(NetBufferList)}.
     * @return false when that life of the list is over; nothing was counted.
     */
    public static boolean tryBearShared(final NetBufferList original, final long handle) {
        return original.tryBirthShared((int) (handle >>> 40));
    }

    /**
     * Takes back {@link #tryBearShared} when the child could not be made; reclaims the original if it was the last.
     *
     * @param cache of the calling thread.
     * @param original the parent.
     */
    public static void unbearShared(final NetBufferListCache cache, final NetBufferList original) {
        if (original.childrenGone(1)) {
            cache.reclaim(original);
        }
    }

    /**
     * A handle for a call without one, until {@link #exit}.
     *
     * @param environment whose handle.
     * @return never null.
     */
    public static NetBufferListCache enter(final NetBufferEnvironment environment) {
        return environment.enter();
    }

    /**
     * Ends such a call.
     *
     * @param environment whose handle.
     * @param cache from {@link #enter}.
     */
    public static void exit(final NetBufferEnvironment environment, final NetBufferListCache cache) {
        environment.exit(cache);
    }
}
