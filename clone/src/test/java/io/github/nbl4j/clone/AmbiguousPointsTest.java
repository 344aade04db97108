// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static io.github.nbl4j.clone.CloneFixture.DATA;
import static io.github.nbl4j.clone.CloneFixture.ROOM;
import static io.github.nbl4j.clone.CloneFlags.NONE;
import static io.github.nbl4j.clone.CloneFlags.USE_ORIGINAL_MDLS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Table (b), column "recommended": one test for each line that exists now. */
@DisplayName("table (b)")
final class AmbiguousPointsTest {
    private static final int OFFSET = 20;
    private static final int LENGTH = 30;

    private final CloneFixture f = new CloneFixture();
    private final NetBufferList original = f.packet(OFFSET, LENGTH);

    @AfterEach
    void close() {
        f.close();
    }

    private NetBufferList clone(final int flags) {
        return f.cloner.allocateClone(original, flags);
    }

    private void free(final NetBufferList... lists) {
        for (final NetBufferList list : lists) {
            f.cloner.free(list);
        }
        f.cloner.free(original);
    }

    private static boolean sharesAddress(final NetBuffer a, final NetBuffer b) {
        return a.currentMdl().address() + a.currentMdlOffset() == b.currentMdl().address() + b.currentMdlOffset();
    }

    @Test
    @DisplayName("1: flags 0: DataOffset 0, and a retreat always gets private memory")
    void shouldGetPrivateMemoryWhenCloneRetreats() {
        final NetBufferList clone = clone(NONE);
        final NetBuffer nb = clone.firstNetBuffer();
        assertEquals(0, nb.dataOffset());
        assertTrue(sharesAddress(nb, original.firstNetBuffer()));
        assertTrue(nb.retreat(10));
        assertTrue(original.firstNetBuffer().retreat(10));
        assertFalse(sharesAddress(nb, original.firstNetBuffer()), "not the original's backfill");
        assertTrue(nb.isWritable(0, 10));
        nb.putBytes(0, new UnsafeBuffer(new byte[] {9, 9, 9, 9, 9, 9, 9, 9, 9, 9}), 0, 10);
        assertTrue(original.firstNetBuffer().advance(10));
        assertArrayEquals(bytes(0, LENGTH), CloneFixture.bytes(original.firstNetBuffer()));
        free(clone);
    }

    private static byte[] bytes(final int from, final int n) {
        final byte[] all = new byte[n];
        for (int i = 0; i < n; i++) {
            all[i] = (byte) (from + i);
        }
        return all;
    }

    @Test
    @DisplayName("2: flag 2: same head, same DataOffset, backfill and tail are not writable")
    void shouldNotWriteBackfillNorTailWhenMdlsAreShared() {
        final NetBufferList clone = clone(USE_ORIGINAL_MDLS);
        final NetBuffer nb = clone.firstNetBuffer();
        assertSame(original.firstNetBuffer().mdlChain(), nb.mdlChain());
        assertEquals(OFFSET, nb.dataOffset());
        assertTrue(nb.retreat(OFFSET));
        assertFalse(nb.isWritable(0, OFFSET), "backfill");
        nb.adjustData(OFFSET + LENGTH, DATA - OFFSET - LENGTH);
        assertFalse(nb.isWritable(0, 1), "tail");
        nb.adjustData(OFFSET, LENGTH);
        assertTrue(nb.retreatPrivate(5), "not counted as private headroom");
        assertNotSame(original.firstNetBuffer().mdlChain(), nb.mdlChain());
        assertTrue(nb.isWritable(0, 5));
        free(clone);
    }

    @Test
    @DisplayName("3: derive sets parent and ChildRefCount; there is no setter")
    void shouldSetParentAndCountWhenCloned() {
        final NetBufferList a = clone(NONE);
        final NetBufferList b = clone(USE_ORIGINAL_MDLS);
        assertSame(original, a.parentNetBufferList());
        assertSame(original, b.parentNetBufferList());
        assertEquals(2, original.childRefCount());
        for (final Method method : NetBufferList.class.getMethods()) {
            if (Stream.of("parentNetBufferList", "childRefCount").anyMatch(method.getName()::equals)) {
                assertEquals(0, method.getParameterCount(), method.toString());
            }
        }
        free(a, b);
    }

    @Test
    @DisplayName("4: free of a clone decrements ChildRefCount")
    void shouldDecrementWhenCloneIsFreed() {
        final NetBufferList a = clone(NONE);
        final NetBufferList b = clone(NONE);
        f.cloner.free(a);
        assertEquals(1, original.childRefCount());
        f.cloner.freeClone(b, NONE);
        assertEquals(0, original.childRefCount());
        free();
    }

