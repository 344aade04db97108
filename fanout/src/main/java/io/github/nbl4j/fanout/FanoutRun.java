// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import com.sun.management.ThreadMXBean;
import io.github.nbl4j.fanout.capture.Capture;
import io.github.nbl4j.fanout.medium.Medium;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** One medium, run over the capture: warm-up, then the measured loops, with everything counted that must be nothing. */
final class FanoutRun {
    /** What waits stays in a core's cache. The lanes are slower than the source: every queue is full all the time. */
    private static final int QUEUE_CAPACITY = 64;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final FanoutOptions options;
    private final CaptureInput input;
    private final PacketIndex index;
    private final IntConsumer progress;
    private final int warmUpLoops;
    private final int maxRounds;

    FanoutRun(
            final FanoutOptions options,
            final CaptureInput input,
            final PacketIndex index,
            final IntConsumer progress,
            final int warmUpLoops,
            final int maxRounds) {
        this.options = options;
        this.input = input;
        this.index = index;
        this.progress = progress;
        this.warmUpLoops = warmUpLoops;
        this.maxRounds = maxRounds;
    }

    /** Runs and closes the medium. The further work, if there is one, gets its packets cut. */
    <P> RunResult run(final Medium<P> medium, final P[] clones, final Path directory, final LaneWork<P> further)
            throws Exception {
        final RunState state = new RunState();
        final List<Lane<P>> lanes = new ArrayList<>();
        try (medium;
                Capture capture = input.open();
                TunnelWork<P> tunnel = new TunnelWork<>(directory, index);
                RecorderWork<P> recorder = new RecorderWork<>(directory, index)) {
            for (int i = 0; i < options.lanes() - 2; i++) {
                lanes.add(new Lane<>(medium, new StrategyWork<>(i + 1), index, state, QUEUE_CAPACITY));
            }
            lanes.add(new Lane<>(medium, tunnel, index, state, QUEUE_CAPACITY));
            lanes.add(new Lane<>(medium, recorder, index, state, QUEUE_CAPACITY));
            if (further != null) {
                lanes.add(new Lane<>(medium, further, index, state, QUEUE_CAPACITY));
            }
            final SourceLoop<P> source = new SourceLoop<>(medium, capture, lanes, state, clones);
            final List<Thread> threads = new ArrayList<>();
            for (final Lane<P> lane : lanes) {
                threads.add(new Thread(lane, lane.work().name()));
            }
            threads.add(new Thread(source, "source"));
            final Measured measured = measure(threads, lanes, source, state);
            return result(medium, lanes, source, measured, tunnel, recorder);
        }
    }

    record Measured(long nanos, long allocatedBytes, long collections) {}

    /**
     * The warm-up, then the measured round. Where nothing may be allocated, it is repeated until a whole round did
     * without, because the JVM allocates when it links or recompiles a rare path, once each; what allocates by the
     * packet is in every round.
     */
    <P> Measured measure(
            final List<Thread> threads, final List<Lane<P>> lanes, final SourceLoop<P> source, final RunState state)
            throws Exception {
        Measured last;
        try {
            // In here: those that run wait for no other if one cannot start.
            threads.forEach(Thread::start);
            int number = 1;
            last = round(number, warmUpLoops, threads, lanes, source, state);
            do {
                last = round(++number, options.loops(), threads, lanes, source, state);
            } while (number <= maxRounds && last.allocatedBytes != 0 && !state.isStopped());
        } finally {
            state.stop();
            for (final Thread thread : threads) {
                thread.join();
            }
        }
        // Not before: what a thread gives back when it ends may fail too.
        if (state.failure() != null) {
            throw new FanoutException("a thread failed: " + state.failure(), state.failure());
        }
        return last;
    }

    private <P> Measured round(
            final int number,
            final int loops,
            final List<Thread> threads,
            final List<Lane<P>> lanes,
            final SourceLoop<P> source,
            final RunState state)
            throws Exception {
        state.announce(number);
        for (final Lane<P> lane : lanes) {
            while (lane.round() != number && !state.isStopped()) {
                Thread.onSpinWait();
            }
        }
        final long allocated = allocatedBytes(threads);
        final long collections = collections();
        final long begun = System.nanoTime();
        state.start(number, loops);
        while (!state.isFinished(number) && !state.isStopped()) {
            await(source);
        }
        final long nanos = System.nanoTime() - begun;
        return new Measured(nanos, allocatedBytes(threads) - allocated, collections() - collections);
    }

    /** Leaves the two processors to the lanes: the control thread looks now and then. */
    private void await(final SourceLoop<?> source) throws InterruptedException {
        progress.accept(source.progress());
        final long pause = 5;
        Thread.sleep(pause);
    }

    private <P> RunResult result(
            final Medium<P> medium,
            final List<Lane<P>> lanes,
            final SourceLoop<P> source,
            final Measured measured,
            final TunnelWork<P> tunnel,
            final RecorderWork<P> recorder) {
        final List<RunResult.LaneResult> results = new ArrayList<>();
        long copiedBytes = source.copiedBytes();
        double nanosPerPacket = source.nanosPerPacket();
        // Not those of the reassembler, which the baselines have not.
        for (final Lane<P> lane : lanes.subList(0, options.lanes())) {
            nanosPerPacket += lane.nanosPerClone();
        }
        for (final Lane<P> lane : lanes) {
            final LaneWork<P> work = lane.work();
            results.add(new RunResult.LaneResult(work.name(), lane.packets(), lane.bytes(), work.hash()));
            copiedBytes += work.copiedBytes();
        }
        final long packets = (long) options.loops() * index.packets();
        return new RunResult(
                medium.name(),
                packets,
                packets * options.lanes(),
                measured.nanos,
                source.nanosPerClone(),
                nanosPerPacket,
                (double) measured.allocatedBytes / packets,
                measured.collections,
                copiedBytes,
                medium.leaked(),
                source.waits(),
                results,
                recorder.recorded(),
                tunnel.recorded());
    }

    private static long allocatedBytes(final List<Thread> threads) {
        long sum = 0;
        for (final Thread thread : threads) {
            sum += THREADS.getThreadAllocatedBytes(thread.getId());
        }
        return sum;
    }

    private static long collections() {
        long sum = 0;
        for (final GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            sum += collector.getCollectionCount();
        }
        return sum;
    }
}
