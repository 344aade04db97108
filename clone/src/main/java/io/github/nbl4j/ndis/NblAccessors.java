// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.pool.Irql;

/** The functions that need no pool: context, information and flags of a list. */
@Irql(Irql.Level.DISPATCH_LEVEL)
abstract class NblAccessors {
    NblAccessors() {}

    /**
     * Makes room for a context of the caller's. Owner only.
     *
     * @param netBufferList to change
     * @param contextSize bytes, a multiple of 8
     * @param contextBackFill bytes in reserve if a context must be taken, a multiple of 8
     * @param poolTag any: memory here is tagged by its pool
     * @return {@link NdisStatus#SUCCESS}, or {@link NdisStatus#RESOURCES} when memory is short: then nothing changed
     * @throws IllegalArgumentException when a size is negative or no multiple of 8
     * @throws IllegalStateException when the list is not owned
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferlistcontext">NdisAllocateNetBufferListContext</a>
     */
    public final int allocateNetBufferListContext(
            final NetBufferList netBufferList, final int contextSize, final int contextBackFill, final int poolTag) {
        return NdisStatus.of(netBufferList.allocateContext(contextSize, contextBackFill));
    }

    /**
     * Gives the last context back. Owner only.
     *
     * @param netBufferList to change
     * @param contextSize that of the last allocation
     * @throws IllegalStateException when it is another, or there is none, or the list is not owned
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreenetbufferlistcontext">NdisFreeNetBufferListContext</a>
     */
    public final void freeNetBufferListContext(final NetBufferList netBufferList, final int contextSize) {
        netBufferList.freeContext(contextSize);
    }

    /**
     * Copies the information that belongs to a send. Owner of both only.
     *
     * @param destination to write
     * @param source to read
     * @throws IllegalStateException when one is not owned
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndiscopysendnetbufferlistinfo">NdisCopySendNetBufferListInfo</a>
     */
    public final void copySendNetBufferListInfo(final NetBufferList destination, final NetBufferList source) {
        destination.copySendInfo(source);
    }

    /**
     * Copies the information that belongs to a receive. Owner of both only.
     *
     * @param destination to write
     * @param source to read
     * @throws IllegalStateException when one is not owned
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndiscopyreceivenetbufferlistinfo">NdisCopyReceiveNetBufferListInfo</a>
     */
    public final void copyReceiveNetBufferListInfo(final NetBufferList destination, final NetBufferList source) {
        destination.copyReceiveInfo(source);
    }

    /**
     * The pool of a list.
     *
     * @param netBufferList any
     * @return never null
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblaccessors/nf-nblaccessors-ndisgetpoolfromnetbufferlist">NdisGetPoolFromNetBufferList</a>
     */
    public final NetBufferListPool getPoolFromNetBufferList(final NetBufferList netBufferList) {
        return netBufferList.pool();
    }

    /**
     * The pool of a NetBuffer.
     *
     * @param netBuffer any
     * @return null for one that is embedded in a list
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblaccessors/nf-nblaccessors-ndisgetpoolfromnetbuffer">NdisGetPoolFromNetBuffer</a>
     */
    public final NetBufferPool getPoolFromNetBuffer(final NetBuffer netBuffer) {
        return netBuffer.pool();
    }

    /**
     * The protocol id of a list.
     *
     * @param netBufferList any
     * @return the pool's, unless it was set
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblaccessors/nf-nblaccessors-ndisgetnetbufferlistprotocolid">NdisGetNetBufferListProtocolId</a>
     */
    public final int getNetBufferListProtocolId(final NetBufferList netBufferList) {
        return netBufferList.protocolId();
    }

    /**
     * Sets the protocol id of a list. Owner only.
     *
     * @param netBufferList to change
     * @param protocolId from {@link io.github.nbl4j.nbl.NetBufferListInfo}
     * @throws IllegalStateException when the list is not owned
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblaccessors/nf-nblaccessors-ndissetnetbufferlistprotocolid">NdisSetNetBufferListProtocolId</a>
     */
    public final void setNetBufferListProtocolId(final NetBufferList netBufferList, final int protocolId) {
        netBufferList.protocolId(protocolId);
    }

    /**
     * Sets bits of NblFlags. Owner only.
     *
     * @param netBufferList to change
     * @param flag from {@link io.github.nbl4j.nbl.NblFlags}
     * @throws IllegalArgumentException when the flags would contradict each other
     * @throws IllegalStateException when the list is not owned
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblaccessors/nf-nblaccessors-ndissetnblflag">NdisSetNblFlag</a>
     */
    public final void setNblFlag(final NetBufferList netBufferList, final int flag) {
        netBufferList.setNblFlag(flag);
    }

    /**
     * Clears bits of NblFlags. Owner only.
     *
     * @param netBufferList to change
     * @param flag from {@link io.github.nbl4j.nbl.NblFlags}
     * @throws IllegalArgumentException when the flags would contradict each other
     * @throws IllegalStateException when the list is not owned
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblaccessors/nf-nblaccessors-ndisclearnblflag">NdisClearNblFlag</a>
     */
    public final void clearNblFlag(final NetBufferList netBufferList, final int flag) {
        netBufferList.clearNblFlag(flag);
    }

    /**
     * Whether any of some bits of NblFlags is set.
     *
     * @param netBufferList any
     * @param flag from {@link io.github.nbl4j.nbl.NblFlags}
     * @return true if one is
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblaccessors/nf-nblaccessors-ndistestnblflag">NdisTestNblFlag</a>
     */
    public final boolean testNblFlag(final NetBufferList netBufferList, final int flag) {
        return netBufferList.testNblFlag(flag);
    }

    /**
     * Whether all of some bits of NblFlags are set.
     *
     * @param netBufferList any
     * @param flags from {@link io.github.nbl4j.nbl.NblFlags}
     * @return true if all are
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblaccessors/nf-nblaccessors-ndistestnblflags">NdisTestNblFlags</a>
     */
    public final boolean testNblFlags(final NetBufferList netBufferList, final int flags) {
        return netBufferList.testNblFlags(flags);
    }
}
