// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * Sorts the lists of a chain into queues. The chain is consumed and relinked, a run of like lists by one append; order
 * inside each queue is kept; the given function is called once for each list, in order. One thread at a time.
 *
 * <p>Functions look at a list and leave it and its Next alone. Neither they nor a {@link Flush} may call this
 * classifier. What one of them throws ends the call and loses nothing: what was appended or flushed has arrived,
 * everything else is {@link #popRest()}, and must be fetched before the next call.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class NetBufferListClassifier {
    /** Value function: the CancelId of a list's info. */
    public static final ToLongFunction<NetBufferList> CANCEL_ID =
            list -> list.netBufferListInfo(NetBufferListInfo.CANCEL_ID);

    /** Value function: a list's {@link NetBufferList#sourceHandle()}. */
    public static final ToLongFunction<NetBufferList> SOURCE_HANDLE = NetBufferList::sourceHandle;

    /** Value function: the {@link NetBufferListPool#ordinal()} of a list's pool. */
    public static final ToLongFunction<NetBufferList> POOL = list -> list.pool().ordinal();

    /** Value function: a list's {@link NetBufferList#ownerId()}. */
    public static final ToLongFunction<NetBufferList> OWNER_ID = NetBufferList::ownerId;

    private static final int DEPTH = 4;

    private final NetBufferEnvironment environment;
    private final NetBufferListQueue[] open = new NetBufferListQueue[DEPTH];
    private final long[] values = new long[DEPTH];
    private int opened;
    /** Id of the first list that is in no queue yet. */
    private int rest = NetBufferEnvironment.NONE;
    /** Value of the list after the run that {@link #endOfRun} found. */
    private long following;

    /** Receives the lists of one value. */
    @FunctionalInterface
    @Irql(Irql.Level.DISPATCH_LEVEL)
    public interface Flush {
        /**
         * Takes all of these lists: off the run, by {@code popFirst} or {@code popAll}, before it frees one or hands it
         * on, if what follows may throw. A list that was freed as it stood in the run has lost what it was linked to.
         *
         * @param run one list or more, whose links may be used as they are: after a normal return the classifier
         *     forgets them. What is still in the queue when this throws is the classifier's.
         * @param value of each of them.
         */
        void flush(NetBufferListQueue run, long value);
    }

    /**
     * Builds a classifier with its queues. PASSIVE_LEVEL.
     *
     * @param environment of all lists that it will see.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public NetBufferListClassifier(final NetBufferEnvironment environment) {
        this.environment = environment;
        for (int i = 0; i < DEPTH; i++) {
            open[i] = new NetBufferListQueue(environment);
        }
    }

    /**
     * Sorts into two queues.
     *
     * @param head of a chain that the caller owns; consumed; null does nothing.
     * @param predicate chooses.
     * @param queue0 receives the lists for which it is false.
     * @param queue1 receives the lists for which it is true.
     * @throws IllegalStateException when a list is not owned, or the rest of an earlier call was not fetched.
     * @throws IllegalArgumentException when a queue or the chain is of another environment; nothing changed.
     */
    public void byPredicate(
            final NetBufferList head,
            final Predicate<NetBufferList> predicate,
            final NetBufferListQueue queue0,
            final NetBufferListQueue queue1) {
        requireSame(queue0);
        requireSame(queue1);
        NetBufferList first = begin(head);
        boolean is = first != null && predicate.test(first);
        while (first != null) {
            NetBufferList last = first;
            NetBufferList list = first.next();
            boolean other = is;
            while (list != null && (other = predicate.test(list)) == is) {
                last = list;
                list = list.next();
            }
            first = move(first, last, is ? queue1 : queue0);
            is = other;
        }
    }

    /**
     * Sorts into "mine" and "theirs" by one value: {@code bySame(head, POOL, mine.ordinal(), theirs, mine)},
     * {@code bySame(head, CANCEL_ID, id, keep, cancel)}.
     *
     * @param head as {@link #byPredicate}.
     * @param value of a list.
     * @param wanted the value to look for.
     * @param others receives the lists of any other value.
     * @param same receives the lists of the wanted value.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public void bySame(
            final NetBufferList head,
            final ToLongFunction<NetBufferList> value,
            final long wanted,
            final NetBufferListQueue others,
            final NetBufferListQueue same) {
        requireSame(others);
        requireSame(same);
        NetBufferList first = begin(head);
        long v = first == null ? 0 : value.applyAsLong(first);
        while (first != null) {
            final NetBufferList last = endOfRun(first, v, value);
            first = move(first, last, v == wanted ? same : others);
            v = following;
        }
    }

    /**
     * Sorts into as many queues as there are.
     *
     * @param head as {@link #byPredicate}.
     * @param index chooses the queue.
     * @param queues one for each index; not changed.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there, and when an index names no queue: then the rest is to be fetched.
     */
    public void byIndex(
            final NetBufferList head, final ToIntFunction<NetBufferList> index, final NetBufferListQueue[] queues) {
        for (final NetBufferListQueue queue : queues) {
            requireSame(queue);
        }
        NetBufferList first = begin(head);
        int i = first == null ? 0 : index.applyAsInt(first);
        while (first != null) {
            NetBufferList last = first;
            NetBufferList list = first.next();
            int other = i;
            while (list != null && (other = index.applyAsInt(list)) == i) {
                last = list;
                list = list.next();
            }
            if (i < 0 || i >= queues.length) {
                throw new IllegalArgumentException(
                        "index must name a queue: index=" + i + " queues=" + queues.length + " list=" + first);
            }
            first = move(first, last, queues[i]);
            i = other;
        }
    }

    /**
     * Hands on each run of lists of one value.
     *
     * @param head as {@link #byPredicate}.
     * @param value of a list.
     * @param flush called for each run, in order.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public void byValue(final NetBufferList head, final ToLongFunction<NetBufferList> value, final Flush flush) {
        NetBufferList first = begin(head);
        long v = first == null ? 0 : value.applyAsLong(first);
        while (first != null) {
            final NetBufferList last = endOfRun(first, v, value);
            final long next = following;
            first = move(first, last, open[0]);
            flush(open[0], v, flush);
            v = next;
        }
    }

    /**
     * {@link #byValue} that collects the lists of four values at a time: fewer and longer runs, for a search among four
     * values at the start of each. A fifth value takes the place after the one that was appended to last, whose lists
     * are handed on; in the end all places are, in order.
     *
     * @param head as {@link #byPredicate}.
     * @param value of a list.
     * @param flush called with one list or more of one value.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public void byValueLookahead(
            final NetBufferList head, final ToLongFunction<NetBufferList> value, final Flush flush) {
        NetBufferList first = begin(head);
        long v = first == null ? 0 : value.applyAsLong(first);
        int place = 0;
        while (first != null) {
            final NetBufferList last = endOfRun(first, v, value);
            final long next = following;
            place = placeOf(v, place, flush);
            first = move(first, last, open[place]);
            v = next;
        }
        for (int i = 0; i < opened; i++) {
            flush(open[i], values[i], flush);
        }
        opened = 0;
    }

    private int placeOf(final long value, final int previous, final Flush flush) {
        for (int i = 0; i < opened; i++) {
            if (values[i] == value) {
                return i;
            }
        }
        int place = opened;
        if (place < DEPTH) {
            opened++;
        } else {
            place = previous + 1 & DEPTH - 1;
            flush(open[place], values[place], flush);
        }
        values[place] = value;
        return place;
    }

    /**
     * Takes off the first run of lists of one value, and nothing else: for a loop that does without callbacks. Holds
     * nothing back: what the function throws leaves the chain as it is.
     *
     * @param head of a chain that the caller owns, or null.
     * @param value of a list, called for the run and the list that ends it.
     * @param run receives the run.
     * @return first list of what remains, the caller's as before, or null.
     * @throws IllegalStateException when an end of the run is not owned; nothing changed.
     * @throws IllegalArgumentException when the queue or the chain is of another environment; nothing changed.
     */
    public NetBufferList partialByValue(
            final NetBufferList head, final ToLongFunction<NetBufferList> value, final NetBufferListQueue run) {
        requireSame(run);
        final NetBufferList first = begin(head);
        rest = NetBufferEnvironment.NONE;
        return first == null ? null : cut(first, endOfRun(first, value.applyAsLong(first), value), run);
    }

    /**
     * What a call that ended in an exception had neither appended nor flushed: order among lists of one value is kept.
     * Lists that were freed meanwhile, by a receiver that then threw, are left out.
     *
     * @return first of a chain, the caller's from now on like all of it; null when nothing is left.
     */
    public NetBufferList popRest() {
        final int left = rest;
        rest = NetBufferEnvironment.NONE;
        opened = 0;
        NetBufferList first = null;
        NetBufferList last = null;
        for (int i = 0; i <= DEPTH; i++) {
            NetBufferList list = i < DEPTH ? open[i].popAll() : environment.list(left);
            while (list != null) {
                // The field: a freed list refuses to say it.
                final NetBufferList after = environment.list(list.next);
                if (list.isOwned()) {
                    first = first == null ? list : first;
                    last = linked(last, list);
                }
                list = after;
            }
        }
        return first;
    }

    private static NetBufferList linked(final NetBufferList last, final NetBufferList list) {
        list.next(null);
        if (last != null) {
            last.next(list);
        }
        return list;
    }

    private NetBufferList begin(final NetBufferList head) {
        boolean idle = rest == NetBufferEnvironment.NONE;
        for (final NetBufferListQueue queue : open) {
            idle &= queue.isEmpty();
        }
        if (!idle) {
            throw new IllegalStateException("must be idle: lists of an earlier call are here"
                    + " (after an exception fetch them by popRest; never call a classifier from its own callback)");
        }
        if (head != null) {
            environment.requireSame(head.environment, head);
            head.requireHeld();
            rest = head.id();
        }
        opened = 0;
        return head;
    }

    private void requireSame(final NetBufferListQueue queue) {
        if (queue.environment() != environment) {
            throw new IllegalArgumentException("queue must be of the same environment as the classifier");
        }
    }

    /** The last list of the run of a value. */
    private NetBufferList endOfRun(
            final NetBufferList first, final long value, final ToLongFunction<NetBufferList> function) {
        NetBufferList last = first;
        for (NetBufferList list = first.next(); list != null; list = list.next()) {
            following = function.applyAsLong(list);
            if (following != value) {
                break;
            }
            last = list;
        }
        return last;
    }

    /** Moves a run from the rest to a queue. Returns what the rest begins with now. */
    private NetBufferList move(final NetBufferList first, final NetBufferList last, final NetBufferListQueue to) {
        final NetBufferList left = cut(first, last, to);
        rest = left == null ? NetBufferEnvironment.NONE : left.id();
        return left;
    }

    /** Moves a run to a queue, or throws and leaves its chain whole. Returns what followed it. */
    private static NetBufferList cut(final NetBufferList first, final NetBufferList last, final NetBufferListQueue to) {
        to.requireAppendable(first, last);
        final NetBufferList left = last.next();
        last.next(null);
        to.append(first, last);
        return left;
    }

    /** A receiver that throws leaves in the queue what it has not taken. */
    private void flush(final NetBufferListQueue run, final long value, final Flush flush) {
        boolean taken = false;
        try {
            flush.flush(run, value);
            taken = true;
        } finally {
            if (taken) {
                run.clear();
            } else {
                keepOwned(run);
            }
        }
    }

    /** At once: by the time of popRest a slot that was freed may be somebody else's list. */
    private void keepOwned(final NetBufferListQueue run) {
        NetBufferList list = run.popAll();
        while (list != null) {
            // The field: a freed list refuses to say it.
            final NetBufferList after = environment.list(list.next);
            if (list.isOwned()) {
                run.appendSingle(list);
            }
            list = after;
        }
    }
}
