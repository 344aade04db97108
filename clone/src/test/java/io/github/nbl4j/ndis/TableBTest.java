// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import static io.github.nbl4j.clone.CloneFlags.NONE;
import static io.github.nbl4j.clone.CloneFlags.RESERVED;
import static io.github.nbl4j.clone.CloneFlags.USE_ORIGINAL_MDLS;
import static io.github.nbl4j.ndis.NdisFixture.DATA;
import static io.github.nbl4j.ndis.NdisFixture.ROOM;
import static io.github.nbl4j.ndis.NdisFixture.bytes;
import static io.github.nbl4j.ndis.NdisFixture.netBuffers;
import static io.github.nbl4j.ndis.NdisFixture.range;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.CopyInfo;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferPool;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Table (b), column "recommended": the lines about derivation. {@link TableBDataSpaceTest} has the others. */
@DisplayName("table (b)")
final class TableBTest extends TableB {
    private static int sum(final List<Integer> books) {
        return books.stream().mapToInt(held -> held).sum();
    }

    @Test
    void shouldHaveATestForEachLine() {
        final List<Integer> lines = new ArrayList<>();
        for (final Class<?> test : List.of(TableBTest.class, TableBDataSpaceTest.class)) {
            for (final Method method : test.getDeclaredMethods()) {
                final DisplayName name = method.getAnnotation(DisplayName.class);
                if (name != null) {
                    lines.add(Integer.valueOf(name.value().split(" ")[1]));
                }
            }
        }
        assertEquals(
                Stream.iterate(1, n -> n + 1).limit(32).toList(),
                lines.stream().sorted().toList());
        free();
    }

    @Test
    @DisplayName("(b) 1 clone's DataOffset, flags 0: 0; a retreat always gets private memory")
    void shouldGetPrivateMemoryWhenCloneRetreats() {
        final NetBufferList clone = clone(NONE);
        final NetBuffer nb = clone.firstNetBuffer();
        assertEquals(0, nb.dataOffset());
        assertEquals(address(packet), address(nb));
        assertEquals(NdisStatus.SUCCESS, f.ndis.retreatNetBufferDataStart(nb, 10, 0, null));
        assertEquals(NdisStatus.SUCCESS, f.ndis.retreatNetBufferDataStart(packet, 10, 0, null));
        assertTrue(address(nb) != address(packet), "not the original's backfill");
        nb.putBytes(0, range(90, 10), 0, 10);
        assertTrue(packet.advance(10));
        assertArrayEquals(range(0, LENGTH), bytes(packet));
        free(clone);
    }

    @Test
    @DisplayName(
            "(b) 2 clone's DataOffset, MdlChain, flag 2: the same; backfill and tail are not writable, nor headroom")
    void shouldNotWriteBackfillNorTailWhenMdlsAreShared() {
        final NetBufferList clone = clone(USE_ORIGINAL_MDLS);
        final NetBuffer nb = clone.firstNetBuffer();
        assertSame(packet.mdlChain(), nb.mdlChain());
        assertEquals(OFFSET, nb.dataOffset());
        assertTrue(nb.retreat(OFFSET));
        assertFalse(nb.isWritable(0, OFFSET), "backfill");
        nb.adjustData(OFFSET + LENGTH, DATA - OFFSET - LENGTH);
        assertFalse(nb.isWritable(0, 1), "tail");
        nb.adjustData(OFFSET, LENGTH);
        assertTrue(nb.retreatPrivate(5), "not counted as private headroom");
        assertNotSame(packet.mdlChain(), nb.mdlChain());
        assertTrue(nb.isWritable(0, 5));
        free(clone);
    }

