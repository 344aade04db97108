// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

/** Moves the data start of every NetBuffer of a list, or of none: memory first, then the moves, which cannot fail. */
final class ListDataSpace {
    private ListDataSpace() {}

    static boolean retreat(
            final NetBufferList list,
            final int delta,
            final int backFill,
            final AllocateMdlHandler allocate,
            final FreeMdlHandler free) {
        boolean whole = false;
        try {
            whole = reserve(list, delta, backFill, allocate);
        } finally {
            if (!whole) {
                giveReserved(list, free);
            }
        }
        if (whole) {
            for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
                move(nb, delta);
            }
        }
        return whole;
    }

    private static boolean reserve(
            final NetBufferList list, final int delta, final int backFill, final AllocateMdlHandler allocate) {
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            nb.requireMovable();
            if (nb.reserved != NetBufferEnvironment.NONE) {
                throw PrivateMemory.touched(nb);
            }
            if (nb.dataLength() + delta > NetBuffer.MAX_DATA_LENGTH) {
                return false;
            }
            if (delta > nb.dataOffset()) {
                final Mdl segment = PrivateMemory.take(nb, (long) delta - nb.dataOffset() + backFill, allocate);
                if (segment == null) {
                    return false;
                }
                nb.reserved = segment.id();
            }
        }
        if (allocate != null) {
            requireMovable(list, delta);
        }
        return true;
    }

    /** A handler may have moved a NetBuffer that had its memory already. */
    private static void requireMovable(final NetBufferList list, final int delta) {
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            final Mdl segment = nb.environment.mdl(nb.reserved);
            final long room = nb.dataOffset() + (segment == null ? 0L : segment.byteCount);
            if (room < delta || nb.dataLength() + delta > NetBuffer.MAX_DATA_LENGTH) {
                throw PrivateMemory.touched(nb);
            }
        }
    }

    private static void move(final NetBuffer nb, final int delta) {
        final Mdl segment = nb.environment.mdl(nb.reserved);
        nb.reserved = NetBufferEnvironment.NONE;
        if (segment != null) {
            PrivateFront.link(nb, segment, delta);
        } else {
            nb.point(nb.data().chain(), nb.dataOffset() - delta, nb.dataLength() + delta);
        }
    }

    private static void giveReserved(final NetBufferList list, final FreeMdlHandler free) {
        int detached = NetBufferEnvironment.NONE;
        // Also of a list that a handler freed, against the rules.
        for (NetBuffer nb = list.head(); nb != null; nb = list.environment.netBuffer(nb.next)) {
            if (nb.reserved != NetBufferEnvironment.NONE) {
                detached = PrivateMemory.detach(nb, nb.environment.mdl(nb.reserved), detached);
                nb.reserved = NetBufferEnvironment.NONE;
            }
        }
        PrivateMemory.giveDetached(list.environment, detached, free);
    }

    static boolean advance(
            final NetBufferList list, final int delta, final boolean freeMdl, final FreeMdlHandler handler) {
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            if (!nb.canAdvance(delta)) {
                return false;
            }
        }
        for (NetBuffer nb = list.firstNetBuffer(); freeMdl && nb != null; nb = nb.next()) {
            PrivateMemory.requireFreeable(nb, delta);
        }
        int passed = NetBufferEnvironment.NONE;
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            passed = nb.advance(delta, freeMdl, passed);
        }
        PrivateMemory.giveDetached(list.environment, passed, handler);
        return true;
    }
}
