// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Slot;
import io.github.nbl4j.pool.SlotCache;

/**
 * Several clones of one parent at once, all nothing but their slots in the default pool: as an array, as handles, as a
 * chain. They take their slots in one step and end by one operation on their parent. What makes them returns false, or
 * null, and does nothing, when the original is more than its slot, or the cache has not so many slots at hand; what
 * ends them, when some list is anything else. Then they go one by one.
 *
 * <p>The same loops stand here three times on purpose: a packet with 4 clones costs 45 ns so, 51 to 61 when one loop
 * makes them and another pours them out, or one serves all three (JDK 25, {@code PacketNbl4jBenchmark.bulk}).
 */
final class PlainClones {
    /** Longest chain that goes this way. */
    static final int MAX_CHAIN = 256;

    private static final int KIND = NetBufferList.DERIVED | NetBufferList.ORIGINAL_MDLS;

    private PlainClones() {}

    static boolean allocate(
            final NetBufferListCache cache, final NetBufferList original, final NetBufferList[] out, final int n) {
        final int from = take(cache, original, n);
        int begun = 0;
        try {
            while (from >= 0 && begun < n) {
                out[begun] = begin(cache, from + begun, original, KIND);
                begun++;
            }
        } finally {
            end(cache, original, from, begun, n);
        }
        return from >= 0;
    }

    static boolean allocate(
            final NetBufferListCache cache, final NetBufferList original, final long[] out, final int n) {
        final int from = take(cache, original, n);
        int begun = 0;
        try {
            while (from >= 0 && begun < n) {
                out[begun] = begin(cache, from + begun, original, KIND).handle();
                begun++;
            }
        } finally {
            end(cache, original, from, begun, n);
        }
        return from >= 0;
    }

    static NetBufferList allocateChain(final NetBufferListCache cache, final NetBufferList original, final int n) {
        final int from = take(cache, original, n);
        NetBufferList head = null;
        int begun = 0;
        try {
            while (from >= 0 && begun < n) {
                final NetBufferList clone =
                        begin(cache, from + begun, original, head == null ? KIND : KIND | NetBufferList.LINKED);
                clone.next = head == null ? NetBufferEnvironment.NONE : head.id();
                head = clone;
                begun++;
            }
        } finally {
            end(cache, original, from, begun, n);
        }
        return head;
    }

    /** Where the slots are, or negative. */
    private static int take(final NetBufferListCache cache, final NetBufferList original, final int n) {
        return cache.cloneCache == null || !original.isSole() ? -1 : cache.cloneCache.take(n);
    }

    private static NetBufferList begin(
            final NetBufferListCache cache, final int at, final NetBufferList original, final int kind) {
        final NetBufferList clone = cache.clones()[cache.cloneCache.taken(at)];
        clone.begin(original, kind);
        clone.copy(original);
        return clone;
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
        if (!arePlainSiblings(cache, lists, n)) {
            return false;
        }
        final NetBufferList parent = cache.parent(lists[0].parent);
        int ended = 0;
        Throwable refusal = null;
        try {
            while (ended < n && lists[ended].endBare()) {
                ended++;
            }
            // Not all of them, when one stands there twice or another thread frees it too. Refused before anything is
            // given back: from then on the slot may be somebody's.
            if (ended < n) {
                lists[ended].requireHeld();
            }
        } catch (final Throwable ex) {
            refusal = ex;
        }
        final boolean last = ended > 0 && parent.childrenGone(ended);
        for (int i = ended - 1; i >= 0; i--) {
            lists[i].next = NetBufferEnvironment.NONE;
            cache.cloneCache.give(lists[i].index());
        }
        giveParent(cache, last ? parent : null, refusal);
        return true;
    }

    private static boolean arePlainSiblings(final NetBufferListCache cache, final NetBufferList[] lists, final int n) {
        for (int i = 0; i < n; i++) {
            if (!cache.isOfClonePool(lists[i]) || !lists[i].isPlainSibling(lists[0])) {
                return false;
            }
        }
        return n > 0;
    }

    static boolean free(final NetBufferListCache cache, final long[] handles, final int n) {
        if (!arePlainSiblings(cache, handles, n)) {
            return false;
        }
        final NetBufferList[] clones = cache.clones();
        final NetBufferList parent = cache.parent(clones[slot(handles[0])].parent);
        int ended = 0;
        Throwable refusal = null;
        try {
            while (ended < n && endBare(clones[slot(handles[ended])], handles[ended])) {
                ended++;
            }
            if (ended < n) {
                cache.environment.requireLife(handles[ended]);
            }
        } catch (final Throwable ex) {
            refusal = ex;
        }
        final boolean last = ended > 0 && parent.childrenGone(ended);
        for (int i = ended - 1; i >= 0; i--) {
            clones[slot(handles[i])].next = NetBufferEnvironment.NONE;
            cache.cloneCache.give(slot(handles[i]));
        }
        giveParent(cache, last ? parent : null, refusal);
        return true;
    }

    /** Gives a parent back, if this was its end, and throws the refusal, if there is one, whatever a completion did. */
    private static void giveParent(
            final NetBufferListCache cache, final NetBufferList parent, final Throwable refusal) {
        final Throwable thrown = parent == null ? null : cache.reclaimed(parent);
        NetBufferListCache.rethrow(NetBufferListCache.first(refusal, thrown));
    }

    private static boolean endBare(final NetBufferList clone, final long handle) {
        return clone.endBare(handle - clone.id());
    }

    private static boolean arePlainSiblings(final NetBufferListCache cache, final long[] handles, final int n) {
        final NetBufferList first = n == 0 ? null : cache.cloneAtHand(handles[0]);
        for (int i = 0; i < n; i++) {
            final NetBufferList clone = cache.cloneAtHand(handles[i]);
            if (clone == null || clone.handleNow() != handles[i] || !clone.isPlainSibling(first)) {
                return false;
            }
        }
        return first != null;
    }

    private static int slot(final long handle) {
        return (int) handle & Slot.INDEX_MASK;
    }

    /** By the indices of their slots: along the links each step waits for the last one, so they are followed once. */
    static boolean freeChain(final NetBufferListCache cache, final NetBufferList head) {
        final int n = collect(cache, head);
        if (n == 0) {
            return false;
        }
        final int[] run = cache.run;
        final NetBufferList[] clones = cache.clones();
        final NetBufferList parent = cache.parent(head.parent);
        int ended = 0;
        Throwable refusal = null;
        try {
            while (ended < n && clones[run[ended]].endBare()) {
                clones[run[ended++]].next = NetBufferEnvironment.NONE;
            }
            // A list stands in a chain once: not all of them, when another thread frees one too.
            if (ended < n) {
                clones[run[ended]].requireHeld();
            }
        } catch (final Throwable ex) {
            refusal = ex;
        }
        final boolean last = ended > 0 && parent.childrenGone(ended);
        for (int i = ended - 1; i >= 0; i--) {
            cache.cloneCache.give(run[i]);
        }
        giveParent(cache, last ? parent : null, refusal);
        return true;
    }

    private static int collect(final NetBufferListCache cache, final NetBufferList head) {
        final int[] run = cache.run;
        int n = 0;
        for (NetBufferList list = head; list != null; list = cache.following(list)) {
            if (n == MAX_CHAIN || !cache.isOfClonePool(list) || !list.isPlainSibling(head)) {
                return 0;
            }
            run[n++] = list.index();
        }
        return n;
    }
}
