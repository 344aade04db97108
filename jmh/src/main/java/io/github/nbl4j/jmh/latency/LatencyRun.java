// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import com.sun.management.OperatingSystemMXBean;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/** One subject in this JVM: a warm-up, then the measured round, in which the main thread sleeps. */
final class LatencyRun<C> {
    private static final int WARM_UP_SECONDS = 5;
    /** For two collections, before a round starts. */
    private static final long LEAD = 1_000_000_000L;

    private static final int LONG_SAMPLES = 1 << 20;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    // Threads as event loops have them: there Netty is at its best, and nobody else minds.
    private final ExecutorService producing = Executors.newSingleThreadExecutor(new DefaultThreadFactory("producer"));
    private final ExecutorService consuming = Executors.newSingleThreadExecutor(new DefaultThreadFactory("consumer"));
    private final List<SpscVarHandleArrayQueue<C>> lanes = new ArrayList<>();
    private final Subject<C> subject;
    private final Path log;

    private LatencyRun(final Subject<C> subject, final Path log) {
        this.subject = subject;
        this.log = log;
        for (int i = 0; i < Subject.LANES; i++) {
            lanes.add(new SpscVarHandleArrayQueue<>(Subject.LANE_CAPACITY));
        }
    }

    /** Subject, seconds, packets per second, and the files: safepoints, which the JVM logs, histograms, numbers. */
    public static void main(final String[] args) throws Exception {
        new LatencyRun<>(Subject.open(args[0]), Path.of(args[3]))
                .run(Long.parseLong(args[1]), Long.parseLong(args[2]))
                .write(Path.of(args[4]), Path.of(args[5]));
    }

    private Result run(final long seconds, final long perSecond) throws Exception {
        try {
            final RunDelay producerDelay = producing.submit(RunDelay::new).get();
            final RunDelay consumerDelay = consuming.submit(RunDelay::new).get();
            final Subject.Source<C> source =
                    producing.submit(subject::openSource).get();
            final Subject.Sink<C> sink = consuming.submit(subject::openSink).get();
            // Slowly first, because the compiler's threads need a core too; then as it will be measured.
            round(source, sink, producerDelay, consumerDelay, WARM_UP_SECONDS, Math.max(1, perSecond / 10));
            round(source, sink, producerDelay, consumerDelay, WARM_UP_SECONDS, perSecond);
            final Result result = round(source, sink, producerDelay, consumerDelay, seconds, perSecond);
            producing.submit(source::close).get();
            consuming.submit(sink::close).get();
            subject.close();
            return result;
        } finally {
            producing.shutdownNow();
            consuming.shutdownNow();
        }
    }

    private Result round(
            final Subject.Source<C> source,
            final Subject.Sink<C> sink,
            final RunDelay producerDelay,
            final RunDelay consumerDelay,
            final long seconds,
            final long perSecond)
            throws Exception {
        final Round round = new Round(System.nanoTime() + LEAD, seconds * perSecond, perSecond, LONG_SAMPLES);
        final Producer<C> producer = new Producer<>(source, lanes, round, producerDelay);
        final Consumer<C> consumer = new Consumer<>(sink, lanes, round, consumerDelay);
        // Twice: what survived the first is old after the second.
        System.gc();
        System.gc();
        final long collections = collections(GarbageCollectorMXBean::getCollectionCount);
        final long collectionMillis = collections(GarbageCollectorMXBean::getCollectionTime);
        final long cpu = system.getProcessCpuTime();
        final long from = System.nanoTime();
        final List<Account> accounts = both(producer::run, consumer::run);
        final Interval whole = new Interval(from, System.nanoTime());
        final Result result = new Result();
        result.put("collections", collections(GarbageCollectorMXBean::getCollectionCount) - collections);
        result.put("collectionMillis", collections(GarbageCollectorMXBean::getCollectionTime) - collectionMillis);
        result.put("jvmCpuNanos", system.getProcessCpuTime() - cpu);
        result.put("seconds", seconds);
        result.put("packetsPerSecond", perSecond);
        result.put("packets", round.packets());
        result.put("roundNanos", whole.length());
        result.put("waits", producer.waits());
        put(result, "producer", accounts.get(0));
        put(result, "consumer", accounts.get(1));
        final List<Samples> kinds = new ArrayList<>(producer.samples());
        kinds.addAll(consumer.samples());
        new Findings(new Pauses(log, whole), producer.watch(), consumer.watch()).add(result, kinds);
        return result;
    }

    private static void put(final Result result, final String thread, final Account account) {
        result.put(thread + ".allocatedBytes", account.allocatedBytes());
        result.put(thread + ".cpuNanos", account.cpuNanos());
        result.put(thread + ".runDelayNanos", account.runDelayNanos());
        result.put(thread + ".involuntarySwitches", account.involuntarySwitches());
    }

    private static long collections(final ToLongFunction<GarbageCollectorMXBean> of) {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(of)
                .sum();
    }

    /** Runs both; when one fails, the other is stopped. */
    private List<Account> both(final Callable<Account> producer, final Callable<Account> consumer) throws Exception {
        final Future<Account> produced = producing.submit(() -> guarded(producer, consuming));
        final Future<Account> consumed = consuming.submit(() -> guarded(consumer, producing));
        try {
            return List.of(produced.get(), consumed.get());
        } catch (final ExecutionException ex) {
            // The one that failed first stopped the other: both are told.
            try {
                consumed.get();
            } catch (final ExecutionException other) {
                ex.addSuppressed(other);
            }
            throw ex;
        }
    }

    private static Account guarded(final Callable<Account> loop, final ExecutorService other) throws Exception {
        try {
            return loop.call();
        } catch (final Throwable ex) {
            other.shutdownNow();
            throw ex;
        }
    }
}
