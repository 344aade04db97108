// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.soak;

import io.github.nbl4j.clone.AnyThreadCloner;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.verify.Closing;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** The pools that all lanes share, too small for all of them, and the ways between the lanes. */
final class World implements AutoCloseable {
    static final int BYTES = 64;
    private static final int CAPACITY = 64;
    /** Fewer than lanes want: some live without. */
    private static final int MAX_CACHES = 5;

    final NetBufferEnvironment environment = NetBufferEnvironment.create(p -> p.name("soak")
            .clones(2 * CAPACITY)
            .netBuffers(2 * CAPACITY)
            .mdls(4 * CAPACITY)
            .segments(CAPACITY)
            .contexts(CAPACITY)
            .privateLength(BYTES)
            .maxCaches(MAX_CACHES));
    final AnyThreadCloner anyThread = new AnyThreadCloner(environment);
    final NetBufferListPool lists = NetBufferListPool.create(
            environment,
            p -> p.name("lists")
                    .capacity(CAPACITY)
                    .dataSize(BYTES)
                    .contextSize(32)
                    .privateLength(BYTES)
                    .maxCaches(MAX_CACHES));
    final NetBufferListPool plain = NetBufferListPool.create(
            environment, p -> p.name("plain").capacity(CAPACITY).maxCaches(MAX_CACHES));
    final NetBufferPool netBuffers = NetBufferPool.create(
            environment,
            p -> p.name("net buffers").capacity(CAPACITY).dataSize(BYTES).maxCaches(MAX_CACHES));
    final MdlPool segments = MdlPool.create(environment, "segments", CAPACITY, MAX_CACHES, BYTES);

    /** Lists on their way to a lane. */
    final List<Queue<NetBufferList>> inboxes = new ArrayList<>();

    /** The handle of some list that was shared last. */
    final AtomicLong published = new AtomicLong();

    /** Lists given up to a completion, and completions told; memory lent, and memory that came back. */
    final AtomicLong givenUp = new AtomicLong();

    final AtomicLong told = new AtomicLong();
    final AtomicLong lent = new AtomicLong();
    final AtomicLong returned = new AtomicLong();

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean ended;

    World(final int lanes) {
        for (int i = 0; i < lanes; i++) {
            inboxes.add(new ConcurrentLinkedQueue<>());
        }
    }

    List<NetBufferListPool> listPools() {
        return List.of(lists, plain, environment.clonePool());
    }

    void handOver(final NetBufferList list, final int to) {
        inboxes.get(to % inboxes.size()).add(list);
    }

    /** Where a list that was given up goes, by whoever freed the last list that lived off it. */
    void completed(final NetBufferList list) {
        told.incrementAndGet();
        handOver(list, list.index());
    }

    void fail(final Throwable ex) {
        failure.compareAndSet(null, ex);
    }

    Throwable failure() {
        return failure.get();
    }

    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended || failure.get() != null;
    }

    /** After the last lane: frees what is still on its way and closes all pools, whose memory must go. */
    @Override
    public void close() {
        for (boolean found = true; found; ) {
            found = false;
            for (final Queue<NetBufferList> inbox : inboxes) {
                for (NetBufferList list = inbox.poll(); list != null; list = inbox.poll()) {
                    lists.free(list);
                    found = true;
                }
            }
        }
        environment.pools().forEach(pool -> pool.audit().requireAllFree());
        Closing.close(environment, lists, plain, netBuffers, segments);
    }
}
