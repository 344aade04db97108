// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.scale;

import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.pool.SlotPool;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Lists of more and longer NetBuffers. The larger the shape, the fewer clones: all shapes have 65,536 Mdls. */
public class ShapeBenchmark extends CloneModeBenchmark {
    private static final int SEGMENT = 256;
    private static final int HEADROOM = 40;

    @Param({"1x1", "2x1", "4x1", "8x1", "32x1", "1x2", "1x8", "4x2", "32x8"})
    public String shape;

    /** What each clone's slot has: all NetBuffers and Mdls that it needs, or one; others come from default pools. */
    @Param({"slots of 1x1", "slots of the shape"})
    public String slots;

    private int netBuffers;
    private int mdls;

    @Override
    Nbl4jSubject pools() {
        final int x = shape.indexOf('x');
        netBuffers = Integer.parseInt(shape.substring(0, x));
        mdls = Integer.parseInt(shape.substring(x + 1));
        final int clones = POPULATION / (netBuffers * mdls);
        final boolean shaped = slots.equals("slots of the shape");
        final int population = shaped ? 0 : SlotPool.populationOf("clones", clones, 1);
        return new Nbl4jSubject(
                1,
                SEGMENT,
                1,
                p -> p.clones(clones)
                        .netBuffersPerClone(shaped ? netBuffers : 1)
                        .mdlsPerNetBuffer(shaped ? mdls : 1)
                        .netBuffers(Math.max(1, (netBuffers - 1) * population))
                        .mdls(Math.max(1, netBuffers * (mdls - 1) * population)));
    }

    @Override
    protected void fill(final NetBufferList packet) {
        final NetBufferPool further = NetBufferPool.create(
                nbl4j.environment, p -> p.capacity(netBuffers).dataSize(SEGMENT));
        final MdlPool segments = MdlPool.create(nbl4j.environment, "segments", netBuffers * mdls, 1, SEGMENT);
        for (int i = 1; i < netBuffers; i++) {
            packet.append(further.allocateMdlAndData());
        }
        int appended = 0;
        for (NetBuffer each = packet.firstNetBuffer(); each != null; each = each.next()) {
            for (int i = 1; i < mdls; i++) {
                each.append(segments.allocate());
            }
            each.adjustData(HEADROOM, (long) mdls * SEGMENT - HEADROOM);
            require(each.segmentCount() == mdls, "must have so many Mdls: " + shape + " has " + each.segmentCount());
            appended++;
        }
        require(appended == netBuffers, "must have so many NetBuffers: " + shape + " has " + appended);
    }

    @Benchmark
    @Sweep(section = Section.SHAPE, work = "clone + free")
    public NetBufferList references() {
        return nextReference();
    }
}
