// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import io.github.nbl4j.fanout.medium.Medium;
import io.github.nbl4j.fanout.medium.Receiver;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/**
 * A consumer on its own thread, fed through a queue with one producer and one consumer. Waiting is spinning with yield:
 * a park would make garbage, which the measurement would show.
 *
 * @param <P> what stands for a clone.
 */
final class Lane<P> implements Runnable {
    private final Medium<P> medium;
    private final LaneWork<P> work;
    private final PacketIndex index;
    private final RunState state;
    private final SpscVarHandleArrayQueue<P> queue;
    /** Clones handled. Volatile: the source sees what the lane did before it counts a clone as done. */
    private volatile long done;
    /** The round that the lane is prepared for. Volatile: the control thread starts counting after all lanes are. */
    private volatile int round;

    private final Nanos nanosPerClone = new Nanos();
    private long roundBegan;
    private long bytes;

    Lane(
            final Medium<P> medium,
            final LaneWork<P> work,
            final PacketIndex index,
            final RunState state,
            final int queueCapacity) {
        this.medium = medium;
        this.work = work;
        this.index = index;
        this.state = state;
        this.queue = new SpscVarHandleArrayQueue<>(queueCapacity);
    }

    /** By the source only. False when the lane is behind; the source waits. */
    boolean offer(final P clone) {
        return queue.offer(clone);
    }

    long done() {
        return done;
    }

    int round() {
        return round;
    }

    /** Clones handled in the last round; after the run. */
    long packets() {
        return done - roundBegan;
    }

    LaneWork<P> work() {
        return work;
    }

    /** Payload bytes of the clones handled in the last round; after the run. */
    long bytes() {
        return bytes;
    }

    /** What the medium took for one clone; after the run. */
    double nanosPerClone() {
        return nanosPerClone.mean();
    }

    @Override
    public void run() {
        try (Receiver<P> receiver = new TimedReceiver<>(medium.openReceiver(), nanosPerClone)) {
            serve(receiver);
        } catch (final Throwable ex) {
            state.fail(ex);
        }
    }

    private void serve(final Receiver<P> receiver) throws Exception {
        int packet = 0;
        while (!state.isStopped()) {
            final int announced = state.announced();
            if (announced != round) {
                work.restart();
                nanosPerClone.reset();
                bytes = 0;
                roundBegan = done;
                round = announced;
            }
            final P clone = queue.poll();
            if (clone == null) {
                Thread.yield();
                continue;
            }
            while (!work.handle(receiver, clone, packet) && !state.isStopped()) {
                Thread.yield();
            }
            receiver.release(clone);
            bytes += index.length(packet);
            packet = packet + 1 == index.packets() ? 0 : packet + 1;
            done = done + 1;
        }
    }
}