    @Test
    @DisplayName("(b) 3 Parent and ChildRefCount: derive sets both; there is no setter")
    void shouldSetParentAndCountWhenDerived() {
        final NetBufferList[] children = {
            clone(NONE),
            clone(USE_ORIGINAL_MDLS),
            f.ndis.allocateFragmentNetBufferList(original, null, null, 0, 10, 0, 0, 0),
            f.ndis.allocateReassembledNetBufferList(original, null, 0, 0, 0, 0)
        };
        assertEquals(4, original.childRefCount());
        for (final NetBufferList child : children) {
            assertSame(original, child.parentNetBufferList());
        }
        final List<Method> accessors = Stream.of(NetBufferList.class.getMethods())
                .filter(method ->
                        List.of("parentNetBufferList", "childRefCount").contains(method.getName()))
                .toList();
        assertEquals(2, accessors.size());
        accessors.forEach(method -> assertEquals(0, method.getParameterCount(), method.toString()));
        free(children);
    }

    @Test
    @DisplayName("(b) 4 ChildRefCount: free-clone decrements it")
    void shouldDecrementWhenChildIsFreed() {
        final NetBufferList a = clone(NONE);
        final NetBufferList b = f.ndis.allocateFragmentNetBufferList(original, null, null, 0, 10, 4, 0, 0);
        f.ndis.freeCloneNetBufferList(a, NONE);
        assertEquals(1, original.childRefCount());
        f.ndis.freeFragmentNetBufferList(b, 4, 0);
        assertEquals(0, original.childRefCount());
        free();
    }

    @Test
    @DisplayName("(b) 5 SourceHandle, NblFlags, Flags, Status, OOB on clone: fresh; copyInfo is an option")
    void shouldBeFreshUnlessInfoIsCopied() {
        NdisFixture.mark(original);
        for (final int flags : BOTH) {
            for (final CopyInfo info : CopyInfo.values()) {
                final NetBufferList clone = f.cloner.allocateClone(original, flags, info);
                Fields expected = Fields.zero(f.environment.clonePool())
                        .with("FirstNetBuffer", clone.firstNetBuffer())
                        .with("ParentNetBufferList", original);
                final int[] slots = info == CopyInfo.NONE
                        ? new int[0]
                        : info == CopyInfo.SEND
                                ? new int[] {0, 1, 2, 4, 5, 6, 7, 11, 12, 14, 20}
                                : new int[] {0, 1, 2, 4, 6, 7, 8, 9, 11, 12, 14, 20};
                for (final int slot : slots) {
                    expected = expected.with("NetBufferListInfo[" + slot + "]", 130 + slot);
                }
                expected.check(clone);
                f.cloner.free(clone);
            }
        }
        free();
    }

    @Test
    @DisplayName("(b) 6 read-only marking: writing a shared segment is refused unless unique, or unsafe is said")
    void shouldRefuseWritesWhileShared() {
        final byte[] one = {77};
        packet.putBytes(0, one, 0, 1);
        final NetBufferList clone = clone(NONE);
        final NetBuffer nb = clone.firstNetBuffer();
        f.refused(IllegalStateException.class, "must not be shared", () -> packet.putBytes(1, one, 0, 1));
        f.refused(IllegalStateException.class, "must not be shared", () -> nb.putBytes(1, one, 0, 1));
        packet.mdlChain().unsafeBuffer().putByte(OFFSET + 1, (byte) 78);
        assertEquals(78, nb.getByte(1));
        f.cloner.free(clone);
        packet.putBytes(1, one, 0, 1);
        assertEquals(77, packet.getByte(1), "unique again");
        free();
    }

    @Test
    @DisplayName("(b) 7 empty original (0 NBs): 0 NBs")
    void shouldHaveNoNetBufferWhenOriginalHasNone() {
        final NetBufferList empty = f.ndis.allocateNetBufferList(f.bare, 0, 0);
        for (final int flags : BOTH) {
            final NetBufferList clone = f.ndis.allocateCloneNetBufferList(empty, null, null, flags);
            assertNull(clone.firstNetBuffer());
            f.ndis.freeCloneNetBufferList(clone, flags);
        }
        f.ndis.freeNetBufferList(empty);
        final NetBufferList next = clone(NONE);
        assertNotNull(next.firstNetBuffer(), "the slot's own NetBuffer is back");
        free(next);
    }

