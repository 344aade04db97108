// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.pool.SlotPool;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An environment that closes while threads clone: whoever holds a list reads its bytes until the free. */
class CloseUnderUseTest {
    private static final int ROUNDS = 60;

    @ParameterizedTest
    @CsvSource({"2,5,true", "2,1,false", "3,7,true", "3,0,false"})
    void shouldReleaseAllMemoryOnceTheLastListIsFreed(final int threads, final int maxCaches, final boolean explicit)
            throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            final int seed = round;
            final Fixture fixture = new Fixture(16, maxCaches);
            final CountDownLatch working = new CountDownLatch(threads);
            Race.run(threads + 1, thread -> {
                if (thread == threads) {
                    working.await();
                    fixture.closeAll();
                } else {
                    work(fixture, explicit, new SplittableRandom(seed * 31L + thread), working);
                }
            });
            // Threads without a handle of their own are dead now, and their caches are looked for again.
            fixture.closeAll();
            for (final SlotPool pool : fixture.environment.pools()) {
                assertTrue(
                        pool.isReleased(),
                        "round " + round + ": " + pool.counters() + pool.audit().notFree());
            }
            fixture.close();
        }
    }

    private static void work(
            final Fixture fixture,
            final boolean explicit,
            final SplittableRandom random,
            final CountDownLatch working) {
        final NetBufferListCloner cloner = explicit ? new NetBufferListCloner(fixture.lists) : null;
        final List<NetBufferList> mine = new ArrayList<>();
        boolean open = true;
        for (int step = 0; open; step++) {
            try {
                grow(fixture, cloner, random, mine);
            } catch (final IllegalStateException closed) {
                assertTrue(closed.getMessage().startsWith("pool must be open"), closed.toString());
                open = false;
            }
            for (int n = open ? random.nextInt(mine.size() + 1) : mine.size(); n > 0; n--) {
                final NetBufferList list = mine.remove(random.nextInt(mine.size()));
                Fixture.verify(list, (int) list.scratch());
                free(fixture, cloner, list);
            }
            if (step == 0) {
                working.countDown();
            }
        }
        if (cloner != null) {
            cloner.close();
        }
    }

    private static void grow(
            final Fixture fixture,
            final NetBufferListCloner cloner,
            final SplittableRandom random,
            final List<NetBufferList> mine) {
        final int value = random.nextInt(256);
        final NetBufferList list = cloner == null ? fixture.allocate(value) : fixture.allocate(cloner, value);
        if (list == null) {
            return;
        }
        list.scratch(value);
        mine.add(list);
        for (int n = random.nextInt(4); n > 0; n--) {
            final int before = mine.size();
            try {
                if (cloner == null) {
                    add(mine, clone(fixture, null, list, random.nextBoolean()));
                } else {
                    derive(fixture, cloner, random, list, mine);
                }
            } finally {
                mine.subList(before, mine.size()).forEach(derived -> derived.scratch(value));
            }
        }
    }

    /** Whatever may be under way when the pools close. What it makes and does not free is added. */
    private static void derive(
            final Fixture fixture,
            final NetBufferListCloner cloner,
            final SplittableRandom random,
            final NetBufferList original,
            final List<NetBufferList> mine) {
        final int flags = random.nextBoolean() ? CloneFlags.USE_ORIGINAL_MDLS : CloneFlags.NONE;
        switch (random.nextInt(9)) {
            case 0 -> {
                final NetBufferList[] several = new NetBufferList[3];
                if (cloner.allocateClones(original, flags, several, several.length)) {
                    mine.addAll(List.of(several));
                }
            }
            case 1 -> {
                final NetBufferList chain = cloner.allocateCloneChain(original, flags, 3);
                if (chain != null) {
                    cloner.freeChain(chain);
                }
            }
            case 2 -> add(mine, cloner.allocateCloneShared(cloner.share(original), flags));
            case 3 -> add(mine, cloner.deepCopy(original));
            case 4 -> detached(cloner, original, mine);
            case 5 -> {
                final NetBufferList clone = cloner.allocateClone(original, flags);
                add(mine, clone);
                if (clone != null && clone.retreat(100, 8)) {
                    clone.advance(100, true);
                }
            }
            case 6 -> {
                final NetBufferList fragments = cloner.allocateFragment(original, null, null, 0, 50, 20, 4);
                if (fragments != null) {
                    cloner.freeFragment(fragments, 20);
                }
            }
            case 7 -> {
                final NetBufferList whole = cloner.allocateReassembled(original, null, 0, 20, 4);
                if (whole != null) {
                    cloner.freeReassembled(whole, 20);
                }
            }
            default -> external(fixture, cloner);
        }
    }

    private static void detached(
            final NetBufferListCloner cloner, final NetBufferList original, final List<NetBufferList> mine) {
        final NetBufferList clone = cloner.allocateClone(original, CloneFlags.NONE);
        add(mine, clone);
        final NetBufferList copy = clone == null ? null : cloner.detach(clone);
        if (copy != null) {
            mine.set(mine.size() - 1, copy);
        }
    }

    /** Its completion must run once, here, whatever closes meanwhile. */
    private static void external(final Fixture fixture, final NetBufferListCloner cloner) {
        final MdlPool mdls = fixture.environment.mdlPool();
        final int[] told = {0};
        final Mdl memory = mdls.allocate(new UnsafeBuffer(new byte[8]), 0, 8, mdl -> told[0]++);
        if (memory == null) {
            return;
        }
        NetBufferList over = null;
        try {
            over = fixture.environment.clonePool().allocate(memory, 0, 8);
        } finally {
            mdls.free(memory);
            assertEquals(over == null ? 1 : 0, told[0]);
        }
        if (over != null) {
            cloner.free(over);
        }
        assertEquals(1, told[0]);
    }

    private static void add(final List<NetBufferList> mine, final NetBufferList made) {
        if (made != null) {
            mine.add(made);
        }
    }

    private static NetBufferList clone(
            final Fixture fixture,
            final NetBufferListCloner cloner,
            final NetBufferList original,
            final boolean originalMdls) {
        final int flags = originalMdls ? CloneFlags.USE_ORIGINAL_MDLS : CloneFlags.NONE;
        return cloner == null
                ? fixture.anyThread.allocateClone(original, null, null, flags)
                : cloner.allocateClone(original, flags);
    }

    private static void free(final Fixture fixture, final NetBufferListCloner cloner, final NetBufferList list) {
        if (cloner == null) {
            fixture.lists.free(list);
        } else {
            cloner.free(list);
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
