// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.derive;

import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.pool.SlotPool;
import org.openjdk.jmh.annotations.Param;

/** The original has four NetBuffers of two Mdls, each with 1,500 bytes of which 516 lie in the second. */
public abstract class Clone4x2Nbl4jBenchmark extends CloneFreeNbl4jBenchmark {
    private static final int NET_BUFFERS = 4;
    private static final int MDLS = 2;
    private static final int SEGMENT = 1024;

    /** What each clone's slot has: all NetBuffers and Mdls that it needs, or one; others come from default pools. */
    @Param({"4x2", "1x1"})
    public String slots;

    @Override
    protected Nbl4jSubject open() {
        final boolean shaped = slots.equals("4x2");
        final int clones = POPULATION + SlotPool.SLOTS_PER_CACHE;
        return new Nbl4jSubject(
                1,
                SEGMENT,
                1,
                p -> p.clones(POPULATION)
                        .netBuffersPerClone(shaped ? NET_BUFFERS : 1)
                        .mdlsPerNetBuffer(shaped ? MDLS : 1)
                        .netBuffers(shaped ? 1 : (NET_BUFFERS - 1) * clones)
                        .mdls(shaped ? 1 : NET_BUFFERS * clones));
    }

    @Override
    protected void fill(final NetBufferList packet) {
        final NetBufferPool netBuffers = NetBufferPool.create(
                nbl4j.environment, p -> p.capacity(NET_BUFFERS).dataSize(SEGMENT));
        final MdlPool segments = MdlPool.create(nbl4j.environment, "segments", NET_BUFFERS, 1, SEGMENT);
        for (int i = 1; i < NET_BUFFERS; i++) {
            packet.append(netBuffers.allocateMdlAndData());
        }
        for (NetBuffer each = packet.firstNetBuffer(); each != null; each = each.next()) {
            each.append(segments.allocate());
            each.adjustData(40, 1500);
        }
    }
}