    @Test
    @DisplayName("(b) 8 zero-length NB: NULL chain with flags 0")
    void shouldMirrorZeroLength() {
        packet.adjustData(OFFSET, 0);
        final NetBufferList a = clone(NONE);
        assertNull(a.firstNetBuffer().mdlChain());
        assertEquals(0, a.firstNetBuffer().dataOffset());
        final NetBufferList b = clone(USE_ORIGINAL_MDLS);
        assertSame(packet.mdlChain(), b.firstNetBuffer().mdlChain());
        assertEquals(OFFSET, b.firstNetBuffer().dataOffset());
        free(a, b);
    }

    @Test
    @DisplayName("(b) 9 trailing bytes after DL: not visible with flags 0")
    void shouldCutExactlyWhenMdlsAreNew() {
        final NetBufferList clone = clone(NONE);
        final NetBuffer nb = clone.firstNetBuffer();
        assertEquals(LENGTH, nb.chainLength());
        f.refused(IllegalArgumentException.class, "chainLength=30", () -> nb.adjustData(0, LENGTH + 1));
        assertFalse(nb.extendTail(1));
        final NetBufferList twin = clone(USE_ORIGINAL_MDLS);
        assertEquals(DATA, twin.firstNetBuffer().chainLength());
        assertTrue(twin.firstNetBuffer().extendTail(1));
        free(clone, twin);
    }

    static NetBufferList withEmptyMdls(final NdisFixture f) {
        return f.list(new NdisFixture.Shape("", new int[][] {{0, 4, 0, 5, 0}}, new int[] {4}, new int[] {5}));
    }

    @Test
    @DisplayName("(b) 10 zero-byte MDLs: skipped in derived chains")
    void shouldLeaveOutZeroByteMdls() {
        final NetBufferList empties = withEmptyMdls(f);
        final NetBufferList[] derived = {
            f.ndis.allocateCloneNetBufferList(empties, null, null, NONE),
            f.ndis.allocateFragmentNetBufferList(empties, null, null, 0, 9, 0, 0, 0),
            f.ndis.allocateReassembledNetBufferList(empties, null, 0, 0, 0, 0)
        };
        for (final NetBufferList list : derived) {
            assertEquals(5, list.firstNetBuffer().mdlChain().byteCount());
            assertNull(list.firstNetBuffer().mdlChain().next());
            f.cloner.free(list);
        }
        f.ndis.freeNetBufferList(empties);
        free();
    }

    @Test
    @DisplayName("(b) 16 free clone with private head MDL left in place: frees everything the clone owns")
    void shouldFreeWhatTheCloneOwns() {
        for (final int flags : BOTH) {
            final List<Integer> before = f.inUse();
            final NetBufferList clone = clone(flags);
            final NetBuffer nb = clone.firstNetBuffer();
            assertTrue(nb.retreatPrivate(ROOM) && nb.retreatPrivate(100) && nb.retreatPrivate(1000));
            assertTrue(nb.advance(1, false));
            assertEquals(NdisStatus.SUCCESS, f.ndis.allocateNetBufferListContext(clone, 16, 0, 0));
            assertTrue(sum(f.inUse()) > sum(before) + 3);
            f.ndis.freeCloneNetBufferList(clone, flags);
            assertEquals(before, f.inUse());
        }
        free();
    }

    @Test
    @DisplayName("(b) 17 free flag mismatch: the mode is stored; verified and rejected")
    void shouldVerifyTheFlags() {
        final NetBufferList a = clone(NONE);
        final NetBufferList b = clone(USE_ORIGINAL_MDLS);
        f.refused(
                IllegalStateException.class,
                "freed as a clone with flags=2",
                () -> f.ndis.freeCloneNetBufferList(a, 2));
        f.refused(
                IllegalStateException.class,
                "freed as a clone with flags=0",
                () -> f.ndis.freeCloneNetBufferList(b, 0));
        f.refused(IllegalStateException.class, "no clone", () -> f.ndis.freeCloneNetBufferList(original, NONE));
        f.refused(IllegalArgumentException.class, "flags=1", () -> f.ndis.freeCloneNetBufferList(a, RESERVED));
        assertEquals(2, original.childRefCount());
        f.ndis.freeCloneNetBufferList(a, NONE);
        f.ndis.freeCloneNetBufferList(b, USE_ORIGINAL_MDLS);
        free();
    }

