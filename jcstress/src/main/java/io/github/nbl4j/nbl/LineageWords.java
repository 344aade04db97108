// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

/** Opens the words of a list to the stress tests: its births, and its ends without all that a free does besides. */
public final class LineageWords {
    /** One clone more, and the next one must fold. */
    public static final long BEFORE_GUARD = Lineage.GUARD - 1;

    private LineageWords() {}

    public static void presetBirths(final NetBufferList list, final long births) {
        list.presetBirths(births);
    }

    public static void bear(final NetBufferList list) {
        list.bear(1);
    }

    public static boolean endOwnership(final NetBufferList list) {
        return list.endOwnership();
    }

    public static boolean childGone(final NetBufferList list) {
        return list.childrenGone(1);
    }

    /** Of a list that was ended here, and so did not go back to its pool. */
    public static void beginAgain(final NetBufferList list) {
        list.begin();
    }
}
