// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs Netty's benchmarks on threads as its event loops have them, where its caches are fastest. */
public final class NettyExecutor extends ThreadPoolExecutor {
    public NettyExecutor(final int threads, final String prefix) {
        super(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DefaultThreadFactory(prefix));
    }
}
