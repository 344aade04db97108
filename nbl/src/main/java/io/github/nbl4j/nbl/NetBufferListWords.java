// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

/**
 * Layout of the rarely used words of a list: one array per list, one flag says that any was written. Most packets touch
 * none of them, so neither allocate nor free does.
 */
final class NetBufferListWords {
    /** Slots of NetBufferListInfo, in the 64-bit order of the structure. */
    static final int INFO = 0;

    static final int INFO_COUNT = 27;
    /** The slot that holds the protocol id on the send side. */
    static final int INFO_PROTOCOL_ID = 7;

    static final int PROTOCOL_RESERVED = INFO + INFO_COUNT;
    static final int PROTOCOL_RESERVED_COUNT = 4;
    static final int MINIPORT_RESERVED = PROTOCOL_RESERVED + PROTOCOL_RESERVED_COUNT;
    static final int MINIPORT_RESERVED_COUNT = 2;
    static final int SCRATCH = MINIPORT_RESERVED + MINIPORT_RESERVED_COUNT;
    static final int SOURCE_HANDLE = SCRATCH + 1;
    static final int NBL_FLAGS = SOURCE_HANDLE + 1;
    static final int FLAGS = NBL_FLAGS + 1;
    static final int STATUS = FLAGS + 1;
    static final int COUNT = STATUS + 1;

    private NetBufferListWords() {}
}
