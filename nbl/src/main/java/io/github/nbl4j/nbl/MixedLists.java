// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

/**
 * Several lists of any kinds freed at once: as an array, as handles, as a chain. All of them end before the first is
 * given back, and are linked as they end: a completion, which runs only then, may write to the caller's array; and
 * where one cannot end, those before it go home all the same. Siblings in a row release their parent by one operation.
 */
final class MixedLists {
    private MixedLists() {}

    static void free(final NetBufferListCache cache, final NetBufferList[] lists, final int n) {
        for (int i = 0; i < n; i++) {
            cache.requireOwn(lists[i]);
        }
        NetBufferList head = null;
        NetBufferList last = null;
        Throwable refusal = null;
        try {
            for (int i = 0; i < n; i++) {
                final NetBufferList list = lists[i];
                if (list.endOwnership()) {
                    last = linked(last, list);
                    head = head == null ? list : head;
                }
            }
        } catch (final Throwable ex) {
            refusal = ex;
        }
        giveBack(cache, head, refusal);
    }

    static void free(final NetBufferListCache cache, final long[] handles, final int n) {
        final NetBufferEnvironment environment = cache.environment;
        for (int i = 0; i < n; i++) {
            environment.requireLife(handles[i]).requireFreeable();
        }
        NetBufferList head = null;
        NetBufferList last = null;
        Throwable refusal = null;
        try {
            for (int i = 0; i < n; i++) {
                final NetBufferList list = environment.requireLife(handles[i]);
                if (list.endOwnership(cache.wordOf(list, handles[i]))) {
                    last = linked(last, list);
                    head = head == null ? list : head;
                }
            }
        } catch (final Throwable ex) {
            refusal = ex;
        }
        giveBack(cache, head, refusal);
    }

    static void freeChain(final NetBufferListCache cache, final NetBufferList chain) {
        for (NetBufferList list = chain; list != null; list = list.next()) {
            cache.requireOwn(list);
        }
        NetBufferList head = null;
        NetBufferList last = null;
        Throwable refusal = null;
        try {
            NetBufferList list = chain;
            while (list != null) {
                final NetBufferList following = cache.following(list);
                if (list.endOwnership()) {
                    last = linked(last, list);
                    head = head == null ? list : head;
                }
                list = following;
            }
        } catch (final Throwable ex) {
            refusal = ex;
        }
        giveBack(cache, head, refusal);
    }

    /** Links a list that nobody lives off, and whose life has ended here, behind the last of those. */
    private static NetBufferList linked(final NetBufferList last, final NetBufferList ended) {
        ended.next = NetBufferEnvironment.NONE;
        if (last != null) {
            last.next = ended.id();
        }
        return ended;
    }

    /** Gives back a chain of ended lists; then throws the refusal, or the first thing that a completion threw. */
    private static void giveBack(final NetBufferListCache cache, final NetBufferList head, final Throwable refusal) {
        Throwable failure = refusal;
        NetBufferList list = head;
        while (list != null) {
            int n = 1;
            NetBufferList following = cache.following(list);
            while (following != null && following.isSibling(list)) {
                following = cache.following(following);
                n++;
            }
            final Throwable thrown = n == 1 ? cache.reclaimed(list) : reclaimSiblings(cache, list, n);
            failure = NetBufferListCache.first(failure, thrown);
            list = following;
        }
        NetBufferListCache.rethrow(failure);
    }

    /** Gives back the first n of such a chain, which are siblings. Returns the first thing that a completion threw. */
    private static Throwable reclaimSiblings(final NetBufferListCache cache, final NetBufferList head, final int n) {
        final NetBufferList parent = cache.parent(head.parent);
        Throwable failure = null;
        NetBufferList list = head;
        for (int i = 0; i < n; i++) {
            failure = NetBufferListCache.first(failure, cache.clean(list));
            list = cache.following(list);
        }
        final boolean last = parent.childrenGone(n);
        list = head;
        for (int i = 0; i < n; i++) {
            final NetBufferList following = cache.following(list);
            cache.give(list);
            list = following;
        }
        return last ? NetBufferListCache.first(failure, cache.reclaimed(parent)) : failure;
    }
}
