// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

/**
 * Numbers of the slots of {@link NetBufferList#netBufferListInfo(int)}, in the order of the 64-bit structure. Two names
 * with one number share the slot: which of them it is follows from the packet's direction.
 *
 * <table>
 * <caption>Slots; "send" and "receive": copied by copySendInfo, copyReceiveInfo</caption>
 * <tr><th>slot</th><th>name</th><th>alias</th><th>holds</th><th>copied</th></tr>
 * <tr><td>0</td><td>TcpIpChecksum</td><td>TcpOffloadBytesTransferred</td><td>value</td><td>both</td></tr>
 * <tr><td>1</td><td>IPsecOffloadV1</td><td>IPsecOffloadV2</td><td>value</td><td>both</td></tr>
 * <tr><td>2</td><td>TcpLargeSend</td><td>TcpReceiveNoPush</td><td>value</td><td>both</td></tr>
 * <tr><td>3</td><td>ClassificationHandle</td><td></td><td>reserved</td><td></td></tr>
 * <tr><td>4</td><td>Ieee8021Q</td><td></td><td>value</td><td>both</td></tr>
 * <tr><td>5</td><td>CancelId</td><td></td><td>value</td><td>send</td></tr>
 * <tr><td>6</td><td>MediaSpecificInformation</td><td></td><td>pointer</td><td>both</td></tr>
 * <tr><td>7</td><td>FrameType</td><td>ProtocolId</td><td>value</td><td>both</td></tr>
 * <tr><td>8</td><td>HashValue</td><td></td><td>value</td><td>receive</td></tr>
 * <tr><td>9</td><td>HashInfo</td><td></td><td>value</td><td>receive</td></tr>
 * <tr><td>10</td><td>Wfp</td><td></td><td>reserved</td><td></td></tr>
 * <tr><td>11</td><td>IPsecOffloadV2Tunnel</td><td></td><td>value</td><td>both</td></tr>
 * <tr><td>12</td><td>IPsecOffloadV2Header</td><td></td><td>value</td><td>both</td></tr>
 * <tr><td>13</td><td>CorrelationId</td><td></td><td>value</td><td></td></tr>
 * <tr><td>14</td><td>FilteringInfo</td><td></td><td>value</td><td>both</td></tr>
 * <tr><td>15</td><td>MediaSpecificInformationEx</td><td></td><td>pointer</td><td></td></tr>
 * <tr><td>16</td><td>OriginalInterfaceIfIndex</td><td>ReAuthWfpFlowContext</td><td>value</td><td></td></tr>
 * <tr><td>17</td><td>TcpReceiveBytesTransferred</td><td>NrtNameResolutionId, UdpRecvSegCoalesce</td><td>value</td>
 *     <td></td></tr>
 * <tr><td>18</td><td>SwitchForwardingReserved</td><td></td><td>reserved</td><td></td></tr>
 * <tr><td>19</td><td>SwitchForwardingDetail</td><td></td><td>pointer</td><td></td></tr>
 * <tr><td>20</td><td>VirtualSubnetInfo</td><td></td><td>pointer</td><td>both</td></tr>
 * <tr><td>21</td><td>IMReserved</td><td></td><td>reserved</td><td></td></tr>
 * <tr><td>22</td><td>TcpRecvSegCoalesceInfo</td><td>UdpSegmentationOffload</td><td>value</td><td></td></tr>
 * <tr><td>23</td><td>RscTcpTimestampDelta</td><td>TcpSendOffloadsSupplemental</td><td>value</td><td></td></tr>
 * <tr><td>24, 25</td><td>Gft</td><td></td><td>value</td><td></td></tr>
 * <tr><td>26</td><td></td><td></td><td>reserved</td><td></td></tr>
 * </table>
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblinfo/ne-nblinfo-ndis_net_buffer_list_info">NDIS_NET_BUFFER_LIST_INFO</a>
 */
public final class NetBufferListInfo {
    /** Checksum offload: what to compute, or what was verified. */
    public static final int TCP_IP_CHECKSUM = 0;

