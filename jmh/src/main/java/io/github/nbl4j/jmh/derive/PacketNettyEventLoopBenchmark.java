// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.derive;

import io.github.nbl4j.jmh.NettyExecutor;
import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import org.openjdk.jmh.annotations.Fork;

/** The same on an event loop's thread, where the allocators recycle. */
@Fork(jvmArgsAppend = {NettyExecutor.CUSTOM, NettyExecutor.CLASS})
@Row(work = Work.PACKET_4_CLONES, subject = "Netty {allocator}")
public class PacketNettyEventLoopBenchmark extends PacketNettyBenchmark {}
