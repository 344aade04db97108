// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;

/**
 * The steps by which module {@code clone} builds derived lists. Not for applications: it trusts its caller to make them
 * in order (require, begin, fill, bear) and to {@link #abandon} what cannot be finished. Nothing of a derived list is
 * counted before it is whole, so a failure has nothing to undo in the original.
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
        final NetBufferList list = pool == null ? cache.takeClone() : cache.take(pool);
        if (list != null) {
            list.begin(
                    original,
                    originalMdls ? NetBufferList.DERIVED | NetBufferList.ORIGINAL_MDLS : NetBufferList.DERIVED);
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
        list.firstNetBuffer = NetBufferEnvironment.NONE;
        list.flags |= NetBufferList.HOLDS_MORE;
    }

    /**
     * Links a NetBuffer of a pool behind the last one.
     *
     * @param cache of the calling thread.
     * @param pool without data.
     * @param list begun by the caller.
     * @param last of the list, or null for the first.
     * @return null when the pool is exhausted.
     */
    public static NetBuffer append(
            final NetBufferListCache cache, final NetBufferPool pool, final NetBufferList list, final NetBuffer last) {
        final NetBuffer netBuffer = cache.takeNetBuffer(pool);
        if (netBuffer != null) {
            netBuffer.empty(0, 0);
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
        if (!source.isSole()) {
            return false;
        }
        final Mdl mdl = source.currentMdl();
        final long bytes = source.length();
        if (bytes == 0 || bytes > mdl.byteCount - source.currentOffset()) {
            return false;
        }
        target.embedded.embedded.describe(mdl, source.currentOffset(), (int) bytes);
        target.start(target.id(), 0, bytes);
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
     * Appends a descriptor of n bytes of another Mdl to a started chain: the embedded Mdl first, then Mdls of a pool.
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
        final Mdl mdl;
        if (last == null) {
            mdl = target.embedded;
            target.data().start(mdl.id(), 0, target.dataLength());
        } else {
            mdl = cache.takeMdl(cache.environment().mdlPool());
            if (mdl == null) {
                return null;
            }
            mdl.belongTo(target.id());
            last.next = mdl.id();
            target.hold(NetBuffer.POOL_MDLS);
        }
        mdl.describe(source, offset, length);
        return mdl;
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
     * Gives back a begun list that cannot be finished. It was not counted.
     *
     * @param cache of the calling thread.
     * @param list begun by the caller; consumed.
     */
    public static void abandon(final NetBufferListCache cache, final NetBufferList list) {
        list.flags &= ~NetBufferList.DERIVED;
        cache.free(list);
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
     * The error for a free with flags that are not the clone's; counted as misuse.
     *
     * @param list the clone, or no clone.
     * @param flags what the caller said.
     * @return the exception to throw.
     */
    public static IllegalStateException wrongFlags(final NetBufferList list, final int flags) {
        list.pool.countBadCall();
        final String kind =
                list.isDerived() ? list.usesOriginalMdls() ? "USE_ORIGINAL_MDLS (2)" : "NONE (0)" : "no clone";
        return new IllegalStateException("flags must be those that the clone was made with: " + list + " is " + kind
                + ", flags=" + flags + " (free(list) needs no flags)");
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
