// SPDX-License-Identifier: Apache-2.0
/**
 * The data model of NDIS 6: lists of NetBuffers over chains of Mdls, the pools that own them, and moving the used data.
 * Typed pools live beside the types they hold.
 *
 * <p>One allocate runs: {@link io.github.nbl4j.nbl.NetBufferListCache} takes a slot, the
 * {@link io.github.nbl4j.nbl.NetBufferList} begins a life, its embedded {@link io.github.nbl4j.nbl.NetBuffer} is reset.
 * One free runs: the list ends its owner's hold (class {@code Lineage}); if no child lives, what it held is given back,
 * then its slot, then the same for a parent that this was the last child of.
 *
 * <p>NDIS and this package:
 * <table>
 * <caption>Structures and fields</caption>
 * <tr><th>NDIS</th><th>here</th></tr>
 * <tr><td>NET_BUFFER_LIST</td><td>{@link io.github.nbl4j.nbl.NetBufferList}</td></tr>
 * <tr><td>NET_BUFFER</td><td>{@link io.github.nbl4j.nbl.NetBuffer}</td></tr>
 * <tr><td>NET_BUFFER_DATA</td><td>chain, window and locator of a {@link io.github.nbl4j.nbl.NetBuffer}</td></tr>
 * <tr><td>MDL</td><td>{@link io.github.nbl4j.nbl.Mdl}</td></tr>
 * <tr><td>ParentNetBufferList, ChildRefCount</td><td>kept by the library; readable, no setters</td></tr>
 * <tr><td>NdisPoolHandle</td><td>{@link io.github.nbl4j.nbl.NetBufferList#pool()}</td></tr>
 * <tr><td>Context, NET_BUFFER_LIST_CONTEXT</td><td>{@link io.github.nbl4j.nbl.NetBufferListContext}: the bytes and
 *     where they start, in one buffer; null where NDIS has NULL</td></tr>
 * <tr><td>NetBufferListInfo</td><td>{@link io.github.nbl4j.nbl.NetBufferListInfo}: numbers of the slots</td></tr>
 * <tr><td>NblFlags</td><td>{@link io.github.nbl4j.nbl.NblFlags}: no contradiction can be written, and read-only data
 *     cannot be written</td></tr>
 * <tr><td>protocol id, hash</td><td>{@link io.github.nbl4j.nbl.NblProtocolId}, {@link io.github.nbl4j.nbl.NblHash}
 *     </td></tr>
 * <tr><td>NdisReserved</td><td>not modelled: private to NDIS</td></tr>
 * <tr><td>NetBufferHeader, NetBufferListHeader, Link</td><td>not modelled: aliases of the first fields</td></tr>
 * <tr><td>SharedMemoryInfo, ScatterGatherList</td><td>not modelled: descriptions for DMA hardware</td></tr>
 * <tr><td>MDL Size, MdlFlags, Process, MappedSystemVa, StartVa</td><td>not modelled: page tables of the kernel;
 *     {@link io.github.nbl4j.nbl.Mdl#buffer()} and {@link io.github.nbl4j.nbl.Mdl#address()} say where the bytes
 *     are</td></tr>
 * </table>
 */
package io.github.nbl4j.nbl;
