// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.derive;

import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import io.netty.buffer.ByteBuf;

/** A composite around one duplicate, which may get a header of its own in front: what new Mdls are for. */
@Row(work = Work.CLONE_4X2_NEW_MDLS, subject = "Netty composite of a duplicate, {allocator}")
public class Clone4x2NewMdlsNettyBenchmark extends CloneFreeNettyBenchmark {
    @Override
    ByteBuf derive(final ByteBuf from) {
        return buffers.compositeDirectBuffer(2).addComponent(true, from.retainedDuplicate());
    }
}
