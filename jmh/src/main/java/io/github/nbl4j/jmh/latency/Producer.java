// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import java.util.Arrays;
import java.util.List;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/**
 * The thread that makes packets: each at its time, or as soon after as it can. After each packet it frees
 * and makes one clone that goes nowhere, to time that alone.
 */
final class Producer<C> {
    /** Packets. Rare enough, because what runs after a system call runs cold: not even p99.99 shall see it. */
    private static final long REFRESH = 1 << 16;

    private final Subject.Source<C> source;
    private final List<SpscVarHandleArrayQueue<C>> lanes;
    private final Round round;
    private final RunDelay delay;
    private final Watch watch;
    private final Samples published;
    private final Samples packet;
    private final Samples cloneAndFree;
    private final Samples alone;
    private final Samples clock;
    private final C[] clones;
    private long made;
    private long waits;

    Producer(
            final Subject.Source<C> source,
            final List<SpscVarHandleArrayQueue<C>> lanes,
            final Round round,
            final RunDelay delay) {
        this.source = source;
        this.lanes = lanes;
        this.round = round;
        this.delay = delay;
        watch = new Watch(delay);
        published = new Samples("published", Round.LONG_SAMPLES);
        packet = new Samples("packet", Round.LONG_SAMPLES);
        cloneAndFree = new Samples("cloneFree", Round.LONG_SAMPLES);
        alone = new Samples("alone", Round.LONG_SAMPLES);
        clock = new Samples("clock", Round.LONG_SAMPLES);
        clones = source.lanes();
    }

    /** The one clone, call upon call, while no other thread has anything to do, and the clock, which has a tail too. */
    Account alone() {
        final Account opening = Account.opening(delay);
        watch.begin(System.nanoTime());
        for (int i = 0; i < Round.ALONE; i++) {
            final long control = System.nanoTime();
            final long before = System.nanoTime();
            source.cloneAndFree();
            final long after = System.nanoTime();
            watch.idle(before);
            watch.onTime(before);
            watch.worked(after);
            clock.record(control, before);
            alone.record(before, after);
        }
        watch.onTime(System.nanoTime());
        return opening.closing(delay);
    }

    /** One slice, whose first packet is meant to start at the given time. */
    Account run(final long start) {
        final Pacer pacer = new Pacer(System::nanoTime, watch, start, round.perSecond());
        final Account opening = Account.opening(delay);
        watch.begin(System.nanoTime());
        for (long i = 0; i < round.packets(); i++) {
            packet(pacer, pacer.intended(i));
        }
        watch.onTime(System.nanoTime());
        return opening.closing(delay);
    }

    private void packet(final Pacer pacer, final long intended) {
        final long started = pacer.await(intended);
        source.packet(made, intended, clones);
        for (int i = 0; i < clones.length; i++) {
            publish(lanes.get(i), clones[i]);
        }
        final long done = System.nanoTime();
        watch.worked(done);
        published.record(intended, done);
        packet.record(started, done);
        final long before = System.nanoTime();
        watch.idle(before);
        source.cloneAndFree();
        final long after = System.nanoTime();
        watch.worked(after);
        cloneAndFree.record(before, after);
        if (made++ % REFRESH == 0) {
            watch.refresh();
        }
    }

    private void publish(final SpscVarHandleArrayQueue<C> lane, final C clone) {
        if (!lane.offer(clone)) {
            waits++;
            do {
                Subject.requireOther();
                Thread.yield();
            } while (!lane.offer(clone));
        }
    }

    /** How often a lane was full. */
    long waits() {
        return waits;
    }

    Watch watch() {
        return watch;
    }

    List<Samples> samples() {
        return Arrays.asList(published, packet, cloneAndFree, alone, clock);
    }
}