    @Test
    @DisplayName("5: SourceHandle, NblFlags, Flags, Status and info of a clone are fresh")
    void shouldBeFreshWhenOriginalCarriesWords() {
        original.sourceHandle(1);
        original.nblFlags(2);
        original.flags(3);
        original.status(4);
        original.netBufferListInfo(0, 5);
        for (final int flags : new int[] {NONE, USE_ORIGINAL_MDLS}) {
            final NetBufferList clone = clone(flags);
            assertEquals(0, CloneFixture.words(clone).stream().mapToLong(w -> w).sum());
            f.cloner.free(clone);
        }
        free();
    }

    @Test
    @DisplayName("6: writing to a shared segment is refused unless it is unique, or unsafe is said")
    void shouldRefuseWritesWhileShared() {
        final UnsafeBuffer one = new UnsafeBuffer(new byte[] {77});
        final NetBuffer nb = original.firstNetBuffer();
        nb.putBytes(0, one, 0, 1);
        final NetBufferList clone = clone(NONE);
        f.refused(IllegalStateException.class, "must not be shared", () -> nb.putBytes(1, one, 0, 1));
        f.refused(
                IllegalStateException.class,
                "must not be shared",
                () -> clone.firstNetBuffer().putBytes(1, one, 0, 1));
        nb.mdlChain().unsafeBuffer().putByte(OFFSET + 1, (byte) 78);
        assertEquals(78, clone.firstNetBuffer().getByte(1));
        f.cloner.free(clone);
        nb.putBytes(1, one, 0, 1);
        assertEquals(77, nb.getByte(1), "unique again");
        free();
    }

    @Test
    @DisplayName("7: an original without NetBuffers: a clone without")
    void shouldHaveNoNetBufferWhenOriginalHasNone() {
        final NetBufferList empty = f.bare.allocate();
        for (final int flags : new int[] {NONE, USE_ORIGINAL_MDLS}) {
            final NetBufferList clone = f.cloner.allocateClone(empty, flags);
            assertNull(clone.firstNetBuffer());
            f.cloner.free(clone);
        }
        f.cloner.free(empty);
        final NetBufferList next = clone(NONE);
        assertNotNull(next.firstNetBuffer(), "the slot's own NetBuffer is back");
        free(next);
    }

    @Test
    @DisplayName("8: a zero-length NetBuffer: no chain with flags 0, same chain and offsets with flag 2")
    void shouldMirrorZeroLength() {
        original.firstNetBuffer().adjustData(OFFSET, 0);
        final NetBufferList a = clone(NONE);
        assertNull(a.firstNetBuffer().mdlChain());
        assertEquals(0, a.firstNetBuffer().dataOffset());
        final NetBufferList b = clone(USE_ORIGINAL_MDLS);
        assertSame(original.firstNetBuffer().mdlChain(), b.firstNetBuffer().mdlChain());
        assertEquals(OFFSET, b.firstNetBuffer().dataOffset());
        free(a, b);
    }

    @Test
    @DisplayName("9: flags 0: bytes behind the data are not visible")
    void shouldCutExactlyWhenMdlsAreNew() {
        final NetBufferList clone = clone(NONE);
        assertEquals(LENGTH, clone.firstNetBuffer().chainLength());
        f.refused(
                IllegalArgumentException.class,
                "chainLength=30",
                () -> clone.firstNetBuffer().adjustData(0, LENGTH + 1));
        final NetBufferList twin = clone(USE_ORIGINAL_MDLS);
        assertEquals(DATA, twin.firstNetBuffer().chainLength());
        free(clone, twin);
    }

    @Test
    @DisplayName("10: zero-byte Mdls are left out; 11: the locator of a clone at a boundary")
    void shouldLeaveOutZeroByteMdls() {
        final NetBufferList empties = f.original(
                new CloneFixture.Shape("", false, new int[][] {{0, 4, 0, 5, 0}}, new int[] {4}, new int[] {5}));
        final NetBufferList a = f.cloner.allocateClone(empties, NONE);
        assertEquals(1, CloneFixture.mdls(a.firstNetBuffer()).size());
        final NetBufferList b = f.cloner.allocateClone(empties, USE_ORIGINAL_MDLS);
        final List<Mdl> mdls = CloneFixture.mdls(b.firstNetBuffer());
        assertEquals(5, mdls.size());
        assertSame(mdls.get(3), b.firstNetBuffer().currentMdl(), "next Mdl, offset 0");
        assertEquals(0, b.firstNetBuffer().currentMdlOffset());
        assertTrue(b.firstNetBuffer().advance(5));
        assertSame(mdls.get(4), b.firstNetBuffer().currentMdl(), "end: (last, byteCount)");
        assertTrue(a.firstNetBuffer().advance(5));
        assertEquals(5, a.firstNetBuffer().currentMdlOffset());
        f.cloner.free(a);
        f.cloner.free(b);
        f.cloner.free(empties);
        free();
    }

