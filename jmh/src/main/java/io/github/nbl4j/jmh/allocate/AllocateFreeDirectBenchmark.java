// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.allocate;

import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import java.nio.ByteBuffer;

/** Zeroed direct memory, which ends when the collector finds its buffer dead. */
@Row(work = Work.ALLOCATE_FREE, subject = "direct ByteBuffer")
public class AllocateFreeDirectBenchmark extends FreshMemoryBenchmark {
    private final ByteBuffer[] references = new ByteBuffer[OUTSTANDING];

    @Override
    void allocate(final int i) {
        references[i] = ByteBuffer.allocateDirect(SIZE);
    }

    @Override
    void free(final int i) {
        references[i] = null;
    }

    @Override
    ByteBuffer bytes(final int i) {
        return references[i];
    }
}
