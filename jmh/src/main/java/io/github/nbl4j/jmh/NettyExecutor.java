// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads as Netty's event loops have them: there it recycles where it makes garbage on others. */
public final class NettyExecutor extends ThreadPoolExecutor {
    public static final String CUSTOM = "-Djmh.executor=CUSTOM";
    public static final String CLASS = "-Djmh.executor.class=io.github.nbl4j.jmh.NettyExecutor";

    public NettyExecutor(final int threads, final String prefix) {
        super(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DefaultThreadFactory(prefix));
    }
}
