// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import io.github.nbl4j.nbl.AllocateMdlHandler;
import io.github.nbl4j.nbl.FreeMdlHandler;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.pool.Irql;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.MutableLong;

/** The functions that need no instance: context, information and flags of a list, and moving the used data. */
@Irql(Irql.Level.DISPATCH_LEVEL)
abstract class NblAccessors {
    NblAccessors() {}

    /**
     * Makes room for a context of the caller's. Owner only.
     *
     * @param netBufferList to change
     * @param contextSize bytes, a multiple of 8, more than 0
     * @param contextBackFill bytes in reserve if a context must be taken, a multiple of 8
     * @param poolTag any: memory here is tagged by its pool
     * @return {@link NdisStatus#SUCCESS}, or {@link NdisStatus#RESOURCES} when memory is short: then nothing changed
     * @throws IllegalArgumentException when a size is not as said
     * @throws IllegalStateException when the list is not owned, or the environment is closed
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
     * @param protocolId from {@link io.github.nbl4j.nbl.NblProtocolId}
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

    /**
     * Grows the used data in front. Owner only.
     *
     * @param netBuffer to change
     * @param dataOffsetDelta bytes, 0 or more
     * @param dataBackFill bytes in reserve if memory is linked, 0 or more
     * @param allocateMdlHandler supplies memory; null means this instance's
     * @return {@link NdisStatus#SUCCESS}, or why nothing changed: {@link NdisStatus#RESOURCES} or {@link
     *     NdisStatus#FAILURE}
     * @throws IllegalArgumentException when a number is negative
     * @throws IllegalStateException when the list is shared or not owned
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisretreatnetbufferdatastart">NdisRetreatNetBufferDataStart</a>
     */
    public final int retreatNetBufferDataStart(
            final NetBuffer netBuffer,
            final int dataOffsetDelta,
            final int dataBackFill,
            final AllocateMdlHandler allocateMdlHandler) {
        final boolean done = netBuffer.retreat(dataOffsetDelta, dataBackFill, allocateMdlHandler);
        return NdisStatus.ofRetreat(done, netBuffer, dataOffsetDelta);
    }

    /**
     * Grows the used data of every NetBuffer in front, or of none. Owner only.
     *
     * @param netBufferList to change
     * @param dataOffsetDelta bytes, 0 or more
     * @param dataBackFill bytes in reserve where memory is linked, 0 or more
     * @param allocateMdlHandler supplies memory; null means this instance's
     * @param freeMdlHandler takes it back when a later NetBuffer gets none
     * @return {@link NdisStatus#SUCCESS}, or why nothing changed: {@link NdisStatus#RESOURCES} or {@link
     *     NdisStatus#FAILURE}
     * @throws IllegalArgumentException when a number is negative
     * @throws IllegalStateException when the list is shared or not owned
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisretreatnetbufferlistdatastart">NdisRetreatNetBufferListDataStart</a>
     */
    public final int retreatNetBufferListDataStart(
            final NetBufferList netBufferList,
            final int dataOffsetDelta,
            final int dataBackFill,
            final AllocateMdlHandler allocateMdlHandler,
            final FreeMdlHandler freeMdlHandler) {
        final boolean done = netBufferList.retreat(dataOffsetDelta, dataBackFill, allocateMdlHandler, freeMdlHandler);
        return NdisStatus.ofRetreat(done, netBufferList, dataOffsetDelta);
    }

    /**
     * Shrinks the used data in front. Owner only.
     *
     * @param netBuffer to change
     * @param dataOffsetDelta bytes, 0 or more
     * @param freeMdl whether memory of a retreat that lies wholly before the data is given back
     * @param freeMdlHandler takes it back; null: it goes to its pool
     * @return false when the delta exceeds the data, which NDIS leaves undefined, or the offset would exceed 2^31-1:
     *     then nothing changed
     * @throws IllegalArgumentException when the delta is negative
     * @throws IllegalStateException when the list is shared or not owned, or living children may use the memory
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisadvancenetbufferdatastart">NdisAdvanceNetBufferDataStart</a>
     */
    public final boolean advanceNetBufferDataStart(
            final NetBuffer netBuffer,
            final int dataOffsetDelta,
            final boolean freeMdl,
            final FreeMdlHandler freeMdlHandler) {
        return netBuffer.advance(dataOffsetDelta, freeMdl, freeMdlHandler);
    }

