// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.nbl.CopyInfo;
import io.github.nbl4j.nbl.NetBufferList;

/** The out-of-band words of a list as the model sees them. Slot numbers and flag bits are those of NDIS, said again. */
final class ModelWords {
    static final int PROTOCOL_ID = 7;
    static final int NBL_FLAGS = 33;
    static final int OWNER_ID = 38;
    static final int COUNT = 39;

    private static final int[] SEND = {0, 1, 2, 4, 5, 6, 7, 11, 12, 14, 20};
    private static final int[] RECEIVE = {0, 1, 2, 4, 6, 7, 8, 9, 11, 12, 14, 20};

    final long[] words = new long[COUNT];

    ModelWords(final int protocolId) {
        words[PROTOCOL_ID] = protocolId;
    }

    boolean isReadOnly() {
        return (words[NBL_FLAGS] & 3) != 0;
    }

    void copy(final ModelWords source, final CopyInfo which) {
        final int[] slots = which == CopyInfo.SEND ? SEND : which == CopyInfo.RECEIVE ? RECEIVE : new int[0];
        for (final int slot : slots) {
            words[slot] = source.words[slot];
        }
    }

    static boolean isConsistent(final int bits) {
        final boolean ipv4 = (bits & 0x200) != 0;
        final boolean ipv6 = (bits & 0x400) != 0;
        final boolean tcp = (bits & 0x800) != 0;
        final boolean udp = (bits & 0x1000) != 0;
        final boolean atHeader = (bits & 0x2000) != 0;
        final boolean atPayload = (bits & 0x4000) != 0;
        return (bits & ~0xFF03) == 0
                && !(ipv4 && ipv6)
                && !(tcp && udp)
                && (ipv4 || ipv6 || !tcp && !udp)
                && !(atHeader && atPayload)
                && (tcp || udp || !atPayload);
    }

    static long read(final NetBufferList list, final int word) {
        return switch (word) {
            case 27, 28, 29, 30 -> list.protocolReserved(word - 27);
            case 31, 32 -> list.miniportReserved(word - 31);
            case NBL_FLAGS -> list.nblFlags();
            case 34 -> list.scratch();
            case 35 -> list.sourceHandle();
            case 36 -> list.flags();
            case 37 -> list.status();
            case OWNER_ID -> list.ownerId();
            default -> list.netBufferListInfo(word);
        };
    }

    /** Writes a word of both, but for those that have rules. */
    void write(final NetBufferList list, final int word, final int value) {
        switch (word) {
            case 27, 28, 29, 30 -> list.protocolReserved(word - 27, value);
            case 31, 32 -> list.miniportReserved(word - 31, value);
            case 34 -> list.scratch(value);
            case 35 -> list.sourceHandle(value);
            case 36 -> list.flags(value);
            case 37 -> list.status(value);
            default -> list.netBufferListInfo(word, value);
        }
        words[word] = value;
    }

    void compare(final NetBufferList list) {
        for (int word = 0; word < COUNT; word++) {
            if (words[word] != read(list, word)) {
                ModelWorld.expect(words[word], read(list, word), "word " + word, list);
            }
        }
    }
}
