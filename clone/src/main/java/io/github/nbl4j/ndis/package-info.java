// SPDX-License-Identifier: Apache-2.0
/**
 * NDIS 6 by its own names: every function, macro and field of the NET_BUFFER_LIST family, and what it is here. A test
 * holds this page against the list of names: a name without a row, or a row without a method or a reason, fails.
 *
 * <table>
 * <caption>Functions</caption>
 * <tr><th>NDIS</th><th>here</th></tr>
 * <tr><td>NdisAllocateNetBufferListPool</td><td>{@link io.github.nbl4j.ndis.Ndis#allocateNetBufferListPool}</td></tr>
 * <tr><td>NdisFreeNetBufferListPool</td><td>{@link io.github.nbl4j.ndis.Ndis#freeNetBufferListPool}</td></tr>
 * <tr><td>NdisAllocateNetBufferPool</td><td>{@link io.github.nbl4j.ndis.Ndis#allocateNetBufferPool}</td></tr>
 * <tr><td>NdisFreeNetBufferPool</td><td>{@link io.github.nbl4j.ndis.Ndis#freeNetBufferPool}</td></tr>
 * <tr><td>NdisAllocateNetBufferList</td><td>{@link io.github.nbl4j.ndis.Ndis#allocateNetBufferList}</td></tr>
 * <tr><td>NdisAllocateNetBufferAndNetBufferList</td>
 *     <td>{@link io.github.nbl4j.ndis.Ndis#allocateNetBufferAndNetBufferList}</td></tr>
 * <tr><td>NdisFreeNetBufferList</td><td>{@link io.github.nbl4j.ndis.Ndis#freeNetBufferList}</td></tr>
 * <tr><td>NdisAllocateNetBuffer</td><td>{@link io.github.nbl4j.ndis.Ndis#allocateNetBuffer}</td></tr>
 * <tr><td>NdisAllocateNetBufferMdlAndData</td>
 *     <td>{@link io.github.nbl4j.ndis.Ndis#allocateNetBufferMdlAndData}</td></tr>
 * <tr><td>NdisFreeNetBuffer</td><td>{@link io.github.nbl4j.ndis.Ndis#freeNetBuffer}</td></tr>
 * <tr><td>NdisAllocateMdl</td><td>{@link io.github.nbl4j.ndis.Ndis#allocateMdl}</td></tr>
 * <tr><td>NdisFreeMdl</td><td>{@link io.github.nbl4j.ndis.Ndis#freeMdl}</td></tr>
 * <tr><td>NdisAdjustMdlLength</td><td>{@link io.github.nbl4j.ndis.Ndis#adjustMdlLength}</td></tr>
 * <tr><td>NdisQueryMdl</td><td>{@link io.github.nbl4j.ndis.Ndis#queryMdl}</td></tr>
 * <tr><td>NdisGetNextMdl</td><td>{@link io.github.nbl4j.ndis.Ndis#getNextMdl}</td></tr>
 * <tr><td>NdisAllocateCloneNetBufferList</td>
 *     <td>{@link io.github.nbl4j.ndis.Ndis#allocateCloneNetBufferList}</td></tr>
 * <tr><td>NdisFreeCloneNetBufferList</td><td>{@link io.github.nbl4j.ndis.Ndis#freeCloneNetBufferList}</td></tr>
 * <tr><td>NdisAllocateFragmentNetBufferList</td>
 *     <td>{@link io.github.nbl4j.ndis.Ndis#allocateFragmentNetBufferList}</td></tr>
 * <tr><td>NdisFreeFragmentNetBufferList</td><td>{@link io.github.nbl4j.ndis.Ndis#freeFragmentNetBufferList}</td></tr>
 * <tr><td>NdisAllocateReassembledNetBufferList</td>
 *     <td>{@link io.github.nbl4j.ndis.Ndis#allocateReassembledNetBufferList}</td></tr>
 * <tr><td>NdisFreeReassembledNetBufferList</td>
 *     <td>{@link io.github.nbl4j.ndis.Ndis#freeReassembledNetBufferList}</td></tr>
 * <tr><td>NdisRetreatNetBufferDataStart</td><td>{@link io.github.nbl4j.ndis.Ndis#retreatNetBufferDataStart}</td></tr>
 * <tr><td>NdisRetreatNetBufferListDataStart</td>
 *     <td>{@link io.github.nbl4j.ndis.Ndis#retreatNetBufferListDataStart}</td></tr>
 * <tr><td>NdisAdvanceNetBufferDataStart</td><td>{@link io.github.nbl4j.ndis.Ndis#advanceNetBufferDataStart}</td></tr>
 * <tr><td>NdisAdvanceNetBufferListDataStart</td>
 *     <td>{@link io.github.nbl4j.ndis.Ndis#advanceNetBufferListDataStart}</td></tr>
 * <tr><td>NdisGetDataBuffer</td><td>{@link io.github.nbl4j.ndis.Ndis#getDataBuffer}</td></tr>
 * <tr><td>NdisCopyFromNetBufferToNetBuffer</td>
 *     <td>{@link io.github.nbl4j.ndis.Ndis#copyFromNetBufferToNetBuffer}</td></tr>
 * <tr><td>NdisAdjustNetBufferCurrentMdl</td><td>{@link io.github.nbl4j.ndis.Ndis#adjustNetBufferCurrentMdl}</td></tr>
 * <tr><td>NdisQueryNetBufferPhysicalCount</td>
 *     <td>{@link io.github.nbl4j.ndis.Ndis#queryNetBufferPhysicalCount}</td></tr>
 * <tr><td>NdisAllocateNetBufferListContext</td>
 *     <td>{@link io.github.nbl4j.ndis.Ndis#allocateNetBufferListContext}</td></tr>
 * <tr><td>NdisFreeNetBufferListContext</td><td>{@link io.github.nbl4j.ndis.Ndis#freeNetBufferListContext}</td></tr>
 * <tr><td>NdisCopySendNetBufferListInfo</td><td>{@link io.github.nbl4j.ndis.Ndis#copySendNetBufferListInfo}</td></tr>
 * <tr><td>NdisCopyReceiveNetBufferListInfo</td>
 *     <td>{@link io.github.nbl4j.ndis.Ndis#copyReceiveNetBufferListInfo}</td></tr>
 * <tr><td>NdisGetPoolFromNetBufferList</td><td>{@link io.github.nbl4j.ndis.Ndis#getPoolFromNetBufferList}</td></tr>
 * <tr><td>NdisGetPoolFromNetBuffer</td><td>{@link io.github.nbl4j.ndis.Ndis#getPoolFromNetBuffer}</td></tr>
 * <tr><td>NdisGetNetBufferListProtocolId</td>
 *     <td>{@link io.github.nbl4j.ndis.Ndis#getNetBufferListProtocolId}</td></tr>
 * <tr><td>NdisSetNetBufferListProtocolId</td>
 *     <td>{@link io.github.nbl4j.ndis.Ndis#setNetBufferListProtocolId}</td></tr>
 * <tr><td>NdisSetNblFlag</td><td>{@link io.github.nbl4j.ndis.Ndis#setNblFlag}</td></tr>
 * <tr><td>NdisClearNblFlag</td><td>{@link io.github.nbl4j.ndis.Ndis#clearNblFlag}</td></tr>
 * <tr><td>NdisTestNblFlag</td><td>{@link io.github.nbl4j.ndis.Ndis#testNblFlag}</td></tr>
 * <tr><td>NdisTestNblFlags</td><td>{@link io.github.nbl4j.ndis.Ndis#testNblFlags}</td></tr>
 * <tr><td>NdisQueryMdlOffset</td>
 *     <td>{@link io.github.nbl4j.nbl.Mdl#byteOffset()}, {@link io.github.nbl4j.nbl.Mdl#byteCount()}</td></tr>
 * <tr><td>NdisGetMdlPhysicalArraySize, NDIS_MDL_TO_SPAN_PAGES</td>
 *     <td>not modelled: no page tables; {@link io.github.nbl4j.nbl.NetBuffer#segmentCount()} counts pieces</td></tr>
 * <tr><td>NdisAllocateGenericObject, NdisFreeGenericObject</td>
 *     <td>not modelled: a pool needs no owner handle</td></tr>
 * <tr><td>IoBuildPartialMdl</td>
 *     <td>{@link io.github.nbl4j.clone.NetBufferListCloner} makes descriptors of parts; an Mdl of the caller's
 *     describes a buffer</td></tr>
 * <tr><td>FwpsAllocateCloneNetBufferList0</td>
 *     <td>{@link io.github.nbl4j.ndis.Ndis#allocateCloneNetBufferList}</td></tr>
 * <tr><td>FwpsFreeCloneNetBufferList0</td><td>{@link io.github.nbl4j.ndis.Ndis#freeCloneNetBufferList}</td></tr>
 * <tr><td>FwpsAllocateNetBufferAndNetBufferList0</td>
 *     <td>{@link io.github.nbl4j.ndis.Ndis#allocateNetBufferAndNetBufferList}</td></tr>
 * <tr><td>FwpsFreeNetBufferList0</td><td>{@link io.github.nbl4j.ndis.Ndis#freeNetBufferList}</td></tr>
 * <tr><td>FwpsReferenceNetBufferList0, FwpsDereferenceNetBufferList0</td>
 *     <td>not modelled: one owner, one handle: clone instead</td></tr>
 * </table>
 *
 * <table>
 * <caption>NET_BUFFER_LIST</caption>
 * <tr><th>NDIS</th><th>here</th></tr>
 * <tr><td>Next, NET_BUFFER_LIST_NEXT_NBL</td><td>{@link io.github.nbl4j.nbl.NetBufferList#next()}</td></tr>
 * <tr><td>FirstNetBuffer, NET_BUFFER_LIST_FIRST_NB</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferList#firstNetBuffer()}</td></tr>
 * <tr><td>Context</td><td>{@link io.github.nbl4j.nbl.NetBufferList#context()}</td></tr>
 * <tr><td>ParentNetBufferList</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferList#parentNetBufferList()}; kept by the library, no setter</td></tr>
 * <tr><td>NdisPoolHandle</td><td>{@link io.github.nbl4j.nbl.NetBufferList#pool()}</td></tr>
 * <tr><td>NdisReserved</td><td>not modelled: private to NDIS</td></tr>
 * <tr><td>ProtocolReserved, NET_BUFFER_LIST_PROTOCOL_RESERVED</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferList#protocolReserved(int)}</td></tr>
 * <tr><td>MiniportReserved, NET_BUFFER_LIST_MINIPORT_RESERVED</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferList#miniportReserved(int)}</td></tr>
 * <tr><td>Scratch</td><td>{@link io.github.nbl4j.nbl.NetBufferList#scratch()}</td></tr>
 * <tr><td>SourceHandle</td><td>{@link io.github.nbl4j.nbl.NetBufferList#sourceHandle()}</td></tr>
 * <tr><td>NblFlags, NET_BUFFER_LIST_NBL_FLAGS</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferList#nblFlags()}, {@link io.github.nbl4j.nbl.NblFlags}</td></tr>
 * <tr><td>ChildRefCount</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferList#childRefCount()}; kept by the library, no setter</td></tr>
 * <tr><td>Flags, NET_BUFFER_LIST_FLAGS</td><td>{@link io.github.nbl4j.nbl.NetBufferList#flags()}</td></tr>
 * <tr><td>Status, NET_BUFFER_LIST_STATUS</td><td>{@link io.github.nbl4j.nbl.NetBufferList#status()}</td></tr>
 * <tr><td>NetBufferListInfo, NET_BUFFER_LIST_INFO</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferList#netBufferListInfo(int)},
 *     {@link io.github.nbl4j.nbl.NetBufferListInfo}</td></tr>
 * <tr><td>NetBufferListHeader, NetBufferListData, Link</td><td>not modelled: aliases of the first fields</td></tr>
 * <tr><td>NET_BUFFER_LIST_GET_HASH_VALUE, NET_BUFFER_LIST_SET_HASH_VALUE</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferList#hashValue()}</td></tr>
 * <tr><td>NET_BUFFER_LIST_GET_HASH_TYPE, NET_BUFFER_LIST_SET_HASH_TYPE</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferList#hashType()}</td></tr>
 * <tr><td>NET_BUFFER_LIST_GET_HASH_FUNCTION, NET_BUFFER_LIST_SET_HASH_FUNCTION</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferList#hashFunction()}</td></tr>
 * <tr><td>NDIS_GET_NET_BUFFER_LIST_CANCEL_ID, NDIS_SET_NET_BUFFER_LIST_CANCEL_ID</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferListInfo#CANCEL_ID}</td></tr>
 * </table>
 *
 * <table>
 * <caption>NET_BUFFER</caption>
 * <tr><th>NDIS</th><th>here</th></tr>
 * <tr><td>Next, NET_BUFFER_NEXT_NB</td><td>{@link io.github.nbl4j.nbl.NetBuffer#next()}</td></tr>
 * <tr><td>CurrentMdl, NET_BUFFER_CURRENT_MDL</td><td>{@link io.github.nbl4j.nbl.NetBuffer#currentMdl()}</td></tr>
 * <tr><td>CurrentMdlOffset, NET_BUFFER_CURRENT_MDL_OFFSET</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBuffer#currentMdlOffset()}</td></tr>
 * <tr><td>DataLength, stDataLength, NET_BUFFER_DATA_LENGTH</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBuffer#dataLength()}; set by
 *     {@link io.github.nbl4j.nbl.NetBuffer#adjustData(int, long)}</td></tr>
 * <tr><td>MdlChain, NET_BUFFER_FIRST_MDL</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBuffer#mdlChain()}; set by
 *     {@link io.github.nbl4j.nbl.NetBuffer#rebind}, once in a life: a NetBuffer that was allocated over a chain, or
 *     was given one, keeps it until its list is freed</td></tr>
 * <tr><td>DataOffset, NET_BUFFER_DATA_OFFSET</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBuffer#dataOffset()}; set by
 *     {@link io.github.nbl4j.nbl.NetBuffer#adjustData(int, long)}, which makes headroom in a fresh NetBuffer with
 *     data</td></tr>
 * <tr><td>ChecksumBias</td><td>{@link io.github.nbl4j.nbl.NetBuffer#checksumBias()}</td></tr>
 * <tr><td>Reserved, NdisReserved</td><td>not modelled: private to NDIS</td></tr>
 * <tr><td>NdisPoolHandle</td><td>{@link io.github.nbl4j.nbl.NetBuffer#pool()}</td></tr>
 * <tr><td>ProtocolReserved, NET_BUFFER_PROTOCOL_RESERVED</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBuffer#protocolReserved(int)}</td></tr>
 * <tr><td>MiniportReserved, NET_BUFFER_MINIPORT_RESERVED</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBuffer#miniportReserved(int)}</td></tr>
 * <tr><td>DataPhysicalAddress</td><td>{@link io.github.nbl4j.nbl.NetBuffer#dataPhysicalAddress()}</td></tr>
 * <tr><td>SharedMemoryInfo, ScatterGatherList</td><td>not modelled: descriptions for DMA hardware</td></tr>
 * <tr><td>NetBufferHeader, Link</td><td>not modelled: aliases of the first fields</td></tr>
 * </table>
 *
 * <table>
 * <caption>NET_BUFFER_LIST_CONTEXT</caption>
 * <tr><th>NDIS</th><th>here</th></tr>
 * <tr><td>Next</td><td>{@link io.github.nbl4j.nbl.NetBufferListContext#next()}</td></tr>
 * <tr><td>Size, NET_BUFFER_LIST_CONTEXT_DATA_SIZE</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferListContext#size()}; in use:
 *     {@link io.github.nbl4j.nbl.NetBufferListContext#usedSize()}</td></tr>
 * <tr><td>Offset</td><td>{@link io.github.nbl4j.nbl.NetBufferListContext#offset()}</td></tr>
 * <tr><td>ContextData, NET_BUFFER_LIST_CONTEXT_DATA_START</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferListContext#dataStart()} in
 *     {@link io.github.nbl4j.nbl.NetBufferListContext#buffer()}</td></tr>
 * </table>
 *
 * <table>
 * <caption>MDL</caption>
 * <tr><th>NDIS</th><th>here</th></tr>
 * <tr><td>Next, NDIS_MDL_LINKAGE</td><td>{@link io.github.nbl4j.nbl.Mdl#next()}</td></tr>
 * <tr><td>ByteCount</td><td>{@link io.github.nbl4j.nbl.Mdl#byteCount()}</td></tr>
 * <tr><td>ByteOffset</td><td>{@link io.github.nbl4j.nbl.Mdl#byteOffset()}</td></tr>
 * <tr><td>StartVa, MappedSystemVa</td>
 *     <td>{@link io.github.nbl4j.nbl.Mdl#buffer()},
 *     {@link io.github.nbl4j.nbl.Mdl#address()}: always mapped</td></tr>
 * <tr><td>Size, MdlFlags, Process</td><td>not modelled: page tables of the kernel</td></tr>
 * </table>
 *
 * <table>
 * <caption>NET_BUFFER_LIST_POOL_PARAMETERS, NET_BUFFER_POOL_PARAMETERS</caption>
 * <tr><th>NDIS</th><th>here</th></tr>
 * <tr><td>Header, Flags</td><td>not modelled: Java types have no revisions</td></tr>
 * <tr><td>ProtocolId</td><td>{@link io.github.nbl4j.nbl.NetBufferListPoolParameters#protocolId()}</td></tr>
 * <tr><td>fAllocateNetBuffer</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferListPoolParameters#allocateNetBuffer()}</td></tr>
 * <tr><td>ContextSize</td><td>{@link io.github.nbl4j.nbl.NetBufferListPoolParameters#contextSize()}</td></tr>
 * <tr><td>PoolTag</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferListPoolParameters#poolTag()}; a pool of NetBuffers has a name</td></tr>
 * <tr><td>DataSize</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferListPoolParameters#dataSize()},
 *     {@link io.github.nbl4j.nbl.NetBufferPoolParameters#dataSize()}</td></tr>
 * </table>
 *
 * <table>
 * <caption>Queues, chains, classification (ndis-driver-library)</caption>
 * <tr><th>NDIS</th><th>here</th></tr>
 * <tr><td>NBL_QUEUE</td><td>{@link io.github.nbl4j.nbl.NetBufferListQueue}</td></tr>
 * <tr><td>NdisInitializeNblQueue</td>
 *     <td>the constructor of {@link io.github.nbl4j.nbl.NetBufferListQueue}</td></tr>
 * <tr><td>NdisIsNblQueueEmpty</td><td>{@link io.github.nbl4j.nbl.NetBufferListQueue#isEmpty()}</td></tr>
 * <tr><td>NdisGetNblChainFromNblQueue</td><td>{@link io.github.nbl4j.nbl.NetBufferListQueue#peek()}</td></tr>
 * <tr><td>NdisAppendSingleNblToNblQueue</td><td>{@link io.github.nbl4j.nbl.NetBufferListQueue#appendSingle}</td></tr>
 * <tr><td>NdisAppendNblChainToNblQueueFast</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferListQueue#appendChainFast}</td></tr>
 * <tr><td>NdisAppendNblChainToNblQueue</td><td>{@link io.github.nbl4j.nbl.NetBufferListQueue#appendChain}</td></tr>
 * <tr><td>NdisAppendNblQueueToNblQueueFast</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferListQueue#appendQueue}</td></tr>
 * <tr><td>NdisPopAllFromNblQueue</td><td>{@link io.github.nbl4j.nbl.NetBufferListQueue#popAll()}</td></tr>
 * <tr><td>NdisPopFirstNblFromNblQueue</td><td>{@link io.github.nbl4j.nbl.NetBufferListQueue#popFirst()}</td></tr>
 * <tr><td>NBL_COUNTED_QUEUE</td><td>{@link io.github.nbl4j.nbl.NetBufferListCountedQueue}</td></tr>
 * <tr><td>NdisNumNblsInNblChain</td><td>{@link io.github.nbl4j.nbl.NetBufferListChain#numNetBufferLists}</td></tr>
 * <tr><td>NdisNumNbsInNbChain</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferListChain#numNetBuffers(io.github.nbl4j.nbl.NetBuffer)}</td></tr>
 * <tr><td>NdisNumNbsInNblChain</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferListChain#numNetBuffers(io.github.nbl4j.nbl.NetBufferList)}</td></tr>
 * <tr><td>NdisNumDataBytesInNblChain</td><td>{@link io.github.nbl4j.nbl.NetBufferListChain#numDataBytes}</td></tr>
 * <tr><td>NdisLastNblInNblChain, NdisLastNblInNblChainWithCount</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferListChain#last}, and the count by numNetBufferLists</td></tr>
 * <tr><td>NdisLastNbInNbChain, NdisLastNbInNbChainWithCount</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferListChain#lastNetBuffer}, and the count by numNetBuffers</td></tr>
 * <tr><td>NdisSetStatusInNblChain</td><td>{@link io.github.nbl4j.nbl.NetBufferListChain#setStatus}</td></tr>
 * <tr><td>NdisClassifyNblChain2</td><td>{@link io.github.nbl4j.nbl.NetBufferListClassifier#byPredicate}</td></tr>
 * <tr><td>NdisClassifyNblChainByIndex</td><td>{@link io.github.nbl4j.nbl.NetBufferListClassifier#byIndex}</td></tr>
 * <tr><td>NdisClassifyNblChainByValue</td><td>{@link io.github.nbl4j.nbl.NetBufferListClassifier#byValue}</td></tr>
 * <tr><td>NdisClassifyNblChainByValueLookahead</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferListClassifier#byValueLookahead}</td></tr>
 * <tr><td>NdisPartialClassifyNblChainByValue</td>
 *     <td>{@link io.github.nbl4j.nbl.NetBufferListClassifier#partialByValue}</td></tr>
 * <tr><td>MDL_POINTER, MDL_SPAN</td>
 *     <td>{@link io.github.nbl4j.nbl.SegmentCursor},
 *     and the byte calls of {@link io.github.nbl4j.nbl.NetBuffer}</td></tr>
 * </table>
 */
package io.github.nbl4j.ndis;
