// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.soak;

import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import org.agrona.concurrent.UnsafeBuffer;

/** The bytes of lists: all of one value, so that whoever holds a list that another one holds too will see it. */
final class Content {
    /** The longest that a lane writes at once. */
    static final int MOST = 512;

    private static final UnsafeBuffer[] FILLS = new UnsafeBuffer[256];

    static {
        for (int i = 0; i < FILLS.length; i++) {
            FILLS[i] = new UnsafeBuffer(new byte[MOST]);
            FILLS[i].setMemory(0, MOST, (byte) i);
        }
    }

    private Content() {}

    static UnsafeBuffer of(final long value) {
        return FILLS[(int) value & 0xFF];
    }

    /** Writes all that the list uses. */
    static void fill(final NetBufferList list, final long value) {
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            nb.putBytes(0, of(value), 0, (int) nb.dataLength());
        }
    }

    static void verify(final NetBufferList list) {
        final byte value = (byte) list.scratch();
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            for (long i = 0; i < nb.dataLength(); i += 7) {
                if (nb.getByte(i) != value) {
                    throw new IllegalStateException("every byte must be the list's own: " + list + " byte=" + i + " is "
                            + nb.getByte(i) + " value=" + value);
                }
            }
        }
    }
}
