// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import static io.github.nbl4j.clone.CloneFlags.NONE;
import static io.github.nbl4j.clone.CloneFlags.USE_ORIGINAL_MDLS;
import static io.github.nbl4j.ndis.NdisFixture.DATA;
import static io.github.nbl4j.ndis.NdisFixture.bytes;
import static io.github.nbl4j.ndis.NdisFixture.netBuffers;
import static io.github.nbl4j.ndis.NdisFixture.range;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.CopyInfo;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListChain;
import io.github.nbl4j.nbl.NetBufferListCompletion;
import io.github.nbl4j.nbl.NetBufferListContext;
import io.github.nbl4j.nbl.NetBufferListInfo;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferListQueue;
import io.github.nbl4j.nbl.NetBufferListScope;
import io.github.nbl4j.nbl.SegmentCursor;
import io.github.nbl4j.pool.Checked;
import io.github.nbl4j.pool.PoolCounters;
import java.lang.reflect.Method;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Table (c): each mistake is made as its client made it, and is impossible, refused with a sentence, or harmless. */
@DisplayName("table (c)")
final class TableCTest {
    private static final List<String> LINES = List.of(
            "Leak on failure path",
            "Double / triple free",
            "Parent freed or sent early",
            "Use after free of context",
            "Writing shared data through a clone",
            "Wrong flag on free",
            "Wrong free function",
            "Wrong delta on free",
            "Forgetting Next",
            "First packet copied twice",
            "Assuming one NB per NBL or one MDL per NB",
            "Counting from first NB only",
            "External object mistaken for own / vice versa",
            "No batching, high per-object cost",
            "Holding clones too long starves the NIC pool",
            "Double retreat after reassembly/fragmentation",
            "Lost OOB / stale OOB",
            "Lifetime invisible to tools");
    private static final int OFFSET = 20;
    private static final int LENGTH = 30;

    private final NdisFixture f = new NdisFixture();
    private final NetBufferList original = f.packet(OFFSET, LENGTH);

    @AfterEach
    void close() {
        if (original.isOwned()) {
            f.ndis.freeNetBufferList(original);
        }
        f.close();
    }

    private NetBufferList clone(final int flags) {
        return f.ndis.allocateCloneNetBufferList(original, null, null, flags);
    }

    private NetBufferList threeByThree() {
        return f.list(NdisFixture.THREE_BY_THREE);
    }

    @Test
    void shouldHaveATestForEachLine() {
        final TreeSet<String> lines = new TreeSet<>();
        for (final Method method : TableCTest.class.getDeclaredMethods()) {
            final DisplayName name = method.getAnnotation(DisplayName.class);
            if (name != null) {
                lines.add(name.value().replaceAll("\\(c\\) (.*):.*", "$1"));
            }
        }
        assertEquals(new TreeSet<>(LINES), lines);
    }

    @Test
    @DisplayName("(c) Leak on failure path: a scope frees what was not handed on; what leaks is named")
    void shouldFreeTheCloneWhenTheProgramFails() {
        final NetBufferListScope scope = new NetBufferListScope(f.cloner, 4);
        final List<Integer> books = f.inUse();
        final Throwable failure = assertThrows(ArithmeticException.class, () -> {
            try (scope) {
                scope.add(clone(NONE));
                scope.add(f.ndis.allocateFragmentNetBufferList(original, null, null, 0, 9, 8, 0, 0));
                throw new ArithmeticException("injection failed");
            }
        });
        assertEquals("injection failed", failure.getMessage());
        assertEquals(books, f.inUse());
        final NetBufferListPool own = NetBufferListPool.create(f.environment, p -> p.name("clones of mine"));
        final NetBufferList leaked = f.ndis.allocateCloneNetBufferList(original, own, null, NONE);
        f.refused(
                IllegalStateException.class,
                "all must be freed before their pool: pool=clones of mine inUse=1",
                () -> f.ndis.freeNetBufferListPool(own));
        assertTrue(own.audit().notFree().get(0).contains(leaked.toString()));
        f.ndis.freeCloneNetBufferList(leaked, NONE);
        f.ndis.freeNetBufferListPool(own);
    }

