// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.scale;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.jmh.derive.Nbl4jCloneBenchmark;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A packet for so many consumers. Its owner lets go first, as fan-out does, so the last clone brings it home. */
public class FanOutBenchmark extends Nbl4jCloneBenchmark {
    private static final int MOST = 32;

    @Param({"1", "2", "4", "8", "16", "32"})
    public int clones;

    private final NetBufferList[] out = new NetBufferList[MOST];

    @Override
    protected int flags() {
        return CloneFlags.USE_ORIGINAL_MDLS;
    }

    @Override
    protected Nbl4jSubject open() {
        final Nbl4jSubject subject = new Nbl4jSubject(POPULATION, POPULATION);
        subject.shuffle(subject.pool, subject.cloner::allocate);
        return subject;
    }

    @Setup
    public void fill() {
        prepare();
        promote();
    }

    private NetBufferList fanOut() {
        final NetBufferList packet = cloner.allocate();
        fill(packet);
        require(cloner.allocateClones(packet, flags(), out, clones), "the clone pool must have that many");
        return packet;
    }

    /** The consumers free by themselves. */
    @Benchmark
    @OperationsPerInvocation(MOST)
    @Sweep(section = Section.FAN_OUT, work = "freed one by one")
    public void references() {
        for (int made = 0; made < MOST; made += clones) {
            cloner.free(fanOut());
            for (int i = 0; i < clones; i++) {
                cloner.free(out[i]);
            }
        }
    }

    /** One consumer frees what all had. */
    @Benchmark
    @OperationsPerInvocation(MOST)
    @Sweep(section = Section.FAN_OUT, work = "freed as a list")
    public void bulk() {
        for (int made = 0; made < MOST; made += clones) {
            cloner.free(fanOut());
            cloner.free(out, clones);
        }
    }

    @TearDown
    public void verify() {
        final NetBufferList packet = fanOut();
        require(packet.childRefCount() == clones, "children=" + packet.childRefCount());
        for (int i = 0; i < clones; i++) {
            endClone(packet, out[i]);
        }
        cloner.free(packet);
        close();
    }
}
