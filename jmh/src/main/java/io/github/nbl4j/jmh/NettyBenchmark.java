// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;

/** Netty at its best: on its own kind of thread and without leak sampling. */
@Fork(
        jvmArgsPrepend = {
            FifoBenchmark.HEAP,
            FifoBenchmark.MAX_HEAP,
            "-Dio.netty.leakDetection.level=disabled",
            "-Djmh.executor=CUSTOM",
            "-Djmh.executor.class=io.github.nbl4j.jmh.NettyExecutor"
        })
public abstract class NettyBenchmark extends FifoBenchmark {
    final ByteBuf[] references = new ByteBuf[OUTSTANDING];

    @Param({"pooled", "adaptive"})
    public String allocator;

    final ByteBufAllocator newAllocator() {
        return allocator.equals("pooled") ? new PooledByteBufAllocator(true) : new AdaptiveByteBufAllocator(true);
    }
}
