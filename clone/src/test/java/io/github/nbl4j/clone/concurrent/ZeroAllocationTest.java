// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.CopyInfo;
import io.github.nbl4j.nbl.GatherVector;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NblFlags;
import io.github.nbl4j.nbl.NblHash;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCache;
import io.github.nbl4j.nbl.SegmentCursor;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No call of the hot path makes garbage: not one byte in a hundred thousand calls, on lists of 3 x 3. */
class ZeroAllocationTest {
    private static final int OPERATIONS = 100_000;
    private static final int BULK = 8;

    private final Fixture fixture = new Fixture(64, 4);
    private final NetBufferListCloner cloner = new NetBufferListCloner(fixture.lists);
    private final NetBufferListCache cache = cloner;
    private final NetBufferList[] burst = new NetBufferList[BULK];
    private NetBufferList original;
    private Object sink;

    @BeforeEach
    void allocateOriginal() {
        original = fixture.allocate(cache, 7);
    }

    @AfterEach
    void auditBooks() {
        cloner.free(original);
        cloner.close();
        fixture.close();
    }

    private static void assertNone(final Allocations.Work work) {
        assertNone(OPERATIONS, work);
    }

    private static void assertNone(final int operations, final Allocations.Work work) {
        assertEquals(0, Allocations.ofQuietestRound(operations, work), "bytes of " + operations + " operations");
    }

    /** The twin: a boxed Integer is seen, each of them. */
    @Test
    void shouldSeeBytesWhenAnIntegerIsBoxed() {
        final long bytes = Allocations.ofQuietestRound(OPERATIONS, i -> sink = Integer.valueOf(i + 1_000));

        assertTrue(bytes >= 16L * OPERATIONS, "bytes=" + bytes + " last=" + sink);
    }

    @Test
    void shouldAllocateNothingWhenListsAreAllocatedAndFreed() {
        assertNone(i -> cloner.free(cloner.allocate()));
        assertNone(i -> fixture.lists.free(fixture.lists.allocate()));
        assertNone(i -> cache.free(cache.allocate(fixture.lists, i % Fixture.MDL_BYTES)));
    }

    @Test
    void shouldAllocateNothingWhenListsOfThreeByThreeAreBuilt() {
        assertNone(OPERATIONS / 10, i -> cloner.free(fixture.allocate(cache, i)));
    }

    @ParameterizedTest
    @ValueSource(ints = {CloneFlags.NONE, CloneFlags.USE_ORIGINAL_MDLS})
    void shouldAllocateNothingWhenClonedAndFreed(final int flags) {
        assertNone(i -> cloner.free(cloner.allocateClone(original, flags)));
        assertNone(i -> cloner.freeClone(cloner.allocateClone(original, flags), flags));
        assertNone(i -> cloner.free(cloner.allocateClone(
                original, fixture.environment.clonePool(), fixture.environment.netBufferPool(), flags)));
        assertNone(i -> fixture.lists.free(fixture.anyThread.allocateClone(original, null, null, flags)));
    }

