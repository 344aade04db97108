// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static io.github.nbl4j.nbl.NetBufferListInfo.CANCEL_ID;
import static io.github.nbl4j.nbl.NetBufferListInfo.FILTERING_INFO;
import static io.github.nbl4j.nbl.NetBufferListInfo.HASH_INFO;
import static io.github.nbl4j.nbl.NetBufferListInfo.HASH_VALUE;
import static io.github.nbl4j.nbl.NetBufferListInfo.IEEE_8021Q;
import static io.github.nbl4j.nbl.NetBufferListInfo.IPSEC_OFFLOAD_V1;
import static io.github.nbl4j.nbl.NetBufferListInfo.IPSEC_OFFLOAD_V2_HEADER;
import static io.github.nbl4j.nbl.NetBufferListInfo.IPSEC_OFFLOAD_V2_TUNNEL;
import static io.github.nbl4j.nbl.NetBufferListInfo.MEDIA_SPECIFIC_INFORMATION;
import static io.github.nbl4j.nbl.NetBufferListInfo.PROTOCOL_ID;
import static io.github.nbl4j.nbl.NetBufferListInfo.TCP_IP_CHECKSUM;
import static io.github.nbl4j.nbl.NetBufferListInfo.TCP_LARGE_SEND;
import static io.github.nbl4j.nbl.NetBufferListInfo.VIRTUAL_SUBNET_INFO;

import io.github.nbl4j.pool.Irql;

/**
 * Which slots of NetBufferListInfo a derived list gets from its original; {@link NetBufferListInfo} has the table. Who
 * changes the packet afterwards clears what no longer applies, as a large send that was cut.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public enum CopyInfo {
    /** None: they are as in a fresh list. */
    NONE(0),

    /** Those that a packet carries on its way down. */
    SEND(Masks.BOTH | 1 << CANCEL_ID),

    /** Those that a packet carries on its way up. */
    RECEIVE(Masks.BOTH | 1 << HASH_VALUE | 1 << HASH_INFO);

    private final int slots;

    CopyInfo(final int slots) {
        this.slots = slots;
    }

    /**
     * Overwrites these slots of one list by those of another. All else of both stays as it is. A slot that holds a
     * pointer is copied as a number: what it points to still belongs to whom it belonged. Owner of both lists.
     *
     * @param to whose slots are written.
     * @param from whose slots are read, of any environment.
     * @throws IllegalStateException when slots are to be copied and one of the lists is not owned; nothing changed.
     */
    public void copy(final NetBufferList to, final NetBufferList from) {
        if (slots != 0) {
            to.requireHeld();
            from.requireHeld();
            to.copyInfo(from, slots);
        }
    }

    /** An enum's own constants cannot be used by its elements. */
    private static final class Masks {
        private static final int BOTH = 1 << TCP_IP_CHECKSUM
                | 1 << IPSEC_OFFLOAD_V1
                | 1 << TCP_LARGE_SEND
                | 1 << IEEE_8021Q
                | 1 << MEDIA_SPECIFIC_INFORMATION
                | 1 << PROTOCOL_ID
                | 1 << IPSEC_OFFLOAD_V2_TUNNEL
                | 1 << IPSEC_OFFLOAD_V2_HEADER
                | 1 << FILTERING_INFO
                | 1 << VIRTUAL_SUBNET_INFO;
    }
}
