// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import java.util.List;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/** The thread that serves all lanes in turn: it reads each clone's header and frees the clone. */
final class Consumer<C> {
    private final Subject.Sink<C> sink;
    private final List<SpscVarHandleArrayQueue<C>> lanes;
    private final Round round;
    private final RunDelay delay;
    private final Watch watch;
    private final Samples freed;
    private final Samples free;
    private final long[] next = new long[Subject.LANES];

    Consumer(
            final Subject.Sink<C> sink,
            final List<SpscVarHandleArrayQueue<C>> lanes,
            final Round round,
            final RunDelay delay) {
        this.sink = sink;
        this.lanes = lanes;
        this.round = round;
        this.delay = delay;
        watch = new Watch(delay);
        freed = new Samples("freed", Subject.LANES * Round.LONG_SAMPLES);
        free = new Samples("free", Round.LONG_SAMPLES);
    }

    /** One slice, until every lane has had every packet of it. */
    Account run() {
        final Account opening = Account.opening(delay);
        final long clones = Subject.LANES * round.packets();
        watch.begin(System.nanoTime());
        for (long taken = 0; taken < clones; ) {
            final int turn = turn();
            if (turn == 0) {
                final long now = System.nanoTime();
                watch.idle(now);
                watch.onTime(now);
                Subject.requireOther();
                Thread.onSpinWait();
            }
            taken += turn;
        }
        watch.onTime(System.nanoTime());
        return opening.closing(delay);
    }

    private int turn() {
        int taken = 0;
        for (int lane = 0; lane < Subject.LANES; lane++) {
            final C clone = lanes.get(lane).poll();
            if (clone != null) {
                take(lane, clone);
                taken++;
            }
        }
        return taken;
    }

    private void take(final int lane, final C clone) {
        watch.idle(System.nanoTime());
        final long intended = sink.intended(clone);
        final long number = sink.number(clone);
        if (number != next[lane]) {
            throw new IllegalStateException("each lane must see each packet once and in order: lane=" + lane
                    + " expected=" + next[lane] + " seen=" + number);
        }
        next[lane] = number + 1;
        final long read = System.nanoTime();
        sink.free(lane, clone);
        final long done = System.nanoTime();
        watch.worked(done);
        freed.record(intended, done);
        free.record(read, done);
    }

    Watch watch() {
        return watch;
    }

    List<Samples> samples() {
        return List.of(freed, free);
    }
}