    @Test
    void shouldAllocateNothingWhenFragmentedAndReassembled() {
        assertNone(OPERATIONS, i -> {
            // In the room, in a small segment, and without a header.
            final int delta = i % 3 * 50;
            final NetBufferList fragments = cloner.allocateFragment(original, null, null, 1, 20, delta, 7);
            final NetBufferList whole = cloner.allocateReassembled(fragments, null, delta, delta, 7);
            cloner.freeFragment(fragments, delta);
            cloner.freeReassembled(whole, delta);
        });
        assertNone(OPERATIONS, i -> {
            final NetBufferList fragments = fixture.anyThread.allocateFragment(original, null, null, 1, 20, 70, 7);
            final NetBufferList whole = fixture.anyThread.allocateReassembled(fragments, null, 70, 9, 7);
            fixture.anyThread.freeFragment(fragments, 70);
            fixture.anyThread.freeReassembled(whole, 9);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {CloneFlags.NONE, CloneFlags.USE_ORIGINAL_MDLS})
    void shouldAllocateNothingWhenSplit(final int flags) {
        assertNone(OPERATIONS, i -> {
            assertTrue(cloner.split(original, flags, burst) == 3);
            cloner.free(burst, 3);
            cloner.freeClone(cloner.allocateCloneOne(original, i % 3, flags), flags);
            fixture.anyThread.freeClone(fixture.anyThread.allocateCloneOne(original, i % 3, flags), flags);
        });
    }

    @Test
    void shouldAllocateNothingWhenCopiedAndDetached() {
        assertNone(OPERATIONS, i -> {
            final NetBufferList clone = cloner.allocateClone(original, CloneFlags.NONE);
            final NetBufferList copy = cloner.deepCopy(clone);
            cloner.free(cloner.detach(clone, null, fixture.netBuffers));
            fixture.anyThread.free(fixture.anyThread.detach(copy, fixture.lists, null));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {CloneFlags.NONE, CloneFlags.USE_ORIGINAL_MDLS})
    void shouldAllocateNothingWhenChildrenOutliveTheirParent(final int flags) {
        assertNone(OPERATIONS / 10, i -> {
            final NetBufferList parent = fixture.allocate(cache, i);
            final NetBufferList child = cloner.allocateClone(parent, flags);
            final NetBufferList grandchild = cloner.allocateClone(child, flags);
            cloner.free((i & 1) == 0 ? parent : child);
            cloner.free((i & 1) == 0 ? child : parent);
            cloner.free(grandchild);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {CloneFlags.NONE, CloneFlags.USE_ORIGINAL_MDLS})
    void shouldAllocateNothingInBulk(final int flags) {
        assertNone(OPERATIONS / BULK, i -> {
            assertTrue(cloner.allocateClones(original, flags, burst, BULK));
            cloner.free(burst, BULK);
        });
        assertNone(OPERATIONS / BULK, i -> {
            assertTrue(cache.allocate(fixture.lists, burst, BULK));
            for (int k = 1; k < BULK; k++) {
                burst[k - 1].next(burst[k]);
            }
            cache.freeChain(burst[0]);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {CloneFlags.NONE, CloneFlags.USE_ORIGINAL_MDLS})
    void shouldAllocateNothingWhenShared(final int flags) {
        assertNone(OPERATIONS / 10, i -> {
            final NetBufferList parent = fixture.allocate(cache, i);
            final long handle = cloner.share(parent);
            final NetBufferList clone = cloner.allocateCloneShared(handle, flags);
            cloner.free(parent);
            cloner.free(clone);
            assertTrue(cloner.allocateCloneShared(handle, flags) == null);
        });
    }

    @Test
    void shouldAllocateNothingWhenDataStartMoves() {
        final NetBufferList clone = cloner.allocateClone(original, CloneFlags.NONE);
        final NetBuffer nb = clone.firstNetBuffer();
        // In the room beside the NetBuffer, in a small segment, in a large one, and between two Mdls.
        assertNone(i -> move(nb, 50, true));
        assertNone(i -> move(nb, 200, true));
        assertNone(i -> move(nb, 2_000, true));
        assertNone(i -> {
            nb.advance(Fixture.MDL_BYTES + 1, false);
            nb.retreat(Fixture.MDL_BYTES + 1);
        });
        assertNone(i -> {
            nb.advance(5, false);
            nb.retreatPrivate(5);
            nb.advance(5, true);
            nb.retreat(5);
        });
        cloner.free(clone);
    }

    private static void move(final NetBuffer nb, final int delta, final boolean freeMdl) {
        if (!nb.retreat(delta) || !nb.advance(delta, freeMdl)) {
            throw new AssertionError("no memory for " + delta);
        }
    }

    @Test
    void shouldAllocateNothingWhenGatheredAndRead() {
        final GatherVector vector = new GatherVector(16);
        final SegmentCursor cursor = new SegmentCursor();
        final UnsafeBuffer target = new UnsafeBuffer(new byte[Fixture.NET_BUFFER_BYTES]);
        assertNone(i -> {
            final NetBufferList clone = cloner.allocateClone(original, i & CloneFlags.USE_ORIGINAL_MDLS);
            final NetBuffer nb = clone.firstNetBuffer();
            nb.retreat(1 + i % 60);
            vector.clear();
            if (!vector.add(nb) || vector.count() != 4) {
                throw new AssertionError("count=" + vector.count());
            }
            cursor.wrap(nb);
            while (cursor.next()) {
                target.putByte(0, cursor.buffer().getByte(cursor.offset()));
            }
            nb.getBytes(1 + i % 60, target, 0, Fixture.NET_BUFFER_BYTES);
            cloner.free(clone);
        });
    }

    @Test
    void shouldAllocateNothingWhenMemoryOfTheCallerIsDescribed() {
        final UnsafeBuffer memory = new UnsafeBuffer(new byte[64]);
        assertNone(i -> {
            final Mdl mdl = fixture.environment.mdlPool().allocate(memory, 0, 64, null);
            final NetBufferList list = cache.allocate(fixture.environment.clonePool(), mdl, 8, 48);
            final NetBufferList clone = cloner.allocateClone(list, CloneFlags.NONE);
            fixture.environment.mdlPool().free(mdl);
            cloner.free(list);
            cloner.free(clone);
        });
    }

    @Test
    void shouldAllocateNothingWhenResolvedAndWritten() {
        assertNone(i -> {
            final NetBufferList list = cloner.allocate();
            final long handle = list.handle();
            list.netBufferListInfo(3, i);
            list.scratch(i);
            assertTrue(fixture.environment.resolve(handle) == list);
            cloner.free(cloner.allocateClone(list, CloneFlags.USE_ORIGINAL_MDLS).handle());
            cloner.free(handle);
            assertTrue(fixture.environment.resolve(handle) == null);
        });
    }

    @Test
    void shouldAllocateNothingWhenContextAndInfoAreUsed() {
        final NetBufferList list = cloner.allocate();
        assertNone(i -> {
            assertTrue(list.allocateContext(8 + 8 * (i % 30), 8 * (i % 2)));
            assertTrue(list.allocateContext(16, 0));
            list.context().buffer().putLong(list.context().dataStart(), i);
            list.freeContext(16);
            list.freeContext(8 + 8 * (i % 30));
            assertTrue(!list.allocateContext(4096, 0));
        });
        assertNone(i -> {
            final NetBufferList other = cache.allocate(fixture.lists, 16 * (i % 9), 16);
            CopyInfo.SEND.copy(other, list);
            other.copyReceiveInfo(list);
            other.setNblFlag(NblFlags.IS_IPV4 | NblFlags.IS_TCP);
            other.clearNblFlag(NblFlags.IS_TCP);
            other.hashType(NblHash.TCP_IPV4);
            assertTrue(other.allocateContext(8, 0));
            final NetBufferList clone = cloner.allocateClone(other, CloneFlags.NONE);
            assertTrue(clone.context() == null && clone.allocateContext(8, 0));
            cloner.free(other);
            cloner.free(clone);
        });
        cloner.free(list);
    }

    @Test
    void shouldAllocateNothingWhenListsMoveAndBytesAreCopied() {
        final NetBufferList list = cloner.allocate();
        list.firstNetBuffer().adjustData(0, 20);
        assertNone(i -> {
            assertTrue(list.retreat(1 + i % 300, i % 7));
            assertTrue(list.firstNetBuffer().copyFrom(2, 8, list.firstNetBuffer(), 0) == 8);
            assertTrue(list.firstNetBuffer().copyFrom(0, 8, list.firstNetBuffer(), 3) == 8);
            assertTrue(list.advance(1 + i % 300, true));
            assertTrue(!list.advance(1 << 20, true));
        });
        cloner.free(list);
    }

    @Test
    void shouldAllocateNothingWhenExhausted() {
        final NetBufferList[] all = new NetBufferList[fixture.lists.population()];
        int n = 0;
        for (NetBufferList list = cloner.allocate(); list != null; list = cloner.allocate()) {
            all[n++] = list;
        }
        assertNone(i -> assertTrue(cloner.allocate() == null));
        assertNone(i -> assertTrue(fixture.lists.allocate() == null));
        assertNone(i -> assertTrue(!cache.allocate(fixture.lists, burst, BULK)));
        cloner.free(all, n);
    }

    @Test
    void shouldAllocateNothingWhenTheDepotIsReached() {
        final NetBufferList[] many = new NetBufferList[60];
        assertNone(OPERATIONS / 60, i -> {
            assertTrue(cache.allocate(fixture.lists, many, 60));
            for (final NetBufferList list : many) {
                cloner.free(list);
            }
        });
        assertNone(OPERATIONS / 60, i -> {
            for (int k = 0; k < 60; k++) {
                many[k] = fixture.lists.allocate();
            }
            for (int k = 0; k < 60; k++) {
                fixture.lists.free(many[k]);
            }
        });
    }
}