    @Test
    @DisplayName("(b) 18 free fragment/reassemble delta mismatch: stored in the object")
    void shouldStoreTheDelta() {
        final NetBufferList fragments = f.ndis.allocateFragmentNetBufferList(original, null, null, 0, 9, 8, 2, 0);
        final NetBufferList whole = f.ndis.allocateReassembledNetBufferList(fragments, null, 8, 6, 0, 0);
        f.refused(
                IllegalStateException.class,
                "a fragment with dataOffsetDelta=8",
                () -> f.ndis.freeFragmentNetBufferList(fragments, 16, 0));
        f.refused(
                IllegalStateException.class,
                "a reassembled list with dataOffsetDelta=6",
                () -> f.ndis.freeReassembledNetBufferList(whole, 0, 0));
        assertTrue(whole.firstNetBuffer().advance(3), "what its owner moved needs no undoing either");
        f.ndis.freeReassembledNetBufferList(whole, 6, 0);
        f.ndis.freeFragmentNetBufferList(fragments, 8, 0);
        free(f.ndis.allocateFragmentNetBufferList(original, null, null, 0, 9, 8, 2, 0));
    }

    @Test
    @DisplayName("(b) 19 fragment delta area: always private")
    void shouldHavePrivateHeadersInFragments() {
        final NetBufferList fragments = f.ndis.allocateFragmentNetBufferList(original, null, null, 0, 9, 8, 0, 0);
        int value = 100;
        for (final NetBuffer nb : netBuffers(fragments)) {
            nb.putBytes(0, range(value++, 8), 0, 8);
        }
        value = 100;
        int at = 0;
        for (final NetBuffer nb : netBuffers(fragments)) {
            final byte[] all = bytes(nb);
            assertArrayEquals(range(value++, 8), Arrays.copyOf(all, 8));
            assertArrayEquals(range(at, all.length - 8), Arrays.copyOfRange(all, 8, all.length));
            at += all.length - 8;
        }
        assertEquals(LENGTH, at);
        assertArrayEquals(range(0, LENGTH), bytes(packet));
        free(fragments);
    }

    @Test
    @DisplayName("(b) 20 fragment result empty: NULL")
    void shouldReturnNullWhenThereIsNothingToCut() {
        final List<Integer> books = f.inUse();
        assertNull(f.ndis.allocateFragmentNetBufferList(original, null, null, LENGTH, 9, 8, 0, 0));
        assertEquals(books, f.inUse());
        assertEquals(0, original.childRefCount());
        free(f.ndis.allocateFragmentNetBufferList(original, null, null, LENGTH - 1, 9, 8, 0, 0));
    }

    @Test
    @DisplayName("(b) 22 DataSize>0 pools as clone pools: rejected")
    void shouldRefusePoolsWithData() {
        final String lists = "clone pool must have no data: pool=data";
        final String netBuffers = "NetBuffer pool of a clone must have no data: pool=dataNetBuffers";
        final NetBufferPool withData = f.dataNetBuffers;
        for (final int flags : BOTH) {
            f.refused(
                    IllegalStateException.class,
                    lists,
                    () -> f.ndis.allocateCloneNetBufferList(original, f.data, null, flags));
            f.refused(
                    IllegalStateException.class,
                    netBuffers,
                    () -> f.ndis.allocateCloneNetBufferList(original, null, withData, flags));
        }
        f.refused(
                IllegalStateException.class,
                netBuffers,
                () -> f.ndis.allocateFragmentNetBufferList(original, null, withData, 0, 9, 0, 0, 0));
        f.refused(
                IllegalStateException.class,
                lists,
                () -> f.ndis.allocateReassembledNetBufferList(original, f.data, 0, 0, 0, 0));
        assertEquals(0, original.childRefCount());
        free();
    }

