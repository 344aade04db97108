// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

/**
 * Layout of a classic pcap file: one file header, then records back to back without padding. All fields are in the byte
 * order of the machine that wrote the file, which the magic number tells.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+   File header
 *  |                             Magic                             |
 *  +-------------------------------+-------------------------------+
 *  |         Major version         |         Minor version         |
 *  +-------------------------------+-------------------------------+
 *  |                   Reserved (was time zone)                    |
 *  +---------------------------------------------------------------+
 *  |                   Reserved (was accuracy)                     |
 *  +---------------------------------------------------------------+
 *  |                         Snap length                           |
 *  +-----------+---------------------------------------------------+
 *  | FCS flags |                 Link type                         |
 *  +-----------+---------------------------------------------------+
 *
 *  +---------------------------------------------------------------+   Record header
 *  |                      Seconds since 1970                       |
 *  +---------------------------------------------------------------+
 *  |              Microseconds, or nanoseconds, by magic           |
 *  +---------------------------------------------------------------+
 *  |                       Captured length                         |
 *  +---------------------------------------------------------------+
 *  |                       Original length                         |
 *  +---------------------------------------------------------------+
 *  |      8 bytes more in modified files: interface, protocol      |
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-opsawg-pcap">PCAP Capture File Format</a>
 */
final class PcapDescriptor {
    /** Fractions of a second are microseconds. */
    static final int MAGIC_MICROSECONDS = 0xa1b2c3d4;

    /** Fractions of a second are nanoseconds. */
    static final int MAGIC_NANOSECONDS = 0xa1b23c4d;

    /** Kuznetzov's modified libpcap: microseconds, and a longer record header. */
    static final int MAGIC_MODIFIED = 0xa1b2cd34;

    static final int MAGIC_FIELD_OFFSET = 0;
    static final int MAJOR_VERSION_FIELD_OFFSET = 4;
    static final int MINOR_VERSION_FIELD_OFFSET = 6;
    static final int SNAP_LENGTH_FIELD_OFFSET = 16;
    static final int LINK_TYPE_FIELD_OFFSET = 20;
    static final int FILE_HEADER_LENGTH = 24;

    static final int SECONDS_FIELD_OFFSET = 0;
    static final int FRACTION_FIELD_OFFSET = 4;
    static final int CAPTURED_LENGTH_FIELD_OFFSET = 8;
    static final int ORIGINAL_LENGTH_FIELD_OFFSET = 12;
    static final int RECORD_HEADER_LENGTH = 16;
    static final int MODIFIED_RECORD_HEADER_LENGTH = 24;

    static final int MAJOR_VERSION = 2;
    static final int MINOR_VERSION = 4;

    /** Oldest minor version that libpcap reads. */
    static final int OLDEST_MINOR_VERSION = 2;

    /** In files of this minor version the two lengths of a record may be swapped; before it they are. */
    static final int LENGTHS_MAY_BE_SWAPPED_MINOR_VERSION = 3;

    /** What libpcap takes for the link type; the six bits above tell about frame check sequences. */
    static final int LINK_TYPE_MASK = 0x03ff_ffff;

    /** Greatest link type: pcapng has 16 bits, and the registry follows it. */
    static final int MAXIMUM_LINK_TYPE = 0xffff;

    private PcapDescriptor() {}
}
