// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import java.util.ArrayList;
import java.util.List;

/**
 * Chains written as text: {@code "A1 B1 C2"} are three lists with the label in a reserved word and the CancelId 1, 1,
 * 2.
 */
final class Chains {
    static final int CANCEL_ID = 5;

    private Chains() {}

    /** The lists of the text, owned by the caller and linked; null for no text. */
    static NetBufferList of(final NetBufferListCache cache, final String text) {
        NetBufferList head = null;
        NetBufferList last = null;
        for (final String word : text.isEmpty() ? new String[0] : text.split(" ")) {
            final NetBufferList list = cache.allocate();
            list.miniportReserved(0, word.charAt(0));
            list.netBufferListInfo(CANCEL_ID, Long.parseLong(word.substring(1)));
            if (last == null) {
                head = list;
            } else {
                last.next(list);
            }
            last = list;
        }
        return head;
    }

    static char label(final NetBufferList list) {
        return (char) list.miniportReserved(0);
    }

    /** The labels of a chain, in order. */
    static String labels(final NetBufferList head) {
        final StringBuilder text = new StringBuilder();
        for (NetBufferList list = head; list != null; list = list.next()) {
            text.append(label(list));
        }
        return text.toString();
    }

    static List<NetBufferList> lists(final NetBufferList head) {
        final List<NetBufferList> lists = new ArrayList<>();
        for (NetBufferList list = head; list != null; list = list.next()) {
            lists.add(list);
        }
        return lists;
    }
}
