// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

/**
 * Layout of a pcapng file: blocks back to back, each a multiple of 4 bytes long, grouped in sections. A section header
 * sets the byte order of its section and forgets the interfaces of the one before.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+   Every block
 *  |                          Block type                           |
 *  +---------------------------------------------------------------+
 *  |                      Block total length                       |
 *  +---------------------------------------------------------------+
 *  |                      Body, padded to 4                       ...
 *  +---------------------------------------------------------------+
 *  |                   Block total length again                    |
 *  +---------------------------------------------------------------+
 *
 *  Body of a section header:   byte order magic 4, major 2, minor 2, section length 8, options
 *  Body of an interface:       link type 2, reserved 2, snap length 4, options
 *  Body of an enhanced packet: interface 4, timestamp high 4, low 4, captured 4, original 4, data, options
 *  Body of an obsolete packet: interface 2, drops 2, timestamp high 4, low 4, captured 4, original 4, data, options
 *  Body of a simple packet:    original 4, data cut to the first interface's snap length
 *  An option:                  code 2, length 2, value padded to 4
 * </pre>
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-opsawg-pcapng">PCAP Next Generation Format</a>
 */
final class PcapngDescriptor {
    /** The same in both byte orders, so that it can be told before the order is known. */
    static final int SECTION_HEADER_BLOCK = 0x0a0d0d0a;

    static final int INTERFACE_DESCRIPTION_BLOCK = 1;
    static final int OBSOLETE_PACKET_BLOCK = 2;
    static final int SIMPLE_PACKET_BLOCK = 3;
    static final int ENHANCED_PACKET_BLOCK = 6;

    static final int BLOCK_TYPE_FIELD_OFFSET = 0;
    static final int BLOCK_LENGTH_FIELD_OFFSET = 4;

    /** Type, length, and length again. */
    static final int MINIMUM_BLOCK_LENGTH = 12;

    /** The length again, at the end of each block. */
    static final int TRAILER_LENGTH = 4;

    static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    static final int BYTE_ORDER_MAGIC_FIELD_OFFSET = 8;
    static final int MAJOR_VERSION_FIELD_OFFSET = 12;
    static final int MINIMUM_SECTION_HEADER_LENGTH = 28;
    static final int MAJOR_VERSION = 1;

    static final int INTERFACE_LINK_TYPE_FIELD_OFFSET = 8;
    static final int INTERFACE_SNAP_LENGTH_FIELD_OFFSET = 12;
    static final int INTERFACE_OPTIONS_OFFSET = 16;
    static final int MINIMUM_INTERFACE_LENGTH = 20;

    /** Shared by enhanced and obsolete packets; in the latter the identifier is the first two bytes only. */
    static final int PACKET_INTERFACE_FIELD_OFFSET = 8;

    static final int PACKET_TIMESTAMP_HIGH_FIELD_OFFSET = 12;
    static final int PACKET_TIMESTAMP_LOW_FIELD_OFFSET = 16;
    static final int PACKET_CAPTURED_LENGTH_FIELD_OFFSET = 20;
    static final int PACKET_ORIGINAL_LENGTH_FIELD_OFFSET = 24;
    static final int PACKET_DATA_OFFSET = 28;
    static final int MINIMUM_PACKET_LENGTH = 32;

    static final int SIMPLE_ORIGINAL_LENGTH_FIELD_OFFSET = 8;
    static final int SIMPLE_DATA_OFFSET = 12;
    static final int MINIMUM_SIMPLE_PACKET_LENGTH = 16;

    static final int OPTION_CODE_FIELD_OFFSET = 0;
    static final int OPTION_LENGTH_FIELD_OFFSET = 2;
    static final int OPTION_HEADER_LENGTH = 4;
    static final int OPTION_END = 0;
    static final int OPTION_TIMESTAMP_RESOLUTION = 9;
    static final int OPTION_TIMESTAMP_OFFSET = 14;
    static final int TIMESTAMP_RESOLUTION_LENGTH = 1;
    static final int TIMESTAMP_OFFSET_LENGTH = 8;

    private PcapngDescriptor() {}
}
