// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.derive;

import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;

/** A duplicate of a composite of eight parts, which is one more index over the whole: O(1). */
@Row(work = Work.CLONE_4X2, subject = "Netty composite {allocator}")
public class Clone4x2NettyBenchmark extends CloneFreeNettyBenchmark {
    private static final int PARTS = 8;

    @Override
    ByteBuf allocate() {
        final CompositeByteBuf whole = buffers.compositeDirectBuffer(PARTS);
        for (int i = 0; i < PARTS; i++) {
            whole.addComponent(true, buffers.directBuffer(1024).writeZero(750));
        }
        return whole;
    }
}
