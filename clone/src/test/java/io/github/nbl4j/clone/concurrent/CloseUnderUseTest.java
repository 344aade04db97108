// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.pool.SlotPool;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An environment that closes while threads clone: whoever holds a list reads its bytes until the free. */
class CloseUnderUseTest {
    private static final int ROUNDS = 30;

    @ParameterizedTest
    @CsvSource({"2,5,true", "2,1,false", "3,7,true", "3,0,false"})
    void shouldReleaseAllMemoryOnceTheLastListIsFreed(final int threads, final int maxCaches, final boolean explicit)
            throws Exception {
        for (int seed = 0; seed < ROUNDS; seed++) {
            final long base = seed * 31L;
            final Fixture fixture = new Fixture(16, maxCaches);
            final Holder.Round round = new Holder.Round(fixture, threads);
            final CountDownLatch received = new CountDownLatch(threads);
            Race.run(threads + 1, thread -> {
                if (thread == threads) {
                    received.await();
                    fixture.closeAll();
                } else {
                    new Holder(round, thread, explicit, base + thread).work(received::countDown);
                }
            });
            // Threads without a handle of their own are dead now, and their caches are looked for again.
            fixture.closeAll();
            for (final SlotPool pool : fixture.environment.pools()) {
                assertTrue(
                        pool.isReleased(),
                        "round " + seed + ": " + pool.counters() + pool.audit().notFree());
            }
            round.requireAllTold();
            fixture.close();
        }
    }

    /** The twin: a list whose context somebody else wrote, and one that is given up while its clone lives. */
    @Test
    void shouldSeeAContextThatChangedAndAListThatNobodyIsToldOf() {
        try (Fixture fixture = new Fixture(9, 2);
                NetBufferListCloner cloner = new NetBufferListCloner(fixture.lists)) {
            final Holder.Round round = new Holder.Round(fixture, 1);
            final NetBufferList list = fixture.allocate(cloner, 5);
            list.scratch(5);
            assertTrue(list.allocateContext(8, 0));
            list.context().buffer().putLong(list.context().dataStart(), 6);
            assertThrows(AssertionError.class, () -> Holder.verify(list));
            list.context().buffer().putLong(list.context().dataStart(), 5);
            Holder.verify(list);

            final NetBufferList clone = cloner.allocateClone(list, CloneFlags.NONE);
            round.giveUp(list, cloner);
            assertThrows(AssertionError.class, round::requireAllTold);
            cloner.free(clone);
            round.requireAllTold();
        }
    }

    /** The list's pool is open, the pool of its NetBuffers or Mdls is not: nothing may stay behind. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void shouldChangeNothingWhenOneOfThePoolsOfACloneIsClosed(final int maxCaches) {
        try (Fixture fixture = new Fixture(9, maxCaches);
                NetBufferListCloner cloner = new NetBufferListCloner(fixture.lists)) {
            final NetBufferList original = fixture.allocate(cloner, 5);
            final NetBufferPool closed = NetBufferPool.create(
                    fixture.environment, p -> p.name("closed").maxCaches(1));
            closed.close();
            final NetBufferList[] out = new NetBufferList[3];

            assertThrows(
                    IllegalStateException.class, () -> cloner.allocateClone(original, null, closed, CloneFlags.NONE));
            fixture.environment.mdlPool().close();
            assertThrows(IllegalStateException.class, () -> cloner.allocateClone(original, CloneFlags.NONE));
            assertThrows(IllegalStateException.class, () -> cloner.allocateClones(original, CloneFlags.NONE, out, 3));

            assertEquals(0, original.childRefCount());
            assertEquals(0, fixture.environment.clonePool().counters().inUse());
            assertEquals(0, fixture.environment.netBufferPool().counters().inUse());
            assertEquals(0, fixture.environment.mdlPool().counters().inUse());
            cloner.free(cloner.allocateClone(original, CloneFlags.USE_ORIGINAL_MDLS));
            cloner.free(original);
        }
    }

    @Test
    void shouldKeepBytesOfACloneWhenItsOriginalIsFreedAndAllIsClosed() {
        final Fixture fixture = new Fixture(9, 2);
        final NetBufferListCloner cloner = new NetBufferListCloner(fixture.lists);
        final NetBufferList original = fixture.allocate(cloner, 5);
        final NetBufferList clone = cloner.allocateClone(original, CloneFlags.NONE);
        final NetBufferList grandchild = cloner.allocateClone(clone, CloneFlags.USE_ORIGINAL_MDLS);
        fixture.closeAll();
        cloner.free(clone);
        cloner.free(original);
        assertFalse(fixture.lists.isReleased());
        assertFalse(fixture.segments.isReleased());

        Fixture.verify(grandchild, 5);
        cloner.free(grandchild);
        cloner.close();
        fixture.close();
    }
}
