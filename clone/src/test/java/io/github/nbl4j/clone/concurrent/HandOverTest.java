// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.Queue;
import java.util.function.Consumer;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clones that one core makes and another frees: no byte is allocated on either, and no slot stays anywhere. */
class HandOverTest {
    private static final int PACKETS = 100_000;
    private static final int LANES = 4;
    private static final int ROUNDS = 6;

    private volatile Object sink;

    @ParameterizedTest
    @ValueSource(ints = {CloneFlags.NONE, CloneFlags.USE_ORIGINAL_MDLS})
    void shouldAllocateNothingOnEitherThreadWhenClonesAreFreedElsewhere(final int flags) throws Exception {
        final long[] bytes = bytesOfEachThread(flags, clone -> {});

        assertEquals(0, bytes[0], "producer");
        assertEquals(0, bytes[1], "consumer");
    }

    /** The twin: an Integer that the consumer boxes for each clone is seen, and on that thread alone. */
    @Test
    void shouldSeeTheBytesOfTheThreadThatAllocates() throws Exception {
        final long[] bytes =
                bytesOfEachThread(CloneFlags.NONE, clone -> sink = Integer.valueOf(clone.hashCode() | 1 << 20));

        assertEquals(0, bytes[0], "producer");
        assertTrue(bytes[1] >= 16L * PACKETS, "consumer=" + bytes[1] + " last=" + sink);
    }

    /** Each thread's bytes in the round that was quietest for it; see {@link Allocations} for why not in the last. */
    private long[] bytesOfEachThread(final int flags, final Consumer<NetBufferList> receiver) throws Exception {
        final long[] least = {Long.MAX_VALUE, Long.MAX_VALUE};
        final Queue<NetBufferList> queue = new SpscVarHandleArrayQueue<>(256);
        try (Fixture fixture = new Fixture(64, 4)) {
            Race.run(2, thread -> {
                try (NetBufferListCloner cloner = new NetBufferListCloner(fixture.lists)) {
                    final NetBufferList[] clones = new NetBufferList[LANES];
                    for (int round = 0; round < ROUNDS; round++) {
                        final long before = Allocations.bytes();
                        if (thread == 0) {
                            produce(fixture, cloner, queue, flags, clones);
                        } else {
                            consume(cloner, queue, receiver);
                        }
                        least[thread] = Math.min(least[thread], Allocations.bytes() - before);
                    }
                }
            });
        }
        return least;
    }

    private static void produce(
            final Fixture fixture,
            final NetBufferListCloner cloner,
            final Queue<NetBufferList> queue,
            final int flags,
            final NetBufferList[] clones) {
        for (int sent = 0; sent < PACKETS; ) {
            final NetBufferList packet = fixture.allocate(cloner, sent);
            if (packet != null && cloner.allocateClones(packet, flags, clones, LANES)) {
                cloner.free(packet);
                for (final NetBufferList clone : clones) {
                    while (!queue.offer(clone)) {
                        Thread.yield();
                    }
                }
                sent += LANES;
            } else {
                if (packet != null) {
                    cloner.free(packet);
                }
                Thread.yield();
            }
        }
    }

    private static void consume(
            final NetBufferListCloner cloner,
            final Queue<NetBufferList> queue,
            final Consumer<NetBufferList> receiver) {
        for (int received = 0; received < PACKETS; ) {
            final NetBufferList clone = queue.poll();
            if (clone == null) {
                Thread.yield();
            } else {
                final int value = clone.firstNetBuffer().getByte(0);
                Fixture.verify(clone, value);
                receiver.accept(clone);
                cloner.free(clone);
                received++;
            }
        }
    }

    @Test
    void shouldFindEverythingWhenThreadsDieWithTheirHandlesOpen() throws Exception {
        try (Fixture fixture = new Fixture(48, 3)) {
            for (int generation = 0; generation < 20; generation++) {
                Race.run(2, thread -> {
                    final NetBufferListCloner cloner = new NetBufferListCloner(fixture.lists);
                    for (int i = 0; i < 50; i++) {
                        final NetBufferList list = fixture.allocate(cloner, i);
                        final NetBufferList clone = cloner.allocateClone(list, CloneFlags.NONE);
                        assertTrue(clone != null, "the caches of the dead must not be missed");
                        cloner.free(list);
                        cloner.free(clone);
                    }
                });
            }
            assertEquals(0, fixture.lists.counters().exhausted());
        }
    }
}
