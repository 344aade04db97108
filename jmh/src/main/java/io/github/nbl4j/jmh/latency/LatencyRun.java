// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/**
 * One subject in this JVM: a warm-up, then the measured slices, in which the main thread sleeps. It says a line when it
 * is warm and at the end of each slice, and begins each when it is told one.
 */
final class LatencyRun<C> {
    private static final int WARM_UP_SECONDS = 5;
    /** Until both threads run. */
    private static final long LEAD = 1_000_000_000L;

    // Threads as event loops have them: there Netty is at its best, and nobody else minds.
    private final ExecutorService producing = Executors.newSingleThreadExecutor(new DefaultThreadFactory("producer"));
    private final ExecutorService consuming = Executors.newSingleThreadExecutor(new DefaultThreadFactory("consumer"));
    private final BufferedReader turns =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
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

    /** Subject, slices, seconds of each, packets per second, and the files: safepoints, which the JVM logs, and two. */
    public static void main(final String[] args) throws Exception {
        final Round round = new Round(Integer.parseInt(args[1]), Long.parseLong(args[2]), Long.parseLong(args[3]));
        new LatencyRun<>(Subject.open(args[0]), Path.of(args[4])).run(round).write(Path.of(args[5]), Path.of(args[6]));
    }

    private Result run(final Round round) throws Exception {
        try {
            final RunDelay producerDelay = producing.submit(RunDelay::new).get();
            final RunDelay consumerDelay = consuming.submit(RunDelay::new).get();
            final Subject.Source<C> source =
                    producing.submit(subject::openSource).get();
            final Subject.Sink<C> sink = consuming.submit(subject::openSink).get();
            // Slowly first, because the compiler's threads need a core too; then as it will be measured.
            for (final long perSecond : new long[] {Math.max(1, round.perSecond() / 10), round.perSecond()}) {
                final Round warmUp = new Round(1, WARM_UP_SECONDS, perSecond);
                final Producer<C> producer = new Producer<>(source, lanes, warmUp, producerDelay);
                producing.submit(producer::alone).get();
                slice(producer, new Consumer<>(sink, lanes, warmUp, consumerDelay));
            }
            final Result result = measure(
                    round,
                    new Producer<>(source, lanes, round, producerDelay),
                    new Consumer<>(sink, lanes, round, consumerDelay));
            producing.submit(source::close).get();
            consuming.submit(sink::close).get();
            subject.close();
            return result;
        } finally {
            producing.shutdownNow();
            consuming.shutdownNow();
        }
    }

    private Result measure(final Round round, final Producer<C> producer, final Consumer<C> consumer) throws Exception {
        // Twice: what survived the first is old after the second.
        System.gc();
        System.gc();
        final long from = System.nanoTime();
        Slice used = Slice.NONE;
        Account alone = Account.NONE;
        System.out.println("warm");
        for (int i = 0; i < round.slices(); i++) {
            if (turns.readLine() == null) {
                throw new IllegalStateException("each slice must be asked for: slice=" + i);
            }
            final long before = producer.waits();
            alone = alone.plus(producing.submit(producer::alone).get());
            final Slice slice = slice(producer, consumer);
            used = used.plus(slice);
            System.out.println("lane full " + (producer.waits() - before) + ", bytes "
                    + slice.producer().allocatedBytes() + " and "
                    + slice.consumer().allocatedBytes());
        }
        final Result result = new Result();
        result.put("seconds", round.slices() * round.seconds());
        result.put("packetsPerSecond", round.perSecond());
        result.put("packets", round.slices() * round.packets());
        result.put("waits", producer.waits());
        used.addTo(result);
        alone.addTo(result, "alone");
        final List<Samples> kinds = new ArrayList<>(producer.samples());
        kinds.addAll(consumer.samples());
        final Interval whole = new Interval(from, System.nanoTime());
        new Findings(new Pauses(log, whole), producer.watch(), consumer.watch()).add(result, kinds);
        return result;
    }

    private Slice slice(final Producer<C> producer, final Consumer<C> consumer) throws Exception {
        final Slice opening = Slice.opening();
        final long start = System.nanoTime() + LEAD;
        final List<Account> accounts = both(() -> producer.run(start), consumer::run);
        return opening.closing(accounts.get(0), accounts.get(1));
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