    @Test
    @DisplayName("(c) Double / triple free: refused, counted, and the parent counts one death only")
    void shouldRefuseTheSecondAndThirdFree() {
        final NetBufferList twin = clone(NONE);
        final NetBufferList clone = clone(NONE);
        final long handle = clone.handle();
        final long misuse = f.environment.clonePool().counters().misuse();
        f.ndis.freeCloneNetBufferList(clone, NONE);
        final String words = "most likely it was freed twice";
        f.refused(IllegalStateException.class, words, () -> f.ndis.freeCloneNetBufferList(clone, NONE));
        f.refused(IllegalStateException.class, words, () -> f.ndis.freeNetBufferList(clone));
        f.refused(IllegalStateException.class, words, () -> f.cloner.free(clone));
        assertEquals(misuse + 3, f.environment.clonePool().counters().misuse());
        assertEquals(1, original.childRefCount());
        final NetBufferList reborn = clone(NONE);
        f.refused(IllegalStateException.class, "names a past life of", () -> f.cloner.free(handle));
        assertTrue(reborn.isOwned());
        f.ndis.freeCloneNetBufferList(reborn, NONE);
        f.ndis.freeCloneNetBufferList(twin, NONE);
    }

    @Test
    @DisplayName("(c) Parent freed or sent early: it waits for its last child, and goes once, by its own way")
    void shouldDeferEachParentToItsOwnLastChild() {
        final Map<NetBufferList, List<NetBufferList>> sources = new LinkedHashMap<>();
        final List<NetBufferList> clones = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            final NetBufferList parent = threeByThree();
            clones.add(f.ndis.allocateCloneNetBufferList(parent, null, null, NONE));
            clones.add(i, f.ndis.allocateCloneNetBufferList(parent, null, null, USE_ORIGINAL_MDLS));
            final List<NetBufferList> returned = new ArrayList<>();
            sources.put(parent, returned);
            final NetBufferListCompletion completion = returned::add;
            assertFalse(parent.isTransferable());
            f.cloner.complete(parent, completion);
        }
        final NetBufferList early = clone(NONE);
        f.ndis.freeNetBufferList(original);
        assertArrayEquals(range(0, LENGTH), bytes(early.firstNetBuffer()), "the parent's memory is still there");
        f.cloner.free(clones.toArray(NetBufferList[]::new), 3);
        sources.values().forEach(returned -> assertEquals(List.of(), returned));
        f.cloner.free(clones.subList(3, 6).toArray(NetBufferList[]::new), 3);
        sources.forEach((parent, returned) -> assertEquals(List.of(parent), returned, "each by its own source, once"));
        sources.keySet().forEach(f.ndis::freeNetBufferList);
        f.ndis.freeCloneNetBufferList(early, NONE);
    }

    @Test
    @DisplayName("(c) Use after free of context: refused; a clone without context has null")
    void shouldRefuseContextThatWasFreed() {
        final NetBufferList list = f.ndis.allocateNetBufferList(f.plain, NdisFixture.CONTEXT, 0);
        assertEquals(NdisStatus.SUCCESS, f.ndis.allocateNetBufferListContext(list, 16, 0, 0));
        final NetBufferListContext pushed = list.context();
        pushed.buffer().putLong(pushed.dataStart(), 1);
        f.ndis.freeNetBufferListContext(list, 16);
        f.refused(IllegalStateException.class, "used after free", pushed::buffer);
        final NetBufferListContext beside = list.context();
        f.ndis.freeNetBufferList(list);
        f.refused(IllegalStateException.class, "used after free", beside::buffer);
        f.refused(IllegalStateException.class, "used after free", list::context);
        final NetBufferList clone = f.ndis.allocateCloneNetBufferList(original, f.plain, null, NONE);
        assertNull(clone.context(), "although its pool has a context size");
        f.ndis.freeCloneNetBufferList(clone, NONE);
    }

    @Test
    @DisplayName("(c) Writing shared data through a clone: refused; privatize copies the front first")
    void shouldRefuseWritesThroughAClone() {
        final String words = "bytes must not be shared";
        for (final int flags : new int[] {NONE, USE_ORIGINAL_MDLS}) {
            final NetBufferList clone = clone(flags);
            final NetBuffer nb = clone.firstNetBuffer();
            f.refused(IllegalStateException.class, words, () -> nb.putShort(2, (short) 7, ByteOrder.BIG_ENDIAN));
            f.refused(IllegalStateException.class, words, () -> nb.putBytes(0, new byte[14], 0, 14));
            f.refused(IllegalStateException.class, words, () -> nb.writableBuffer(nb.mdlChain()));
            if (flags == USE_ORIGINAL_MDLS) {
                assertTrue(nb.retreat(OFFSET));
                f.refused(IllegalStateException.class, words, () -> nb.putBytes(0, new byte[OFFSET], 0, OFFSET));
                assertTrue(nb.advance(OFFSET));
            }
            assertTrue(nb.privatize(14));
            nb.putShort(2, (short) 0x7777, ByteOrder.BIG_ENDIAN);
            assertEquals(0x7777, nb.getShort(2, ByteOrder.BIG_ENDIAN));
            assertArrayEquals(range(4, LENGTH - 4), Arrays.copyOfRange(bytes(nb), 4, LENGTH));
            assertArrayEquals(range(0, LENGTH), bytes(original.firstNetBuffer()));
            f.ndis.freeCloneNetBufferList(clone, flags);
        }
    }

    @Test
    @DisplayName("(c) Wrong flag on free: the mode is stored, so that a BOOLEAN for the flags is noticed")
    void shouldRefuseABooleanForTheFlags() {
        final boolean dispatchLevel = true;
        final NetBufferList clone = clone(NONE);
        f.refused(
                IllegalArgumentException.class,
                "flags=1",
                () -> f.ndis.freeCloneNetBufferList(clone, dispatchLevel ? 1 : 0));
        f.refused(
                IllegalStateException.class,
                "is a clone with flags=0 (NONE), freed as a clone with flags=2 (USE_ORIGINAL_MDLS)",
                () -> f.ndis.freeCloneNetBufferList(clone, USE_ORIGINAL_MDLS));
        f.cloner.free(clone);
    }

    @Test
    @DisplayName("(c) Wrong free function: refused for each kind; one free does for all")
    void shouldRefuseEachFreeOfAnotherKind() {
        final Map<String, Consumer<NetBufferList>> frees = new LinkedHashMap<>();
        frees.put("not derived", f.ndis::freeNetBufferList);
        frees.put("a clone with flags=0", list -> f.ndis.freeCloneNetBufferList(list, NONE));
        frees.put("a clone with flags=2", list -> f.ndis.freeCloneNetBufferList(list, USE_ORIGINAL_MDLS));
        frees.put("a fragment with dataOffsetDelta=0", list -> f.ndis.freeFragmentNetBufferList(list, 0, 0));
        frees.put("a reassembled list with dataOffsetDelta=0", list -> f.ndis.freeReassembledNetBufferList(list, 0, 0));
        final List<NetBufferList> lists = List.of(
                f.ndis.allocateNetBufferList(f.plain, 0, 0),
                clone(NONE),
                clone(USE_ORIGINAL_MDLS),
                f.ndis.allocateFragmentNetBufferList(original, null, null, 0, 9, 0, 0, 0),
                f.ndis.allocateReassembledNetBufferList(original, null, 0, 0, 0, 0));
        int made = 0;
        for (final String is : frees.keySet()) {
            final NetBufferList list = lists.get(made++);
            frees.forEach((as, free) -> {
                if (!as.equals(is)) {
                    f.refused(IllegalStateException.class, " is " + is, () -> free.accept(list));
                    f.refused(IllegalStateException.class, "freed as " + as, () -> free.accept(list));
                }
            });
        }
        lists.forEach(f.cloner::free);
        final NetBuffer embedded = original.firstNetBuffer();
        f.refused(IllegalStateException.class, "it ends with its list", () -> f.ndis.freeNetBuffer(embedded));
        f.refused(
                IllegalStateException.class,
                "ends with its list",
                () -> f.ndis.freeMdl(netBuffers(original).get(0).mdlChain()));
    }

    @Test
    @DisplayName("(c) Wrong delta on free: stored, and the two are named")
    void shouldRefuseAnotherDelta() {
        final int header = 40;
        final int headroom = 16;
        final int asked = header + 8 + headroom;
        final NetBufferList fragments = f.ndis.allocateFragmentNetBufferList(original, null, null, 0, 9, asked, 0, 0);
        f.refused(
                IllegalStateException.class,
                "is a fragment with dataOffsetDelta=64, freed as a fragment with dataOffsetDelta=56",
                () -> f.ndis.freeFragmentNetBufferList(fragments, header + headroom, 0));
        f.cloner.free(fragments);
    }

    @Test
    @DisplayName("(c) Forgetting Next: chains are freed as chains, walks read Next first, a pop unlinks")
    void shouldNotLoseTheRestOfAChain() {
        final NetBufferList[] lists = {threeByThree(), threeByThree(), threeByThree()};
        lists[0].next(lists[1]);
        lists[1].next(lists[2]);
        f.ndis.freeNetBufferList(lists[0]);
        assertTrue(lists[1].isOwned() && lists[2].isOwned(), "one list a call, as in NDIS");
        if (Checked.ENABLED) {
            f.refused(IllegalStateException.class, "used after free", lists[0]::next);
        } else {
            assertNull(lists[0].next(), "a walk that frees first ends here, and reads nobody else's link");
        }
        assertEquals(2, NdisFixture.held(f.bare), "and the books know of the rest");
        final NetBufferListQueue handedOff = new NetBufferListQueue(f.environment);
        NetBufferListChain.forEach(lists[1], handedOff::appendSingle);
        assertSame(lists[1], handedOff.peek());
        final NetBufferList popped = handedOff.popFirst();
        assertNull(popped.next());
        assertSame(lists[2], handedOff.peek());
        popped.next(handedOff.popAll());
        f.cloner.freeChain(popped);
        assertEquals(0, NdisFixture.held(f.bare));
        f.refused(IllegalStateException.class, "freed twice", () -> f.cloner.freeChain(popped));
    }

    @Test
    @DisplayName("(c) First packet copied twice: split makes one list of each NetBuffer, in order")
    void shouldSplitEachNetBufferOnce() {
        final NetBufferList list = threeByThree();
        final NetBufferList[] out = new NetBufferList[4];
        assertEquals(3, f.cloner.split(list, NONE, out));
        for (int i = 0; i < 3; i++) {
            final NetBufferList copy = f.cloner.detach(out[i]);
            assertArrayEquals(bytes(netBuffers(list).get(i)), bytes(copy.firstNetBuffer()));
            assertNull(copy.firstNetBuffer().next());
            f.ndis.freeNetBufferList(copy);
        }
        assertNull(out[3]);
        assertEquals(0, list.childRefCount());
        f.ndis.freeNetBufferList(list);
    }

    @Test
    @DisplayName("(c) Assuming one NB per NBL or one MDL per NB: no call reads past an Mdl; cursors see all")
    void shouldNotReadPastAnMdl() {
        final NetBufferList list = threeByThree();
        final UnsafeBuffer view = new UnsafeBuffer(0, 0);
        final UnsafeBuffer storage = new UnsafeBuffer(new byte[DATA]);
        final SegmentCursor cursor = new SegmentCursor();
        long total = 0;
        for (final NetBuffer nb : netBuffers(list)) {
            final int all = (int) nb.dataLength();
            final int inFirst = Math.min(all, nb.currentMdl().byteCount() - nb.currentMdlOffset());
            assertSame(view, f.ndis.getDataBuffer(nb, inFirst, null, 1, 0, view));
            assertEquals(inFirst, view.capacity());
            if (all > inFirst) {
                assertNull(f.ndis.getDataBuffer(nb, all, null, 1, 0, view), "absent, not a pointer to the wrong bytes");
                assertSame(storage, f.ndis.getDataBuffer(nb, all, storage, 1, 0, view));
            }
            f.refused(IllegalArgumentException.class, "must lie in the used data", () -> nb.getByte(all));
            cursor.wrap(nb);
            int pieces = 0;
            while (cursor.next()) {
                total += cursor.length();
                pieces++;
            }
            assertEquals(f.ndis.queryNetBufferPhysicalCount(nb), pieces);
        }
        assertEquals(NetBufferListChain.numDataBytes(list), total);
        assertEquals(3, NetBufferListChain.numNetBuffers(list));
        f.ndis.freeNetBufferList(list);
    }

    @Test
    @DisplayName("(c) Counting from first NB only: the list calls look at each, and move all or none")
    void shouldDecideForEachNetBuffer() {
        final NetBufferList list = threeByThree();
        final List<Fields> before = NdisFixture.fields(list);
        final int ofFirst = netBuffers(list).get(0).dataOffset();
        assertEquals(NdisStatus.SUCCESS, f.ndis.retreatNetBufferListDataStart(list, ofFirst, 0, null, null));
        assertSame(before.get(0).pieces().get(0).mdl(), netBuffers(list).get(0).mdlChain(), "had the room");
        assertEquals(NdisFixture.ROOM, netBuffers(list).get(1).mdlChain().byteCount(), "had none");
        assertTrue(f.ndis.advanceNetBufferListDataStart(list, ofFirst, true, null));
        final Runnable check = NdisFixture.unchanged(list);
        final int allOfFirst = (int) netBuffers(list).get(0).dataLength();
        assertFalse(f.ndis.advanceNetBufferListDataStart(list, allOfFirst, false, null), "the third has 1 byte");
        check.run();
        for (int i = 0; i < 3; i++) {
            before.get(i).check(netBuffers(list).get(i));
        }
        f.ndis.freeNetBufferList(list);
    }

    @Test
    @DisplayName("(c) External object mistaken for own / vice versa: owner ids; another environment's is refused")
    void shouldTellOwnFromExternal() {
        final long adapter = 5;
        original.ownerId(adapter);
        assertTrue(original.isOwnedBy(adapter));
        final NetBufferList sameSwitch = f.ndis.allocateNetBufferList(f.data, 0, 0);
        assertSame(f.ndis.getPoolFromNetBufferList(original), f.ndis.getPoolFromNetBufferList(sameSwitch));
        assertFalse(sameSwitch.isOwnedBy(adapter), "the pool would say that it is");
        final NetBufferList clone = clone(NONE);
        assertFalse(clone.isOwnedBy(adapter), "a clone has its own originator");
        f.refused(IllegalStateException.class, "ownerId must be set once", () -> original.ownerId(6));
        final Mdl mine = f.chain(0, 5);
        try (NdisFixture other = new NdisFixture()) {
            final NetBufferList external = other.packet(0, 8);
            final NetBuffer netBuffer = other.ndis.allocateNetBuffer(other.netBuffers, null, 0, 0);
            final String words = "must be of the same environment";
            f.refused(IllegalArgumentException.class, words, () -> f.ndis.freeNetBufferList(external));
            f.refused(
                    IllegalArgumentException.class,
                    words,
                    () -> f.ndis.allocateCloneNetBufferList(external, null, null, NONE));
            f.refused(IllegalArgumentException.class, words, () -> sameSwitch.append(netBuffer));
            f.refused(IllegalArgumentException.class, words, () -> netBuffer.rebind(mine, 0, 5));
            other.ndis.freeNetBuffer(netBuffer);
            other.ndis.freeNetBufferList(external);
        }
        f.ndis.freeMdl(mine);
        f.ndis.freeCloneNetBufferList(clone, NONE);
        f.ndis.freeNetBufferList(sameSwitch);
    }

    @Test
    @DisplayName("(c) No batching, high per-object cost: allocate, clone and free by the batch, all or none")
    void shouldTakeAndGiveBatchesWhole() {
        final NetBufferList[] batch = new NetBufferList[8];
        assertTrue(f.cloner.allocateClones(original, NONE, batch, 8));
        assertEquals(8, original.childRefCount());
        f.ndis.freeCloneNetBufferList(batch[3], NONE);
        f.refused(IllegalStateException.class, "freed twice", () -> f.cloner.free(batch, 8));
        assertEquals(7, original.childRefCount(), "none of them was freed");
        batch[3] = clone(NONE);
        f.cloner.free(batch, 8);
        assertEquals(0, original.childRefCount());
        final NetBufferList[] tooMany = new NetBufferList[f.data.population() + 1];
        final List<Integer> books = f.inUse();
        assertFalse(f.cloner.allocate(f.data, tooMany, tooMany.length));
        assertEquals(books, f.inUse());
        assertTrue(f.cloner.allocate(f.data, tooMany, 4));
        f.cloner.free(tooMany, 4);
    }

    @Test
    @DisplayName("(c) Holding clones too long starves the NIC pool: the counters say so, detach ends it")
    void shouldFreeTheOriginalWhenItsHolderDetaches() {
        final NetBufferListPool nic = NetBufferListPool.create(
                f.environment, p -> p.name("nic").capacity(1).maxCaches(0).dataSize(DATA));
        final NetBufferList received = f.ndis.allocateNetBufferList(nic, 0, 0);
        received.firstNetBuffer().adjustData(0, 8);
        received.firstNetBuffer().putBytes(0, range(50, 8), 0, 8);
        final NetBufferList held = f.ndis.allocateCloneNetBufferList(received, null, null, NONE);
        f.ndis.freeNetBufferList(received);
        assertNull(f.ndis.allocateNetBufferList(nic, 0, 0), "starved");
        assertEquals(1, nic.counters().inUse());
        assertTrue(nic.audit().notFree().get(0).contains("its children live"));
        final NetBufferList copy = f.cloner.detach(held);
        assertArrayEquals(range(50, 8), bytes(copy.firstNetBuffer()));
        final NetBufferList next = f.ndis.allocateNetBufferList(nic, 0, 0);
        assertNotNull(next);
        f.ndis.freeNetBufferList(next);
        f.ndis.freeNetBufferList(copy);
        f.ndis.freeNetBufferListPool(nic);
    }

    @Test
    @DisplayName("(c) Double retreat after reassembly/fragmentation: the header is there; a second one shows and ends")
    void shouldComeWithItsHeaderSpace() {
        final NetBufferList fragments = f.ndis.allocateFragmentNetBufferList(original, null, null, 0, 9, 8, 4, 0);
        final NetBufferList whole = f.ndis.allocateReassembledNetBufferList(original, null, 0, 8, 4, 0);
        for (final NetBufferList list : List.of(fragments, whole)) {
            final int payload = list == whole ? LENGTH : 9;
            final NetBuffer nb = list.firstNetBuffer();
            assertEquals(8 + payload, nb.dataLength(), "retreated already");
            nb.putBytes(0, range(70, 8), 0, 8);
            final Fields before = Fields.of(nb);
            assertEquals(NdisStatus.SUCCESS, f.ndis.retreatNetBufferDataStart(nb, 8, 0, null));
            assertEquals(16 + payload, nb.dataLength(), "the mistake");
            assertTrue(f.ndis.advanceNetBufferDataStart(nb, 8, true, null));
            before.check(nb);
            assertArrayEquals(range(70, 8), Arrays.copyOf(bytes(nb), 8));
            assertArrayEquals(range(0, payload), Arrays.copyOfRange(bytes(nb), 8, 8 + payload));
            assertEquals(NdisStatus.SUCCESS, f.ndis.retreatNetBufferDataStart(nb, 8, 0, null));
        }
        f.ndis.freeFragmentNetBufferList(fragments, 8, 0);
        f.ndis.freeReassembledNetBufferList(whole, 8, 0);
    }

    @Test
    @DisplayName("(c) Lost OOB / stale OOB: what is copied is said; what is not is 0, also after segmentation")
    void shouldCopyInfoAsSaid() {
        f.ndis.freeNetBufferList(NdisFixture.mark(f.ndis.allocateNetBufferList(f.environment.clonePool(), 0, 0)));
        original.netBufferListInfo(NetBufferListInfo.TCP_LARGE_SEND, 1);
        original.netBufferListInfo(NetBufferListInfo.HASH_VALUE, 2);
        original.netBufferListInfo(NetBufferListInfo.CANCEL_ID, 3);
        final NetBufferList none = clone(NONE);
        final NetBufferList send = f.cloner.allocateClone(original, NONE, CopyInfo.SEND);
        final NetBufferList receive = f.cloner.allocateClone(original, NONE, CopyInfo.RECEIVE);
        final NetBufferList segments = f.ndis.allocateFragmentNetBufferList(original, null, null, 0, 9, 8, 0, 0);
        final Map<NetBufferList, List<Long>> expected = new LinkedHashMap<>();
        expected.put(none, List.of(0L, 0L, 0L));
        expected.put(send, List.of(1L, 0L, 3L));
        expected.put(receive, List.of(1L, 2L, 0L));
        expected.put(segments, List.of(0L, 0L, 0L));
        expected.forEach((list, slots) -> {
            assertEquals(
                    slots,
                    Stream.of(
                                    NetBufferListInfo.TCP_LARGE_SEND,
                                    NetBufferListInfo.HASH_VALUE,
                                    NetBufferListInfo.CANCEL_ID)
                            .map(list::netBufferListInfo)
                            .toList());
            f.cloner.free(list);
        });
    }

    @Test
    @DisplayName("(c) Lifetime invisible to tools: always-on counters of each kind, and an audit that names")
    void shouldCountEverythingThatLives() {
        final NetBufferList list = threeByThree();
        final NetBufferList clone = f.ndis.allocateCloneNetBufferList(list, null, null, NONE);
        f.ndis.freeNetBufferList(list);
        assertEquals(1, f.bare.counters().inUse(), "the parent, pending");
        assertEquals(
                List.of(list + " released, its children live"), f.bare.audit().notFree());
        assertEquals(3, f.netBuffers.counters().inUse());
        assertEquals(2, f.environment.netBufferPool().counters().inUse(), "the clone's second and third");
        f.refused(IllegalStateException.class, "its children still live", () -> f.ndis.freeNetBufferList(list));
        final PoolCounters counters = f.bare.counters();
        assertEquals(1, counters.misuse());
        assertEquals(f.bare.population(), counters.population());
        assertTrue(counters.highWater() >= 1);
        f.ndis.freeCloneNetBufferList(clone, NONE);
        assertEquals(0, f.bare.counters().inUse());
    }
}
