// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

/** Moves the data start of every NetBuffer of a list, or of none. */
final class ListDataSpace {
    private ListDataSpace() {}

    static boolean retreat(final NetBufferList list, final int delta, final int backFill) {
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            nb.chainBefore = nb.data().chain();
            if (!nb.retreat(delta, backFill)) {
                for (NetBuffer done = list.firstNetBuffer(); done != nb; done = done.next()) {
                    PrivateMemory.undoRetreat(done, delta);
                }
                return false;
            }
        }
        return true;
    }

    static boolean advance(final NetBufferList list, final int delta, final boolean freeMdl) {
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            if (!nb.canAdvance(delta)) {
                return false;
            }
        }
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            nb.advance(delta, freeMdl);
        }
        return true;
    }
}