    @Test
    @DisplayName("(b) 28 NB relinking by non-creator: allocateCloneOne and split make it needless")
    void shouldCloneSingleNetBuffers() {
        final NetBufferList list = f.list(NdisFixture.THREE_BY_THREE);
        final Runnable check = NdisFixture.unchanged(list);
        final NetBufferList[] parts = new NetBufferList[3];
        assertEquals(3, f.cloner.split(list, NONE, parts));
        for (int i = 0; i < 3; i++) {
            final NetBufferList one = f.cloner.allocateCloneOne(list, i, USE_ORIGINAL_MDLS);
            assertArrayEquals(bytes(netBuffers(list).get(i)), bytes(one.firstNetBuffer()));
            assertArrayEquals(bytes(netBuffers(list).get(i)), bytes(parts[i].firstNetBuffer()));
            assertNull(one.firstNetBuffer().next());
            assertNull(parts[i].firstNetBuffer().next());
            f.cloner.free(one);
        }
        f.cloner.free(parts, 3);
        check.run();
        f.ndis.freeNetBufferList(list);
        free();
    }

    @Test
    @DisplayName("(b) 29 sending the parent while children live: deferred to the last child's free")
    void shouldDeferTheParent() {
        final NetBufferList[] clones = {clone(NONE), clone(USE_ORIGINAL_MDLS)};
        final List<NetBufferList> sent = new ArrayList<>();
        assertFalse(original.isTransferable());
        f.cloner.complete(original, sent::add);
        assertArrayEquals(range(0, LENGTH), bytes(clones[0].firstNetBuffer()));
        f.ndis.freeCloneNetBufferList(clones[0], NONE);
        assertEquals(List.of(), sent);
        f.ndis.freeCloneNetBufferList(clones[1], USE_ORIGINAL_MDLS);
        assertEquals(List.of(original), sent);
        assertTrue(original.isTransferable());
        free();
    }

    @Test
    @DisplayName("(b) 30 parent pointer of a received child: no setter; detach is deep copy, then release")
    void shouldDetachByCopying() {
        final NetBufferList clone = clone(NONE);
        final NetBufferList copy = f.cloner.detach(clone);
        assertFalse(clone.isOwned());
        assertEquals(0, original.childRefCount());
        assertNull(copy.parentNetBufferList());
        free();
        assertArrayEquals(range(0, LENGTH), bytes(copy.firstNetBuffer()));
        f.ndis.freeNetBufferList(copy);
    }

    @Test
    @DisplayName("(b) 31 ChecksumBias, reserved areas on clone: 0")
    void shouldZeroTheNetBufferWords() {
        NdisFixture.mark(original);
        for (final int flags : BOTH) {
            final NetBufferList clone = clone(flags);
            final NetBuffer nb = clone.firstNetBuffer();
            Fields.zero((NetBufferPool) null)
                    .chain(nb.mdlChain())
                    .window(nb.dataOffset(), LENGTH)
                    .check(nb);
            f.ndis.freeCloneNetBufferList(clone, flags);
        }
        free();
    }

    @Test
    @DisplayName("(b) 32 concurrent clone of one parent by two threads: safe, once its owner shares it")
    void shouldCloneFromOtherThreadsWhenShared() throws InterruptedException {
        final long handle = f.cloner.share(original);
        final boolean[] same = new boolean[2];
        final Thread[] threads = new Thread[2];
        for (int i = 0; i < 2; i++) {
            final int me = i;
            threads[i] = new Thread(() -> {
                try (NetBufferListCloner cloner = new NetBufferListCloner(f.plain)) {
                    final NetBufferList clone = cloner.allocateCloneShared(handle, BOTH[me]);
                    same[me] = Arrays.equals(range(0, LENGTH), bytes(clone.firstNetBuffer()));
                    cloner.free(clone);
                }
            });
        }
        Stream.of(threads).forEach(Thread::start);
        for (final Thread thread : threads) {
            thread.join();
        }
        assertTrue(same[0] && same[1]);
        assertEquals(0, original.childRefCount());
        free();
        assertNull(f.cloner.allocateCloneShared(handle, NONE), "that life is over");
    }
}
