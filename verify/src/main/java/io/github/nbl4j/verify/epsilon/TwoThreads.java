// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.epsilon;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.pool.PoolCounters;
import io.github.nbl4j.verify.Closing;
import io.github.nbl4j.verify.epsilon.Traffic.Disturbance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/** {@link Traffic} on two threads at once over one environment, whose books must balance and whose memory must go. */
final class TwoThreads {
    /** Of a packet. */
    static final int BYTES = 64;

    private static final int CAPACITY = 1024;
    /** Clones on their way: both rings, two bursts and two fans are fewer than the capacity. */
    private static final int RING = 256;

    /** What begins and ends a run is compiled too: the JVM's threads must have come to rest, and not wait for locks. */
    private static final int WARM_UPS = 60;

    private static final int WARM_UP = 2_000_000;
    private static final String SWITCHES = "voluntary_ctxt_switches:";

    private final NetBufferEnvironment environment = NetBufferEnvironment.create(p -> p.name("traffic")
            .clones(CAPACITY)
            .netBuffers(8)
            .mdls(8)
            .segments(1)
            .contexts(8)
            .maxCaches(2));
    private final NetBufferListPool lists = NetBufferListPool.create(
            environment,
            p -> p.name("lists")
                    .capacity(CAPACITY)
                    .dataSize(BYTES)
                    .privateLength(0)
                    .maxCaches(2));
    private final OneToOneConcurrentArrayQueue<NetBufferList> there = new OneToOneConcurrentArrayQueue<>(RING);
    private final OneToOneConcurrentArrayQueue<NetBufferList> back = new OneToOneConcurrentArrayQueue<>(RING);
    /** Ends when one thread fails: the other must not wait for it. */
    private final Phaser together = new Phaser(2);

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicLong operations = new AtomicLong();
    private final AtomicLong mostSwitches = new AtomicLong();
    private final AtomicLong controlSwitches = new AtomicLong(Long.MAX_VALUE);
    private final Disturbance disturbance;

    /**
     * What came of it.
     *
     * @param operations of both threads, warm-up not counted.
     * @param switches times that the thread which slept more often gave its core away of its own accord.
     * @param controlSwitches the same of a loop that does nothing, as long, on the same threads: the lesser.
     * @param misuse calls that were refused: false alarms, because nobody breaks a rule here.
     */
    record Report(long operations, long switches, long controlSwitches, long misuse) {}

    private TwoThreads(final Disturbance disturbance) {
        this.disturbance = disturbance;
    }

    /**
     * Runs both threads to the end.
     *
     * @param operations at least so many, in equal shares.
     * @param disturbance what both do beside.
     * @return what came of it.
     * @throws InterruptedException when the calling thread is interrupted.
     */
    static Report run(final long operations, final Disturbance disturbance) throws InterruptedException {
        final TwoThreads both = new TwoThreads(disturbance);
        final long share = (operations + 1) / 2;
        final Thread other = new Thread(() -> both.work(both.there, both.back, share, 1), "traffic-1");
        final Thread one = new Thread(() -> both.work(both.back, both.there, share, 2), "traffic-2");
        other.start();
        one.start();
        other.join();
        one.join();
        if (both.failure.get() != null) {
            throw new IllegalStateException(
                    "traffic must go on to its end: failure=" + both.failure, both.failure.get());
        }
        return both.close();
    }

    private void work(
            final OneToOneConcurrentArrayQueue<NetBufferList> toOther,
            final OneToOneConcurrentArrayQueue<NetBufferList> fromOther,
            final long share,
            final long seed) {
        try (NetBufferListCloner cloner = new NetBufferListCloner(lists)) {
            final Traffic traffic = new Traffic(cloner, toOther, fromOther, disturbance, seed);
            for (int i = 0; i < WARM_UPS; i++) {
                traffic.run(Math.min(WARM_UP, share / WARM_UPS));
                voluntarySwitches();
                meet();
            }
            measure(traffic, share);
            meet();
            traffic.drain();
        } catch (final Throwable ex) {
            failure.compareAndSet(null, ex);
            together.forceTermination();
        }
    }

    private void meet() {
        if (together.arriveAndAwaitAdvance() < 0) {
            throw new IllegalStateException("the other thread failed");
        }
    }

    private void measure(final Traffic traffic, final long share) {
        final long before = voluntarySwitches();
        final long begin = System.nanoTime();
        operations.addAndGet(traffic.run(share));
        final long nanos = System.nanoTime() - begin;
        final long between = voluntarySwitches();
        control(nanos);
        final long control = voluntarySwitches() - between;
        mostSwitches.accumulateAndGet(between - before, Math::max);
        controlSwitches.accumulateAndGet(control, Math::min);
    }

    /** As long, and nothing that could wait. */
    private static void control(final long nanos) {
        final long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos) {
            Thread.onSpinWait();
        }
    }

    /** How often the kernel took the calling thread off its core because it had asked for that. */
    private static long voluntarySwitches() {
        try {
            for (final String line : Files.readAllLines(Path.of("/proc/thread-self/status"))) {
                if (line.startsWith(SWITCHES)) {
                    return Long.parseLong(line.substring(SWITCHES.length()).trim());
                }
            }
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
        throw new IllegalStateException("the kernel must count switches: /proc/thread-self/status has no " + SWITCHES);
    }

    private Report close() {
        long misuse = 0;
        for (final var pool : environment.pools()) {
            final PoolCounters counters = pool.counters();
            pool.audit().requireAllFree();
            misuse += counters.misuse();
        }
        Closing.close(environment, lists);
        return new Report(operations.get(), mostSwitches.get(), controlSwitches.get(), misuse);
    }
}
