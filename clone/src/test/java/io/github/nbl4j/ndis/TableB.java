// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import static io.github.nbl4j.clone.CloneFlags.NONE;
import static io.github.nbl4j.clone.CloneFlags.USE_ORIGINAL_MDLS;

import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** One packet in the middle of its memory, for the tests of table (b). */
abstract class TableB {
    static final int OFFSET = 20;
    static final int LENGTH = 30;
    static final int[] BOTH = {NONE, USE_ORIGINAL_MDLS};

    final NdisFixture f = new NdisFixture();
    final NetBufferList original = f.packet(OFFSET, LENGTH);
    final NetBuffer packet = original.firstNetBuffer();

    @AfterEach
    void close() {
        f.close();
    }

    final NetBufferList clone(final int flags) {
        return f.ndis.allocateCloneNetBufferList(original, null, null, flags);
    }

    final void free(final NetBufferList... lists) {
        Stream.of(lists).forEach(f.cloner::free);
        f.ndis.freeNetBufferList(original);
    }

    static long address(final NetBuffer nb) {
        return nb.currentMdl().address() + nb.currentMdlOffset();
    }
}