    /** Bytes that a TCP offload target transferred. */
    public static final int TCP_OFFLOAD_BYTES_TRANSFERRED = 0;

    /** IPsec offload, version 1. */
    public static final int IPSEC_OFFLOAD_V1 = 1;

    /** IPsec offload, version 2. */
    public static final int IPSEC_OFFLOAD_V2 = 1;

    /** Large send offload; send. */
    public static final int TCP_LARGE_SEND = 2;

    /** Receive without push; receive. */
    public static final int TCP_RECEIVE_NO_PUSH = 2;

    /** Reserved. */
    public static final int CLASSIFICATION_HANDLE = 3;

    /** VLAN id and priority. */
    public static final int IEEE_8021Q = 4;

    /** By which a send can be cancelled. */
    public static final int CANCEL_ID = 5;

    /** Pointer to what the medium defines. */
    public static final int MEDIA_SPECIFIC_INFORMATION = 6;

    /** EtherType; receive. */
    public static final int FRAME_TYPE = 7;

    /** Protocol id, see {@link NblProtocolId}; send. */
    public static final int PROTOCOL_ID = 7;

    /** Receive-side-scaling hash. */
    public static final int HASH_VALUE = 8;

    /** Function and type of the hash, see {@link NblHash}. */
    public static final int HASH_INFO = 9;

    /** Reserved for the filtering platform. */
    public static final int WFP = 10;

    /** IPsec offload, version 2, tunnel. */
    public static final int IPSEC_OFFLOAD_V2_TUNNEL = 11;

    /** IPsec offload, version 2, header. */
    public static final int IPSEC_OFFLOAD_V2_HEADER = 12;

    /** By which tracing follows a packet. */
    public static final int CORRELATION_ID = 13;

    /** Receive filter and queue. */
    public static final int FILTERING_INFO = 14;

    /** Pointer to what the medium defines, extended. */
    public static final int MEDIA_SPECIFIC_INFORMATION_EX = 15;

    /** Index of the interface that received it. */
    public static final int ORIGINAL_INTERFACE_IF_INDEX = 16;

    /** Flow context of the filtering platform. */
    public static final int RE_AUTH_WFP_FLOW_CONTEXT = 16;

    /** Bytes that a TCP offload target received. */
    public static final int TCP_RECEIVE_BYTES_TRANSFERRED = 17;

    /** Id of a name resolution. */
    public static final int NRT_NAME_RESOLUTION_ID = 17;

    /** UDP receive segment coalescing. */
    public static final int UDP_RECV_SEG_COALESCE = 17;

    /** Reserved for the virtual switch. */
    public static final int SWITCH_FORWARDING_RESERVED = 18;

    /** Pointer to the virtual switch's forwarding context. */
    public static final int SWITCH_FORWARDING_DETAIL = 19;

    /** Virtual subnet. */
    public static final int VIRTUAL_SUBNET_INFO = 20;

    /** Reserved for intermediate drivers. */
    public static final int IM_RESERVED = 21;

    /** TCP receive segment coalescing; receive. */
    public static final int TCP_RECV_SEG_COALESCE_INFO = 22;

    /** UDP segmentation offload; send. */
    public static final int UDP_SEGMENTATION_OFFLOAD = 22;

    /** Timestamp delta of coalesced segments; receive. */
    public static final int RSC_TCP_TIMESTAMP_DELTA = 23;

    /** More about the offloads of a send; send. */
    public static final int TCP_SEND_OFFLOADS_SUPPLEMENTAL = 23;

    /** Generic flow table offload. */
    public static final int GFT_OFFLOAD_INFORMATION = 24;

    /** Flow of the generic flow table. */
    public static final int GFT_FLOW_ENTRY_ID = 25;

    /** Reserved. */
    public static final int RESERVED = 26;

    /** How many slots there are. */
    public static final int COUNT = 27;

    private NetBufferListInfo() {}
}
