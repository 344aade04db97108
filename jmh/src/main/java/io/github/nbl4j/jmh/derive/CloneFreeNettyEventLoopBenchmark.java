// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.derive;

import io.github.nbl4j.jmh.NettyExecutor;
import org.openjdk.jmh.annotations.Fork;

/** The same on an event loop's thread, where the pooled allocator recycles its duplicates: slower, without garbage. */
@Fork(jvmArgsAppend = {NettyExecutor.CUSTOM, NettyExecutor.CLASS})
public class CloneFreeNettyEventLoopBenchmark extends CloneFreeNettyBenchmark {}
