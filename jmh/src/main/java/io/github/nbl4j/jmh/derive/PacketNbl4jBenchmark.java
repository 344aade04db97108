// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.derive;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A packet for four consumers. Its owner lets go first, as fan-out does, so the last clone brings it home. */
public class PacketNbl4jBenchmark extends Nbl4jCloneBenchmark {
    private static final int CLONES = 4;

    private final NetBufferList[] clones = new NetBufferList[CLONES];

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

    private NetBufferList allocateAlone() {
        final NetBufferList packet = cloner.allocate();
        fill(packet);
        return packet;
    }

    private NetBufferList allocate() {
        final NetBufferList packet = allocateAlone();
        require(cloner.allocateClones(packet, flags(), clones, CLONES), "the clone pool must have four");
        return packet;
    }

    /** Each clone is a call, as it is of all others. */
    @Benchmark
    @Row(work = Work.PACKET_4_CLONES, subject = "nbl4j, one by one")
    public NetBufferList oneByOne() {
        final NetBufferList packet = allocateAlone();
        for (int i = 0; i < CLONES; i++) {
            clones[i] = cloner.allocateClone(packet, flags());
        }
        return freeAll(packet);
    }

    /** The consumers free by themselves. */
    @Benchmark
    @Row(work = Work.PACKET_4_CLONES, subject = "nbl4j")
    public NetBufferList references() {
        return freeAll(allocate());
    }

    private NetBufferList freeAll(final NetBufferList packet) {
        cloner.free(packet);
        for (int i = 0; i < CLONES; i++) {
            cloner.free(clones[i]);
        }
        return packet;
    }

    /** One consumer frees what all had. */
    @Benchmark
    @Row(work = Work.PACKET_4_CLONES, subject = "nbl4j, bulk")
    public NetBufferList bulk() {
        final NetBufferList packet = allocate();
        cloner.free(packet);
        cloner.free(clones, CLONES);
        return packet;
    }

    @TearDown
    public void verify() {
        final NetBufferList packet = allocate();
        require(packet.childRefCount() == CLONES, "children=" + packet.childRefCount());
        for (final NetBufferList clone : clones) {
            endClone(packet, clone);
        }
        cloner.free(packet);
        close();
    }
}
