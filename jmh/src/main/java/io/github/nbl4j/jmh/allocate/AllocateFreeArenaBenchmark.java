// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.allocate;

import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import java.nio.ByteBuffer;

/** An arena for each allocation, because each is to end by itself; zeroed. */
@Row(work = Work.ALLOCATE_FREE, subject = "FFM arena", since = 22)
public class AllocateFreeArenaBenchmark extends FreshMemoryBenchmark {
    private final Object[] arenas = new Object[OUTSTANDING];
    private final Object[] segments = new Object[OUTSTANDING];

    @Override
    void allocate(final int i) throws Throwable {
        final Object arena = Foreign.OF_CONFINED.invokeExact();
        arenas[i] = arena;
        segments[i] = Foreign.ALLOCATE.invokeExact(arena, (long) SIZE);
    }

    @Override
    void free(final int i) throws Throwable {
        Foreign.CLOSE.invokeExact(arenas[i]);
    }

    @Override
    ByteBuffer bytes(final int i) throws Throwable {
        return (ByteBuffer) Foreign.AS_BYTE_BUFFER.invokeExact(segments[i]);
    }
}
