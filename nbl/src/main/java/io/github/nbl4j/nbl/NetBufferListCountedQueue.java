// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Checked;
import io.github.nbl4j.pool.Irql;

/**
 * A {@link NetBufferListQueue} that knows its length: one add more for each call. It has that queue rather than being
 * one, so nothing can be appended past the count.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class NetBufferListCountedQueue {
    private final NetBufferListQueue queue;
    private int count;

    /**
     * An empty queue. PASSIVE_LEVEL.
     *
     * @param environment of all lists that will be appended.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public NetBufferListCountedQueue(final NetBufferEnvironment environment) {
        queue = new NetBufferListQueue(environment);
    }

    /**
     * How many lists wait here.
     *
     * @return 0 or more.
     */
    public int count() {
        return count;
    }

    /**
     * Whether no list waits here.
     *
     * @return true when there is nothing to pop.
     */
    public boolean isEmpty() {
        return queue.isEmpty();
    }

    /**
     * The chain that waits here, which stays here.
     *
     * @return its first list, or null.
     */
    public NetBufferList peek() {
        return queue.peek();
    }

    /**
     * As {@link NetBufferListQueue#appendSingle}.
     *
     * @param list as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public void appendSingle(final NetBufferList list) {
        queue.appendSingle(list);
        count++;
    }

    /**
     * As {@link NetBufferListQueue#appendChainFast}, by a caller who knows the length.
     *
     * @param first as there.
     * @param last as there.
     * @param n how many lists that is, both ends included, 1 or more; counted only in checked mode.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there, and when n cannot be; nothing changed.
     */
    public void appendChainFast(final NetBufferList first, final NetBufferList last, final int n) {
        if (n < 1 || (n == 1) != (first == last) || Checked.ENABLED && !isCount(n, first, last)) {
            throw new IllegalArgumentException(
                    "n must be the number of lists from first to last: n=" + n + " first=" + first + " last=" + last);
        }
        queue.appendChainFast(first, last);
        count += n;
    }

    private static boolean isCount(final int n, final NetBufferList first, final NetBufferList last) {
        NetBufferList list = first;
        int counted = 1;
        while (counted < n && list != null && list != last) {
            list = list.next();
            counted++;
        }
        return counted == n && list == last;
    }

    /**
     * As {@link NetBufferListQueue#appendChain}.
     *
     * @param chain as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public void appendChain(final NetBufferList chain) {
        queue.appendChain(chain);
        count += NetBufferListChain.numNetBufferLists(chain);
    }

    /**
     * As {@link NetBufferListQueue#appendQueue}.
     *
     * @param other as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public void appendQueue(final NetBufferListCountedQueue other) {
        queue.appendQueue(other.queue);
        count += other.count;
        other.count = 0;
    }

    /**
     * As {@link NetBufferListQueue#popFirst()}.
     *
     * @return as there.
     * @throws IllegalStateException as there.
     */
    public NetBufferList popFirst() {
        final NetBufferList list = queue.popFirst();
        if (list != null) {
            count--;
        }
        return list;
    }

    /**
     * As {@link NetBufferListQueue#popAll()}.
     *
     * @return as there.
     */
    public NetBufferList popAll() {
        count = 0;
        return queue.popAll();
    }
}
