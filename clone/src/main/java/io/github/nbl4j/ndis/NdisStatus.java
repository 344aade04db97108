// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import io.github.nbl4j.nbl.NetBuffer;
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

    /** Of a retreat from a NetBuffer on; tells too much data from too little memory. */
    static int ofRetreat(final boolean succeeded, final NetBuffer first, final int delta) {
        if (succeeded) {
            return SUCCESS;
        }
        for (NetBuffer nb = first; nb != null; nb = nb.next()) {
            if (nb.dataLength() + delta > NetBuffer.MAX_DATA_LENGTH) {
                return FAILURE;
            }
        }
        return RESOURCES;
    }
}
