// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;

/** Netty without leak sampling, on threads like those of all others. */
@Fork(
        jvmArgsPrepend = {
            FifoBenchmark.HEAP,
            FifoBenchmark.MAX_HEAP,
            NettyBenchmark.NO_SAMPLING,
        })
public abstract class NettyBenchmark extends FifoBenchmark {
    static final String NO_SAMPLING = "-Dio.netty.leakDetection.level=disabled";
    private static final String POOLED = "pooled";

    protected final ByteBuf[] references = new ByteBuf[OUTSTANDING];

    @Param({POOLED, "adaptive"})
    public String allocator;

    protected final ByteBufAllocator newAllocator() {
        return allocator.equals(POOLED) ? new PooledByteBufAllocator(true) : new AdaptiveByteBufAllocator(true);
    }
}
