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
    private final Medium<P> medium;
    private final Capture capture;
    private final List<Lane<P>> lanes;
    private final RunState state;
    private final P[] clones;
    private final Nanos nanosPerClone = new Nanos();
    private final Nanos nanosPerPacket = new Nanos();
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
        return nanosPerClone.histogram();
    }

    /** Memory for the packet, its clones, and giving it up; not the capture's bytes. */
    double nanosPerPacket() {
        return nanosPerPacket.mean();
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
                    nanosPerPacket.reset();
                    waits = 0;
                    copiedBytes = 0;
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
        long begun = System.nanoTime();
        P packet = source.allocate();
        while (packet == null && !state.isStopped()) {
            begun = await();
            packet = source.allocate();
        }
        if (packet == null) {
            return;
        }
        long nanos = System.nanoTime() - begun;
        source.receive(packet);
        begun = System.nanoTime();
        while (!source.cloneFor(packet, clones)) {
            begun = await();
            if (state.isStopped()) {
                source.release(packet);
                return;
            }
        }
        final long nanosToClone = System.nanoTime() - begun;
        nanos += nanosToClone;
        nanosPerClone.record(nanosToClone / clones.length);
        for (int i = 0; i < clones.length; i++) {
            copiedBytes += source.copiedBytes(packet, clones[i]);
        }
        final P cut = lanes.size() > clones.length ? cut(source, packet) : null;
        // The owner's part first: then the last lane to finish gives the packet back, and the source's line stays
        // still.
        begun = System.nanoTime();
        source.release(packet);
        nanosPerPacket.record(nanos + System.nanoTime() - begun);
        for (int i = 0; i < clones.length; i++) {
            hand(lanes.get(i), clones[i]);
        }
        if (cut != null) {
            hand(lanes.get(clones.length), cut);
        }
        sent++;
    }

    /** Returns the time from which the next attempt counts. */
    private long await() {
        waits++;
        Thread.yield();
        return System.nanoTime();
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
