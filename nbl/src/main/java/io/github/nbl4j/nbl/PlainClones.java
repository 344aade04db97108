// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.SlotCache;

/**
 * Several clones of one parent at once, all nothing but their slots in the default pool: as an array, as handles, as a
 * chain. They take their slots in one step and end by one operation on their parent. What makes them returns false, or
 * null, and does nothing, when the original is more than its slot, or the cache has not so many slots at hand; what
 * ends them, when some list is anything else. Then they go one by one.
 */
final class PlainClones {
    /** How many go this way at most. */
    static final int MAX_RUN = 256;

    private static final int KIND = NetBufferList.DERIVED | NetBufferList.ORIGINAL_MDLS;

    private PlainClones() {}

    static boolean allocate(
            final NetBufferListCache cache, final NetBufferList original, final NetBufferList[] out, final int n) {
        final int from = allocate(cache, original, n);
        for (int i = 0; from >= 0 && i < n; i++) {
            out[i] = allocated(cache, from + i);
        }
        return from >= 0;
    }

    static boolean allocate(
            final NetBufferListCache cache, final NetBufferList original, final long[] out, final int n) {
        final int from = allocate(cache, original, n);
        for (int i = 0; from >= 0 && i < n; i++) {
            out[i] = allocated(cache, from + i).handle();
        }
        return from >= 0;
    }

    static NetBufferList allocateChain(final NetBufferListCache cache, final NetBufferList original, final int n) {
        final int from = allocate(cache, original, n);
        NetBufferList head = null;
        for (int i = 0; from >= 0 && i < n; i++) {
            final NetBufferList clone = allocated(cache, from + i);
            if (head != null) {
                Derivation.chain(clone, head);
            }
            head = clone;
        }
        return head;
    }

    /** Where the clones' slots are, or negative and nothing changed. */
    private static int allocate(final NetBufferListCache cache, final NetBufferList original, final int n) {
        final int from = cache.cloneCache == null || !original.isSole() ? -1 : cache.cloneCache.take(n);
        int begun = 0;
        try {
            while (from >= 0 && begun < n) {
                begin(allocated(cache, from + begun), original);
                begun++;
            }
        } finally {
            end(cache, original, from, begun, n);
        }
        return from;
    }

    private static NetBufferList allocated(final NetBufferListCache cache, final int at) {
        return cache.clones()[cache.cloneCache.taken(at)];
    }

    private static void begin(final NetBufferList clone, final NetBufferList original) {
        clone.begin(original, KIND);
        clone.copy(original);
    }

    /** Counts all clones, or gives all back when one slot was not as one that rests must be: that one is left alone. */
    private static void end(
            final NetBufferListCache cache,
            final NetBufferList original,
            final int from,
            final int begun,
            final int n) {
        if (begun == n) {
            original.bear(n);
        } else if (from >= 0) {
            undo(cache, from, begun, n);
        }
    }

    private static void undo(final NetBufferListCache cache, final int from, final int begun, final int n) {
        final SlotCache home = cache.cloneCache;
        final int[] run = cache.run;
        // First all, because what is given overwrites what was taken.
        for (int i = 0; i < n; i++) {
            run[i] = home.taken(from + i);
        }
        for (int i = 0; i < n; i++) {
            if (i < begun) {
                Derivation.abandon(cache, cache.clones()[run[i]]);
            } else if (i > begun) {
                home.give(run[i]);
            }
        }
    }

    static boolean free(final NetBufferListCache cache, final NetBufferList[] lists, final int n) {
        if (!collect(cache, lists, n)) {
            return false;
        }
        final int ended = free(cache, n);
        if (ended < n) {
            lists[ended].requireHeld();
        }
        return true;
    }

    private static boolean collect(final NetBufferListCache cache, final NetBufferList[] lists, final int n) {
        int i = 0;
        while (i < n && i < MAX_RUN && collect(cache, lists[i], lists[0], i)) {
            i++;
        }
        return i == n && n > 0;
    }

    private static boolean collect(
            final NetBufferListCache cache, final NetBufferList list, final NetBufferList first, final int at) {
        if (!cache.isOfClonePool(list) || !list.isPlainSibling(first)) {
            return false;
        }
        cache.run[at] = list.index();
        return true;
    }

    static boolean free(final NetBufferListCache cache, final long[] handles, final int n) {
        if (!collect(cache, handles, n)) {
            return false;
        }
        final int ended = free(cache, n);
        if (ended < n) {
            cache.environment.requireLife(handles[ended]);
        }
        return true;
    }

    private static boolean collect(final NetBufferListCache cache, final long[] handles, final int n) {
        final NetBufferList first = n == 0 || n > MAX_RUN ? null : cache.cloneAtHand(handles[0]);
        for (int i = 0; i < n && first != null; i++) {
            final NetBufferList clone = cache.cloneAtHand(handles[i]);
            if (clone == null || clone.handleNow() != handles[i] || !clone.isPlainSibling(first)) {
                return false;
            }
            cache.run[i] = clone.index();
        }
        return first != null;
    }

    static boolean freeChain(final NetBufferListCache cache, final NetBufferList head) {
        final int n = collect(cache, head);
        if (n == 0) {
            return false;
        }
        final int ended = free(cache, n);
        if (ended < n) {
            cache.clones()[cache.run[ended]].requireHeld();
        }
        return true;
    }

    /** How many there are, or 0 when one cannot go this way. */
    private static int collect(final NetBufferListCache cache, final NetBufferList head) {
        int n = 0;
        for (NetBufferList list = head; list != null; list = cache.following(list)) {
            if (n == MAX_RUN || !collect(cache, list, head, n)) {
                return 0;
            }
            n++;
        }
        return n;
    }

    /**
     * Ends the n lists of the run, all at once for their parent, and gives them back. By the indices of their slots:
     * along the links of a chain each step waits for the last one, so they are followed once.
     *
     * @return how many were ended: not all, when one stands there twice or another thread frees it too.
     */
    private static int free(final NetBufferListCache cache, final int n) {
        final int[] run = cache.run;
        final NetBufferList[] clones = cache.clones();
        final NetBufferList parent = cache.parent(clones[run[0]].parent);
        int ended = 0;
        while (ended < n && clones[run[ended]].endBare()) {
            clones[run[ended++]].next = NetBufferEnvironment.NONE;
        }
        final boolean last = ended > 0 && parent.childrenGone(ended);
        for (int i = ended - 1; i >= 0; i--) {
            cache.cloneCache.give(run[i]);
        }
        if (last) {
            cache.reclaim(parent);
        }
        return ended;
    }
}
