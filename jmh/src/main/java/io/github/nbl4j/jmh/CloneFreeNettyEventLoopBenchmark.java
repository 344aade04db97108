// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import org.openjdk.jmh.annotations.Fork;

/** The same on an event loop's thread, where the pooled allocator recycles its duplicates: slower, without garbage. */
@Fork(
        jvmArgsPrepend = {
            FifoBenchmark.HEAP,
            FifoBenchmark.MAX_HEAP,
            NettyBenchmark.NO_SAMPLING,
            NettyExecutor.CUSTOM,
            NettyExecutor.CLASS
        })
public class CloneFreeNettyEventLoopBenchmark extends CloneFreeNettyBenchmark {}
