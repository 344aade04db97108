// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.CloneFixture.Shape;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies share nothing: the original ends, its memory is used again, and the copy still says the same. */
final class DeepCopyTest {
    private static final long SEED = Long.getLong("nbl4j.deepCopy.seed", System.nanoTime());

    private final CloneFixture f = new CloneFixture();

    @AfterEach
    void close() {
        f.close();
    }

    static Stream<Shape> shapes() {
        final SplittableRandom random = new SplittableRandom(SEED);
        System.out.println("deep copies: -Dnbl4j.deepCopy.seed=" + SEED);
        return Stream.concat(
                CloneFixture.shapes(),
                Stream.generate(() -> Pieces.random(random)).limit(20));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldHaveTheSameBytesInOtherMemoryWhenCopied(final Shape shape) {
        for (int way = 0; way < 4; way++) {
            final NetBufferList original = f.original(shape);
            final NetBufferList clone = f.cloner.allocateClone(original, way % 2 * CloneFlags.USE_ORIGINAL_MDLS);
            final List<Object> fields = CloneFixture.fields(clone);
            final NetBufferList copy = switch (way) {
                case 0 -> f.cloner.deepCopy(clone);
                case 1 -> f.cloner.deepCopy(clone, f.data, f.dataNetBuffers);
                case 2 -> f.anyThread.deepCopy(clone, f.data, null);
                default -> f.anyThread.deepCopy(clone, f.data, f.dataNetBuffers);
            };
            assertEquals(fields, CloneFixture.fields(clone), "the list that was copied");
            assertEquals(0, clone.childRefCount());
            assertIndependent(clone, copy);
            f.cloner.free(clone);
            f.cloner.free(original);
            overwriteEverything();
            assertContent(shape, copy);
            for (final NetBuffer nb : CloneFixture.netBuffers(copy)) {
                final int length = (int) nb.dataLength();
                nb.putBytes(0, new UnsafeBuffer(Pieces.pattern(1, length)), 0, length);
                assertArrayEquals(Pieces.pattern(1, length), CloneFixture.bytes(nb));
            }
            f.cloner.free(copy);
            f.requireAllFree();
        }
    }

    private static void assertIndependent(final NetBufferList from, final NetBufferList copy) {
        assertNotNull(copy);
        assertFalse(copy.isDerived());
        assertNull(copy.parentNetBufferList());
        assertEquals(0, copy.childRefCount());
        final Set<Object> places = new HashSet<>();
        CloneFixture.netBuffers(from).forEach(nb -> places.addAll(Pieces.places(nb)));
        for (final NetBuffer nb : CloneFixture.netBuffers(copy)) {
            for (final Pieces.Place place : Pieces.places(nb)) {
                assertTrue(places.add(place), "shared, or twice in the copy");
            }
        }
    }

    private static void assertContent(final Shape shape, final NetBufferList copy) {
        final List<NetBuffer> netBuffers = CloneFixture.netBuffers(copy);
        assertEquals(shape.netBuffers(), netBuffers.size());
        for (int i = 0; i < netBuffers.size(); i++) {
            assertArrayEquals(shape.content(i), CloneFixture.bytes(netBuffers.get(i)));
        }
    }

    /** Takes every list with memory and every segment that is free, and fills it. */
    private void overwriteEverything() {
        final List<NetBufferList> lists = new ArrayList<>();
        for (NetBufferList list = f.data.allocate(); list != null; list = f.data.allocate()) {
            fill(list.firstNetBuffer().mdlChain());
            lists.add(list);
        }
        final List<NetBuffer> netBuffers = new ArrayList<>();
        for (NetBuffer nb = f.dataNetBuffers.allocateMdlAndData();
                nb != null;
                nb = f.dataNetBuffers.allocateMdlAndData()) {
            fill(nb.mdlChain());
            netBuffers.add(nb);
        }
        final List<Mdl> mdls = new ArrayList<>();
        for (Mdl mdl = f.segments.allocate(); mdl != null; mdl = f.segments.allocate()) {
            fill(mdl);
            mdls.add(mdl);
        }
        mdls.forEach(f.segments::free);
        netBuffers.forEach(f.dataNetBuffers::free);
        lists.forEach(f.data::free);
    }

    private static void fill(final Mdl mdl) {
        mdl.unsafeBuffer().setMemory(mdl.byteOffset(), mdl.byteCount(), (byte) 0xEE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("(b) 30: detach releases the parent")
    void shouldReleaseTheParentWhenDetached(final boolean anyThread) {
        final List<String> told = new ArrayList<>();
        final byte[] bytes = {1, 2, 3, 4, 5};
        final Mdl mdl = f.environment.mdlPool().allocate(new UnsafeBuffer(bytes), 0, 5, m -> told.add("done"));
        final NetBufferList original = f.plain.allocate(mdl, 1, 3);
        f.environment.mdlPool().free(mdl);
        final NetBufferList clone = f.cloner.allocateClone(original, CloneFlags.NONE);
        f.cloner.free(original);
        assertEquals(List.of(), told, "the clone holds it");
        final NetBufferList copy = anyThread ? f.anyThread.detach(clone, f.data, null) : f.cloner.detach(clone);
        assertEquals(List.of("done"), told);
        assertFalse(clone.isOwned());
        Arrays.fill(bytes, (byte) 9);
        assertArrayEquals(new byte[] {2, 3, 4}, CloneFixture.bytes(copy.firstNetBuffer()));
        assertTrue(copy.firstNetBuffer().isWritable(0, 3));
        f.cloner.free(copy);
    }

    @Test
    void shouldLeaveTheListWithItsOwnerWhenThereIsNoMemoryToDetach() {
        final NetBufferList list = f.packet(0, 8);
        final List<NetBufferList> all = new ArrayList<>();
        for (NetBufferList taken = f.cloner.allocate(); taken != null; taken = f.cloner.allocate()) {
            all.add(taken);
        }
        final List<Object> fields = CloneFixture.fields(list);
        assertNull(f.cloner.detach(list));
        assertTrue(list.isOwned());
        assertEquals(fields, CloneFixture.fields(list));
        f.cloner.free(all.remove(0));
        final NetBufferList copy = f.cloner.detach(list);
        assertNotNull(copy, "the twin");
        all.forEach(f.cloner::free);
        f.cloner.free(copy);
    }

    @Test
    void shouldFreeBothAndThrowWhenACompletionThrowsInADetach() {
        final Mdl mdl = f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[5]), 0, 5, m -> {
            throw new IllegalStateException("told");
        });
        final NetBufferList list = f.plain.allocate(mdl, 0, 5);
        f.environment.mdlPool().free(mdl);
        final Throwable thrown = assertThrows(IllegalStateException.class, () -> f.cloner.detach(list));
        assertEquals("told", thrown.getMessage());
        f.requireAllFree();
    }

    @Test
    void shouldLieBehindTheHeadroomWhenItFitsThere() {
        try (NetBufferListPool pool = NetBufferListPool.create(
                f.environment, p -> p.name("headroom").capacity(2).dataSize(32).headroom(12))) {
            for (final int length : new int[] {0, 1, 20, 21, 32, 33}) {
                final NetBufferList list = f.packet(0, length);
                final NetBufferList copy = f.cloner.deepCopy(list, pool, null);
                final NetBuffer nb = copy.firstNetBuffer();
                assertEquals(length <= 20 ? 12 : 0, nb.dataOffset(), "length " + length);
                assertEquals(length > 32 ? 32 + 256 : 32, nb.chainLength(), "length " + length);
                assertArrayEquals(CloneFixture.bytes(list.firstNetBuffer()), CloneFixture.bytes(nb));
                f.cloner.free(list);
                f.cloner.free(copy);
            }
            pool.audit().requireAllFree();
        }
    }

    @Test
    void shouldContinueInSegmentsThatStayWhenTheDataIsAdvancedOver() {
        final byte[] bytes = Pieces.pattern(3, 5000);
        final Mdl mdl = f.environment.mdlPool().allocate(new UnsafeBuffer(bytes), 0, bytes.length, null);
        final NetBufferList list = f.plain.allocate(mdl, 0, bytes.length);
        f.environment.mdlPool().free(mdl);
        final NetBufferList copy = f.cloner.detach(list);
        final NetBuffer nb = copy.firstNetBuffer();
        final List<Integer> sizes =
                CloneFixture.mdls(nb).stream().map(Mdl::byteCount).toList();
        assertEquals(List.of(CloneFixture.DATA, 2048, 2048, 2048), sizes);
        assertArrayEquals(bytes, CloneFixture.bytes(nb));
        final List<Integer> before = f.inUse();
        assertTrue(nb.advance(4990, true));
        assertEquals(before, f.inUse(), "no retreat linked them");
        assertTrue(nb.retreat(4990));
        assertArrayEquals(bytes, CloneFixture.bytes(nb));
        assertTrue(nb.retreat(20), "the room is still there for headers");
        final NetBufferList clone = f.cloner.allocateClone(copy, CloneFlags.NONE);
        f.cloner.free(copy);
        assertEquals(5020, clone.firstNetBuffer().dataLength());
        f.cloner.free(clone);
    }

    @Test
    void shouldTakeSmallSegmentsWhenTheLargeOnesAreGone() {
        final NetBufferList[] holders = new NetBufferList[1024];
        int n = 0;
        final NetBufferList empty = f.packet(0, 8);
        for (NetBufferList l = large(empty); l != null; l = large(empty)) {
            holders[n++] = l;
        }
        final byte[] bytes = Pieces.pattern(3, CloneFixture.DATA + 600);
        final Mdl mdl = f.environment.mdlPool().allocate(new UnsafeBuffer(bytes), 0, bytes.length, null);
        final NetBufferList list = f.plain.allocate(mdl, 0, bytes.length);
        f.environment.mdlPool().free(mdl);
        final NetBufferList copy = f.cloner.deepCopy(list);
        assertEquals(4, CloneFixture.mdls(copy.firstNetBuffer()).size());
        assertArrayEquals(bytes, CloneFixture.bytes(copy.firstNetBuffer()));
        f.cloner.free(holders, n);
        f.cloner.free(copy);
        f.cloner.free(list);
        f.cloner.free(empty);
    }

    private NetBufferList large(final NetBufferList of) {
        return f.cloner.allocateReassembled(of, null, 0, 1000, 0);
    }
}
