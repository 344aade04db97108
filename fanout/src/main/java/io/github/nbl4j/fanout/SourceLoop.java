// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import io.github.nbl4j.fanout.capture.Capture;
import io.github.nbl4j.fanout.medium.Medium;
import io.github.nbl4j.fanout.medium.Source;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The producer: replays the capture, clones every packet for every lane, and hands the clones over. It drops nothing:
 * where no list is free, or a lane is behind, it waits, and counts that. A lane beyond those with clones gets the
 * packet cut.
 *
 * @param <P> what stands for a packet.
 */
final class SourceLoop<P> implements Runnable {
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final Medium<P> medium;
    private final Capture capture;
    private final List<Lane<P>> lanes;
    private final RunState state;
    private final P[] clones;
    private final Histogram nanosPerClone = new Histogram(LONGEST_NANOS, 3);
    /** Loops done in all rounds. Volatile only for the progress bar. */
    private volatile int progress;

    private long sent;
    private long copiedBytes;
    private long waits;

    SourceLoop(
            final Medium<P> medium,
            final Capture capture,
            final List<Lane<P>> lanes,
            final RunState state,
            final P[] clones) {
        this.medium = medium;
        this.capture = capture;
        this.lanes = lanes;
        this.state = state;
        this.clones = clones;
    }

    int progress() {
        return progress;
    }

    Histogram nanosPerClone() {
        return nanosPerClone;
    }

    long copiedBytes() {
        return copiedBytes;
    }

    long waits() {
        return waits;
    }

    @Override
    public void run() {
        try (Source<P> source = medium.openSource(capture)) {
            int round = 0;
            // It stays until it is stopped: what a thread allocated can be asked only while it lives.
            while (!state.isStopped()) {
                final int started = state.started();
                if (started == round) {
                    Thread.yield();
                } else {
                    round = started;
                    nanosPerClone.reset();
                    waits = 0;
                    replay(source, state.loops());
                    state.finish(round);
                }
            }
        } catch (final Throwable ex) {
            state.fail(ex);
        }
    }

    private void replay(final Source<P> source, final int times) throws Exception {
        for (int i = 0; i < times; i++) {
            capture.rewind();
            while (capture.next() && !state.isStopped()) {
                fanOut(source);
            }
            progress = progress + 1;
        }
        for (int i = 0; i < lanes.size(); i++) {
            while (lanes.get(i).done() < sent && !state.isStopped()) {
                Thread.yield();
            }
        }
    }

    private void fanOut(final Source<P> source) {
        P packet = source.receive();
        while (packet == null && !state.isStopped()) {
            waits++;
            Thread.yield();
            packet = source.receive();
        }
        long begun = System.nanoTime();
        while (packet != null && !source.cloneFor(packet, clones)) {
            waits++;
            Thread.yield();
            if (state.isStopped()) {
                source.release(packet);
                return;
            }
            begun = System.nanoTime();
        }
        if (packet == null) {
            return;
        }
        nanosPerClone.recordValue(Math.min(LONGEST_NANOS, (System.nanoTime() - begun) / clones.length));
        for (int i = 0; i < clones.length; i++) {
            copiedBytes += source.copiedBytes(packet, clones[i]);
        }
        final P cut = lanes.size() > clones.length ? cut(source, packet) : null;
        // The owner's part first: then the last lane to finish gives the packet back, and the source's line stays
        // still.
        source.release(packet);
        for (int i = 0; i < clones.length; i++) {
            hand(lanes.get(i), clones[i]);
        }
        if (cut != null) {
            hand(lanes.get(clones.length), cut);
        }
        sent++;
    }

    /** Null only when the run is stopped. */
    private P cut(final Source<P> source, final P packet) {
        P cut = source.fragment(packet);
        while (cut == null && !state.isStopped()) {
            waits++;
            Thread.yield();
            cut = source.fragment(packet);
        }
        if (cut != null) {
            copiedBytes += source.copiedBytes(packet, cut);
        }
        return cut;
    }

    private void hand(final Lane<P> lane, final P packet) {
        while (!lane.offer(packet) && !state.isStopped()) {
            Thread.yield();
        }
    }
}
