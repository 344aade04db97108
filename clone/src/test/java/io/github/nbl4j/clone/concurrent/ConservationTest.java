// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone.concurrent;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever threads do with lists of 3 x 3, at the end each slot of each pool is where it was, and nothing twice. */
class ConservationTest {
    private static final int STEPS = 200_000;
    private static final int INBOX = 64;

    private static Supplier<Queue<NetBufferList>> queues(final boolean jctools) {
        return jctools ? () -> new MpscVarHandleArrayQueue<>(INBOX) : ConcurrentLinkedQueue::new;
    }

    /** Seed 0 stands for a fresh one in each run. */
    @ParameterizedTest
    @CsvSource({
        "2,2,4,true,1",
        "2,1,1,false,2",
        "2,0,2,true,3",
        "3,3,3,true,4",
        "4,2,4,false,5",
        "4,4,0,true,6",
        "3,2,8,true,0",
        "4,3,3,false,0"
    })
    void shouldConserveEverySlotWhenListsTravel(
            final int threads, final int withHandle, final int maxCaches, final boolean jctools, final long given)
            throws Exception {
        final long seed = given == 0 ? ThreadLocalRandom.current().nextLong() : given;
        System.out.println("ConservationTest: threads=" + threads + " withHandle=" + withHandle + " maxCaches="
                + maxCaches + " seed=" + seed);
        final List<Queue<NetBufferList>> inboxes = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            inboxes.add(queues(jctools).get());
        }
        final AtomicLong published = new AtomicLong();
        // All handles exist before calls without one may take caches, and nobody hands on once all are quiet.
        final CyclicBarrier all = new CyclicBarrier(threads);
        final AtomicInteger received = new AtomicInteger();
        final AtomicInteger clones = new AtomicInteger();

        try (Fixture fixture = new Fixture(48, maxCaches)) {
            Race.run(threads, thread -> {
                final Lane lane = new Lane(fixture, thread, thread < withHandle, seed, inboxes, published);
                all.await();
                for (int step = 0; step < STEPS; step++) {
                    lane.step();
                }
                all.await();
                lane.receive();
                lane.end();
                received.addAndGet(lane.received);
                clones.addAndGet(lane.clones);
            });
            // Floors, far below what any schedule gives: a run in which nothing happened proves nothing.
            assertTrue(received.get() > 100, "lists must have travelled: " + received + " seed=" + seed);
            assertTrue(clones.get() > 5_000, "clones must have been made: " + clones + " seed=" + seed);
        }
    }

    /** The twin: one list that a thread forgets is named by the books, and keeps the memory from going. */
    @Test
    void shouldNameTheListWhenAThreadForgetsOne() throws Exception {
        final Fixture fixture = new Fixture(9, 2);
        final NetBufferList[] forgotten = new NetBufferList[1];
        Race.run(1, thread -> {
            try (NetBufferListCloner cloner = new NetBufferListCloner(fixture.lists)) {
                final NetBufferList parent = fixture.allocate(cloner, 1);
                forgotten[0] = cloner.allocateClone(parent, CloneFlags.NONE);
                cloner.free(parent);
            }
        });

        final IllegalStateException leak = assertThrows(IllegalStateException.class, fixture::auditBooks);

        final String clonePool = fixture.environment.clonePool().name();
        assertTrue(
                fixture.environment.clonePool().audit().notFree().contains(forgotten[0].toString()),
                "the clone in " + clonePool);
        assertTrue(fixture.lists.audit().notFree().get(0).endsWith("released, its children live"), leak.getMessage());
        fixture.closeAll();
        assertFalse(fixture.lists.isReleased());
        assertFalse(fixture.environment.clonePool().isReleased());
        Fixture.verify(forgotten[0], 1);
        fixture.lists.free(forgotten[0]);
        fixture.close();
    }

    /** The other twin: bytes that are not those of the list are seen. */
    @Test
    void shouldSeeBytesWhenTheyAreNotTheListsOwn() {
        try (Fixture fixture = new Fixture(9, 1);
                NetBufferListCloner cloner = new NetBufferListCloner(fixture.lists)) {
            final NetBufferList list = fixture.allocate(cloner, 1);
            assertThrows(AssertionError.class, () -> Fixture.verify(list, 2));
            list.firstNetBuffer()
                    .next()
                    .writableBuffer(list.firstNetBuffer().next().mdlChain())
                    .putByte(5, (byte) 9);
            assertThrows(AssertionError.class, () -> Fixture.verify(list, 1));
            cloner.free(list);
        }
    }
}
