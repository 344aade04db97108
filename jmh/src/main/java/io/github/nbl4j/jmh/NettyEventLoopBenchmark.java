// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import org.openjdk.jmh.annotations.Fork;

/** Netty on an event loop's thread: there its allocators are fastest. */
@Fork(jvmArgsAppend = {NettyExecutor.CUSTOM, NettyExecutor.CLASS})
public abstract class NettyEventLoopBenchmark extends NettyBenchmark {}