    @Test
    @DisplayName("12: retreat with 0<k<d: (d-k)+b rounded to a segment class; DataOffset = size+k-d")
    void shouldAllocateTheMissingBytesOnly() {
        final NetBufferList clone = clone(NONE);
        final NetBuffer nb = clone.firstNetBuffer();
        assertTrue(nb.advance(4));
        assertTrue(nb.retreat(4 + ROOM));
        assertEquals(ROOM, nb.mdlChain().byteCount(), "d-k fits the room exactly");
        assertEquals(0, nb.dataOffset());
        assertTrue(nb.advance(4));
        assertTrue(nb.retreat(5, 7));
        assertEquals(256, nb.mdlChain().byteCount());
        assertEquals(256 + 4 - 5, nb.dataOffset());
        assertFalse(nb.isWritable(0, ROOM + 2), "behind the private memory the bytes are shared");
        assertTrue(nb.isWritable(0, ROOM + 1));
        free(clone);
    }

    @Test
    @DisplayName("13: a retreat may expose shared backfill for reading; retreatPrivate always gets private memory")
    void shouldGuardSharedBackfill() {
        final UnsafeBuffer zeros = new UnsafeBuffer(new byte[8]);
        for (final int flags : new int[] {NONE, USE_ORIGINAL_MDLS}) {
            final NetBufferList clone = clone(flags);
            final NetBuffer nb = clone.firstNetBuffer();
            assertTrue(nb.advance(8));
            assertTrue(nb.retreat(8));
            assertArrayEquals(bytes(0, LENGTH), CloneFixture.bytes(nb));
            f.refused(IllegalStateException.class, "must not be shared", () -> nb.putBytes(0, zeros, 0, 8));
            assertTrue(nb.advance(8));
            assertTrue(nb.retreatPrivate(8));
            nb.putBytes(0, zeros, 0, 8);
            assertEquals(LENGTH, nb.dataLength());
            assertArrayEquals(bytes(8, LENGTH - 8), java.util.Arrays.copyOfRange(CloneFixture.bytes(nb), 8, LENGTH));
            assertArrayEquals(bytes(0, LENGTH), CloneFixture.bytes(original.firstNetBuffer()), "nothing was written");
            assertTrue(nb.advance(8, true));
            assertEquals(LENGTH - 8, nb.chainLength() - nb.dataOffset() - (flags == NONE ? 0 : DATA - OFFSET - LENGTH));
            f.cloner.free(clone);
        }
        free();
    }

    @Test
    @DisplayName("15: advance beyond the data: an error value, unchanged")
    void shouldRefuseAdvanceBeyondTheData() {
        final NetBufferList clone = clone(NONE);
        final List<Object> before = CloneFixture.fields(clone);
        assertFalse(clone.firstNetBuffer().advance(LENGTH + 1));
        assertFalse(clone.firstNetBuffer().advance(LENGTH + 1, true));
        assertEquals(before, CloneFixture.fields(clone));
        assertTrue(clone.firstNetBuffer().advance(LENGTH));
        free(clone);
    }

    @Test
    @DisplayName("16: free gives back private memory that was left in place")
    void shouldFreeWhatTheCloneOwns() {
        for (final int flags : new int[] {NONE, USE_ORIGINAL_MDLS}) {
            final List<Integer> before = f.inUse();
            final NetBufferList clone = clone(flags);
            assertTrue(clone.firstNetBuffer().retreatPrivate(ROOM));
            assertTrue(clone.firstNetBuffer().retreatPrivate(100));
            assertTrue(clone.firstNetBuffer().retreatPrivate(1000));
            assertTrue(clone.firstNetBuffer().advance(1, false));
            assertTrue(f.inUse().stream().mapToInt(i -> i).sum()
                    > 1 + before.stream().mapToInt(i -> i).sum());
            f.cloner.free(clone);
            assertEquals(before, f.inUse());
        }
        free();
    }

    @Test
    @DisplayName("17: the mode is stored: free takes no flag, freeClone verifies")
    void shouldVerifyTheFlags() {
        final NetBufferList a = clone(NONE);
        final NetBufferList b = clone(USE_ORIGINAL_MDLS);
        f.refused(IllegalStateException.class, "flags=2", () -> f.cloner.freeClone(a, USE_ORIGINAL_MDLS));
        f.refused(IllegalStateException.class, "flags=0", () -> f.cloner.freeClone(b, NONE));
        f.refused(IllegalStateException.class, "no clone", () -> f.cloner.freeClone(original, NONE));
        f.refused(IllegalArgumentException.class, "flags=1", () -> f.cloner.freeClone(a, CloneFlags.RESERVED));
        assertEquals(2, original.childRefCount());
        f.cloner.freeClone(a, NONE);
        f.cloner.freeClone(b, USE_ORIGINAL_MDLS);
        free();
    }

