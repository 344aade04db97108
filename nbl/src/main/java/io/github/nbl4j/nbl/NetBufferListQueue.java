// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;

/**
 * Lists in a row, linked by their own {@link NetBufferList#next()}: first in, first out. One thread at a time; it holds
 * no reference to any list. Who appends lists must own them, and leaves them and their links alone until they are
 * popped.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class NetBufferListQueue {
    private final NetBufferEnvironment environment;
    private int first = NetBufferEnvironment.NONE;
    /** Means nothing while the queue is empty. */
    private int last = NetBufferEnvironment.NONE;

    /**
     * An empty queue. PASSIVE_LEVEL.
     *
     * @param environment of all lists that will be appended.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public NetBufferListQueue(final NetBufferEnvironment environment) {
        this.environment = environment;
    }

    /**
     * Whether no list waits here.
     *
     * @return true when there is nothing to pop.
     */
    public boolean isEmpty() {
        return first == NetBufferEnvironment.NONE;
    }

    /**
     * The chain that waits here, which stays here.
     *
     * @return its first list, or null.
     */
    public NetBufferList peek() {
        return environment.list(first);
    }

    /**
     * Appends one list, whose Next is set to null first: what followed it is not appended. O(1).
     *
     * @param list owned by the caller, not in any queue.
     * @throws IllegalStateException when it is not owned, or is the last one here, or that was freed; nothing changed.
     * @throws IllegalArgumentException when it is of another environment.
     */
    public void appendSingle(final NetBufferList list) {
        requireAppendable(list, list);
        list.next(null);
        append(list, list);
    }

    /**
     * Appends a chain of which both ends are known. O(1).
     *
     * @param first of the chain, owned by the caller like all of it.
     * @param last of the chain: what follows from first on ends there, which is not verified.
     * @throws IllegalStateException when an end is not owned, is the last list here, or that was freed; nothing
     *     changed.
     * @throws IllegalArgumentException when an end is of another environment, or something follows last.
     */
    public void appendChainFast(final NetBufferList first, final NetBufferList last) {
        requireAppendable(first, last);
        if (last.next() != null) {
            throw new IllegalArgumentException("last must end its chain: last=" + last + " next=" + last.next());
        }
        append(first, last);
    }

    /**
     * Appends a chain. O(n), to find its end.
     *
     * @param chain first list, owned by the caller like all of it; null does nothing.
     * @throws IllegalStateException when one of them is not owned, or is the last one here; nothing changed.
     * @throws IllegalArgumentException when the chain is of another environment.
     */
    public void appendChain(final NetBufferList chain) {
        if (chain != null) {
            append(chain, endOf(chain));
        }
    }

    /** The last list of a chain that may be appended. */
    NetBufferList endOf(final NetBufferList chain) {
        NetBufferList end = chain;
        for (NetBufferList list = chain; list != null; list = list.next()) {
            requireAppendable(list, list);
            end = list;
        }
        return end;
    }

    /**
     * Appends all lists of another queue, which is empty then. O(1).
     *
     * @param other whose lists move; if it is empty, nothing happens.
     * @throws IllegalArgumentException when it is this queue, or of another environment.
     * @throws IllegalStateException when a list at an end of either queue was freed; nothing changed.
     */
    public void appendQueue(final NetBufferListQueue other) {
        if (other == this) {
            throw new IllegalArgumentException("a queue must not be appended to itself: first=" + peek());
        }
        if (!other.isEmpty()) {
            requireAppendable(other.peek(), other.tail());
            append(other.peek(), other.tail());
            other.clear();
        }
    }

    /**
     * Takes the first list, with Next null. O(1).
     *
     * @return the list, the caller's from now on; null when the queue is empty.
     * @throws IllegalStateException when it was freed while it waited here; nothing changed.
     */
    public NetBufferList popFirst() {
        final NetBufferList list = peek();
        if (list != null) {
            final int following = list.next;
            list.next(null);
            first = following;
        }
        return list;
    }

    /**
     * Takes all lists, still linked. O(1).
     *
     * @return the first of the chain, the caller's from now on like all of it; null when the queue is empty.
     */
    public NetBufferList popAll() {
        final NetBufferList chain = peek();
        clear();
        return chain;
    }

    NetBufferEnvironment environment() {
        return environment;
    }

    /** Forgets the lists, which somebody else has. */
    void clear() {
        first = NetBufferEnvironment.NONE;
    }

    /** The list that the next one is linked to. Not when empty. */
    private NetBufferList tail() {
        return environment.list(last);
    }

    /** All that {@link #append} relies on, before anything changes. */
    void requireAppendable(final NetBufferList from, final NetBufferList to) {
        environment.requireSame(from.environment, from);
        environment.requireSame(to.environment, to);
        from.requireHeld();
        to.requireHeld();
        if (!isEmpty()) {
            final NetBufferList tail = tail();
            tail.requireHeld();
            if (tail == from || tail == to) {
                throw new IllegalStateException("must not be in the queue already: " + tail + " is its last list");
            }
        }
    }

    /** Links a chain that was proved appendable and ends in {@code to}. */
    void append(final NetBufferList from, final NetBufferList to) {
        if (isEmpty()) {
            first = from.id();
        } else {
            tail().next(from);
        }
        last = to.id();
    }
}
