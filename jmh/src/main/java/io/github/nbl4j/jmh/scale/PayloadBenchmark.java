// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.scale;

import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** One Mdl of any size: nobody copies, so nobody pays for it. */
public class PayloadBenchmark extends CloneModeBenchmark {
    private static final int HEADROOM = 64;

    @Param({"0", "64", "512", "2048", "65536"})
    public int bytes;

    @Override
    Nbl4jSubject pools() {
        return new Nbl4jSubject(1, 2 * HEADROOM + bytes, 1, p -> p.clones(POPULATION));
    }

    @Override
    protected void fill(final NetBufferList packet) {
        packet.firstNetBuffer().adjustData(HEADROOM, bytes);
    }

    @Benchmark
    @Sweep(section = Section.PAYLOAD, work = "clone + free")
    public NetBufferList references() {
        return nextReference();
    }
}