    @Test
    @DisplayName("18: the advance that a clone made is stored in it: free needs no delta")
    void shouldNeedNoDelta() {
        final NetBufferList clone = clone(NONE);
        assertTrue(clone.firstNetBuffer().retreat(50, 14));
        assertTrue(clone.firstNetBuffer().advance(60));
        free(clone);
    }

    @Test
    @DisplayName("21: lists with data start as all backfill, so that reserve-then-prepend works")
    void shouldStartAsBackfill() {
        final NetBufferList list = f.cloner.allocate();
        assertEquals(DATA, list.firstNetBuffer().dataOffset());
        assertEquals(0, list.firstNetBuffer().dataLength());
        final int held = f.inUse().stream().mapToInt(i -> i).sum();
        assertTrue(list.firstNetBuffer().retreat(DATA));
        assertEquals(held, f.inUse().stream().mapToInt(i -> i).sum(), "no allocation");
        f.cloner.free(list);
        free();
    }

    @Test
    @DisplayName("22: pools with data are refused as clone pools")
    void shouldRefusePoolsWithData() {
        f.refused(
                IllegalStateException.class,
                "clone pool must have no data: pool=data",
                () -> f.cloner.allocateClone(original, f.data, null, NONE));
        f.refused(
                IllegalStateException.class,
                "NetBuffer pool of a clone must have no data: pool=dataNetBuffers",
                () -> f.cloner.allocateClone(original, null, f.dataNetBuffers, NONE));
        assertEquals(0, original.childRefCount());
        free();
    }

    @Test
    @DisplayName("27: a pool closed with objects out keeps the memory and names them")
    void shouldReportWhatIsOut() {
        final NetBufferListPool pool =
                NetBufferListPool.create(p -> p.name("own").capacity(2).dataSize(8));
        final NetBufferList list = pool.allocate();
        final NetBufferList clone = new AnyThreadCloner(pool.environment()).allocateClone(list, null, null, NONE);
        pool.free(list);
        pool.close();
        assertFalse(pool.isReleased());
        assertTrue(pool.audit().notFree().get(0).contains("its children live"), "the parent waits for its clone");
        assertThrows(IllegalStateException.class, () -> pool.audit().requireAllFree());
        pool.free(clone);
        assertTrue(pool.isReleased());
        free();
    }

    @Test
    @DisplayName("29: a parent whose owner freed it is deferred until its last child is gone")
    void shouldDeferTheParent() {
        final NetBufferList clone = clone(NONE);
        f.cloner.free(original);
        assertEquals(1, f.data.audit().held());
        assertArrayEquals(bytes(0, LENGTH), CloneFixture.bytes(clone.firstNetBuffer()));
        f.cloner.free(clone);
        assertEquals(0, f.data.audit().held());
    }

    @Test
    @DisplayName("31: ChecksumBias and reserved areas of a clone are 0")
    void shouldZeroTheNetBufferWords() {
        final NetBuffer nb = original.firstNetBuffer();
        nb.checksumBias(3);
        nb.dataPhysicalAddress(4);
        nb.protocolReserved(0, 5);
        nb.miniportReserved(0, 6);
        for (final int flags : new int[] {NONE, USE_ORIGINAL_MDLS}) {
            final NetBufferList clone = clone(flags);
            assertEquals(
                    0,
                    CloneFixture.words(clone.firstNetBuffer()).stream()
                            .mapToLong(w -> w)
                            .sum());
            f.cloner.free(clone);
        }
        free();
    }

    @Test
    @DisplayName("32: several threads may clone one parent, once its owner has shared it")
    void shouldCloneFromOtherThreadsWhenShared() throws InterruptedException {
        final long handle = f.cloner.share(original);
        final boolean[] same = new boolean[1];
        final Thread other = new Thread(() -> {
            try (NetBufferListCloner cloner = new NetBufferListCloner(f.data)) {
                final NetBufferList clone = cloner.allocateCloneShared(handle, NONE);
                same[0] = java.util.Arrays.equals(bytes(0, LENGTH), CloneFixture.bytes(clone.firstNetBuffer()));
                cloner.free(clone);
            }
        });
        other.start();
        other.join();
        assertTrue(same[0]);
        assertEquals(0, original.childRefCount());
        free();
    }
}
