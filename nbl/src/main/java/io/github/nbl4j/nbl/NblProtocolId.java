// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

/**
 * Values of {@link NetBufferList#protocolId()} that NDIS gives a meaning.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/ns-nblapi-net_buffer_list_pool_parameters">NET_BUFFER_LIST_POOL_PARAMETERS</a>
 */
public final class NblProtocolId {
    /** No protocol in particular: what miniports, filters and intermediate drivers use. */
    public static final int DEFAULT = 0;

    /** TCP/IP. */
    public static final int TCP_IP = 2;

    /** IPX. */
    public static final int IPX = 6;

    /** NetBEUI. */
    public static final int NBF = 7;

    private NblProtocolId() {}
}
