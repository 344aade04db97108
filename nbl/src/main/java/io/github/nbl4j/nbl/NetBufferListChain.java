// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;
import java.util.function.Consumer;

/**
 * What is asked of, and done to, every list of a chain linked by {@link NetBufferList#next()}. By the owner of them
 * all; each call costs one step for each list, and for each NetBuffer where it says so.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class NetBufferListChain {
    private NetBufferListChain() {}

    /**
     * How many lists there are.
     *
     * @param head of the chain, or null for none.
     * @return 0 or more.
     */
    public static int numNetBufferLists(final NetBufferList head) {
        int n = 0;
        for (NetBufferList list = head; list != null; list = list.next()) {
            n++;
        }
        return n;
    }

    /**
     * How many NetBuffers there are from one on.
     *
     * @param first of a list, or a later one; null for none.
     * @return 0 or more.
     */
    public static int numNetBuffers(final NetBuffer first) {
        int n = 0;
        for (NetBuffer nb = first; nb != null; nb = nb.next()) {
            n++;
        }
        return n;
    }

    /**
     * How many NetBuffers all the lists have. One step for each of them.
     *
     * @param head of the chain, or null for none.
     * @return 0 or more.
     */
    public static int numNetBuffers(final NetBufferList head) {
        int n = 0;
        for (NetBufferList list = head; list != null; list = list.next()) {
            n += numNetBuffers(list.firstNetBuffer());
        }
        return n;
    }

    /**
     * How much used data all the NetBuffers of all the lists have. One step for each of them.
     *
     * @param head of the chain, or null for none.
     * @return bytes, 0 or more.
     */
    public static long numDataBytes(final NetBufferList head) {
        long bytes = 0;
        for (NetBufferList list = head; list != null; list = list.next()) {
            for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
                bytes += nb.dataLength();
            }
        }
        return bytes;
    }

    /**
     * The list that ends a chain.
     *
     * @param head of the chain.
     * @return head itself when nothing follows.
     * @throws IllegalArgumentException when head is null.
     */
    public static NetBufferList last(final NetBufferList head) {
        NetBufferList last = head;
        for (NetBufferList list = head; list != null; list = list.next()) {
            last = list;
        }
        if (last == null) {
            throw new IllegalArgumentException("a chain must have a list to have a last one: head=null");
        }
        return last;
    }

    /**
     * The NetBuffer that ends a list. One step for each NetBuffer of this one list.
     *
     * @param list with a NetBuffer.
     * @return its last NetBuffer.
     * @throws IllegalArgumentException when it has none.
     */
    public static NetBuffer lastNetBuffer(final NetBufferList list) {
        final NetBuffer last = list.lastNetBuffer();
        if (last == null) {
            throw new IllegalArgumentException("a list must have a NetBuffer to have a last one: " + list);
        }
        return last;
    }

    /**
     * Writes the completion status of every list.
     *
     * @param head of the chain, or null for none.
     * @param status any.
     * @throws IllegalStateException when one of them is not owned: those before it have the status.
     */
    public static void setStatus(final NetBufferList head, final int status) {
        for (NetBufferList list = head; list != null; list = list.next()) {
            list.status(status);
        }
    }

    /**
     * Calls back once for each list, in order. Next is read before the list is handed to the callback, which may
     * therefore free it, queue it, or give it to another thread; as in NDIS, it gets the list with Next as it was. What
     * the callback throws ends the walk, and then only the callback knows which lists it has had: where none may be
     * lost, pop them from a {@link NetBufferListQueue}.
     *
     * @param head of the chain, or null for none.
     * @param action under the caller's rules; made beforehand, because a lambda that captures allocates.
     */
    public static void forEach(final NetBufferList head, final Consumer<NetBufferList> action) {
        NetBufferList list = head;
        while (list != null) {
            final NetBufferList following = list.next();
            action.accept(list);
            list = following;
        }
    }
}
