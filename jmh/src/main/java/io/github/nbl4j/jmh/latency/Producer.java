// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import java.util.Arrays;
import java.util.List;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/**
 * One round of the thread that makes packets: each at its time, or as soon after as it can. After each packet it frees
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
    private final Pacer pacer;
    private final Samples published;
    private final Samples packet;
    private final Samples cloneAndFree;
    private final C[] clones;
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
        pacer = new Pacer(System::nanoTime, watch, round.start(), round.perSecond());
        published = new Samples("published", round.longSamples());
        packet = new Samples("packet", round.longSamples());
        cloneAndFree = new Samples("cloneFree", round.longSamples());
        clones = source.lanes();
    }

    Account run() {
        final Account opening = Account.opening(delay);
        watch.begin(System.nanoTime());
        for (long number = 0; number < round.packets(); number++) {
            packet(number);
        }
        watch.onTime(System.nanoTime());
        return opening.closing(delay);
    }

    private void packet(final long number) {
        final long intended = pacer.intended(number);
        final long started = pacer.await(intended);
        source.packet(number, intended, clones);
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
        if (number % REFRESH == 0) {
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
        return Arrays.asList(published, packet, cloneAndFree);
    }
}
