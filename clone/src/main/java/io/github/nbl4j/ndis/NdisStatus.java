// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.pool.Irql;

/**
 * The values of NDIS_STATUS that this family of functions returns.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/network/ndis-status-values">NDIS_STATUS values</a>
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class NdisStatus {
    /** NDIS_STATUS_SUCCESS. */
    public static final int SUCCESS = 0;

    /** NDIS_STATUS_RESOURCES: memory is short, nothing changed. */
    public static final int RESOURCES = 0xC000_009A;

    /** NDIS_STATUS_FAILURE: the data would exceed {@link NetBuffer#MAX_DATA_LENGTH}, nothing changed. */
    public static final int FAILURE = 0xC000_0001;

    private NdisStatus() {}

    static int of(final boolean succeeded) {
        return succeeded ? SUCCESS : RESOURCES;
    }

    /** Of a retreat of one NetBuffer; tells too much data from too little memory. */
    static int ofRetreat(final boolean succeeded, final NetBuffer netBuffer, final int delta) {
        return succeeded ? SUCCESS : isTooLong(netBuffer, delta) ? FAILURE : RESOURCES;
    }

    /** The same of all NetBuffers of a list. */
    static int ofRetreat(final boolean succeeded, final NetBufferList list, final int delta) {
        boolean tooLong = false;
        for (NetBuffer nb = list.firstNetBuffer(); nb != null && !succeeded; nb = nb.next()) {
            tooLong |= isTooLong(nb, delta);
        }
        return succeeded ? SUCCESS : tooLong ? FAILURE : RESOURCES;
    }

    private static boolean isTooLong(final NetBuffer netBuffer, final int delta) {
        return netBuffer.dataLength() + delta > NetBuffer.MAX_DATA_LENGTH;
    }
}