    /**
     * Shrinks the used data of every NetBuffer in front, or of none. Owner only.
     *
     * @param netBufferList to change
     * @param dataOffsetDelta bytes, 0 or more
     * @param freeMdl whether memory of a retreat that lies wholly before the data is given back
     * @param freeMdlHandler takes it back; null: it goes to its pool
     * @return false as {@link #advanceNetBufferDataStart}
     * @throws IllegalArgumentException when the delta is negative
     * @throws IllegalStateException as there
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisadvancenetbufferlistdatastart">NdisAdvanceNetBufferListDataStart</a>
     */
    public final boolean advanceNetBufferListDataStart(
            final NetBufferList netBufferList,
            final int dataOffsetDelta,
            final boolean freeMdl,
            final FreeMdlHandler freeMdlHandler) {
        return netBufferList.advance(dataOffsetDelta, freeMdl, freeMdlHandler);
    }

    /**
     * The first bytes of the used data in one piece: in place where they are, else copied. A pointer is a buffer
     * here, so the
     * caller brings the view that becomes one.
     *
     * @param netBuffer to read
     * @param bytesNeeded 0 or more
     * @param storage for a copy, or null
     * @param alignMultiple a power of two from 1 to 8192
     * @param alignOffset from 0 to alignMultiple - 1
     * @param view wrapped onto the packet when that will do; for reading
     * @return view, storage, or null when there is less data, or a copy is needed and there is no storage
     * @throws IllegalArgumentException when a number is out of range or the storage is too small
     * @throws IllegalStateException when it was freed
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisgetdatabuffer">NdisGetDataBuffer</a>
     */
    public final DirectBuffer getDataBuffer(
            final NetBuffer netBuffer,
            final int bytesNeeded,
            final MutableDirectBuffer storage,
            final int alignMultiple,
            final int alignOffset,
            final DirectBuffer view) {
        return netBuffer.dataBuffer(bytesNeeded, storage, alignMultiple, alignOffset, view);
    }

    /**
     * Copies between NetBuffers; neither's fields change. Owner of both only.
     *
     * @param destination to write
     * @param destinationOffset from the start of its data, 0 or more
     * @param bytesToCopy 0 or more
     * @param source to read
     * @param sourceOffset from the start of its data, 0 or more
     * @param bytesCopied receives how many were copied
     * @return {@link NdisStatus#SUCCESS}, short copies included
     * @throws IllegalArgumentException when a number is negative
     * @throws IllegalStateException when a byte is shared: nothing was written
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndiscopyfromnetbuffertonetbuffer">NdisCopyFromNetBufferToNetBuffer</a>
     */
    public final int copyFromNetBufferToNetBuffer(
            final NetBuffer destination,
            final long destinationOffset,
            final long bytesToCopy,
            final NetBuffer source,
            final long sourceOffset,
            final MutableLong bytesCopied) {
        Objects.requireNonNull(bytesCopied, "bytesCopied");
        bytesCopied.set(destination.copyFrom(destinationOffset, bytesToCopy, source, sourceOffset));
        return NdisStatus.SUCCESS;
    }

    /**
     * Finds the current Mdl again from the data offset. Owner only.
     *
     * @param netBuffer to change
     * @throws IllegalStateException when the list is not owned
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisadjustnetbuffercurrentmdl">NdisAdjustNetBufferCurrentMdl</a>
     */
    public final void adjustNetBufferCurrentMdl(final NetBuffer netBuffer) {
        netBuffer.adjustCurrentMdl();
    }

    /**
     * How many pieces of memory the used data lies in. There are no pages here: one for each Mdl.
     *
     * @param netBuffer to read
     * @return 0 or more
     * @throws IllegalStateException when it was freed
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisquerynetbufferphysicalcount">NdisQueryNetBufferPhysicalCount</a>
     */
    public final int queryNetBufferPhysicalCount(final NetBuffer netBuffer) {
        return netBuffer.segmentCount();
    }
}
