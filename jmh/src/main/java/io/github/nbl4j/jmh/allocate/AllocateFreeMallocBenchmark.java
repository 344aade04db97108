// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.allocate;

import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Fork;

/** The C library's allocator by critical downcalls, with nothing between it and the raw address; not zeroed. */
@Row(work = Work.ALLOCATE_FREE, subject = "FFM malloc", since = 22)
@Fork(jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class AllocateFreeMallocBenchmark extends FreshMemoryBenchmark {
    private final long[] addresses = new long[OUTSTANDING];

    @Override
    void allocate(final int i) throws Throwable {
        addresses[i] = (long) Foreign.MALLOC.invokeExact((long) SIZE);
    }

    @Override
    void free(final int i) throws Throwable {
        Foreign.FREE.invokeExact(addresses[i]);
    }

    @Override
    ByteBuffer bytes(final int i) throws Throwable {
        return Foreign.bytes(addresses[i], SIZE);
    }
}
