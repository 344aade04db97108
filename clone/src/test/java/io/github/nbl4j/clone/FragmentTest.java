// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.CloneFixture.Shape;
import io.github.nbl4j.clone.Pieces.Place;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Fragments and reassembled lists against a model of single bytes, table (a) row for row, for random shapes. */
final class FragmentTest {
    private static final int SHAPES = Integer.getInteger("nbl4j.fragment.shapes", 60);
    private static final long SEED = Long.getLong("nbl4j.fragment.seed", System.nanoTime());

    private final CloneFixture f = new CloneFixture();
    private final SplittableRandom random = new SplittableRandom(SEED);

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    @DisplayName("a.1, 4.1: every shape, every edge of startOffset and maximumLength")
    void shouldCutAsTheModelDoesWhenTheShapeIsRandom() {
        System.out.println("fragments: -Dnbl4j.fragment.seed=" + SEED);
        for (int i = 0; i < SHAPES; i++) {
            final Shape shape = Pieces.random(random);
            final NetBufferList original = f.original(shape);
            final List<Object> fields = CloneFixture.fields(original);
            final int longest = IntStream.of(shape.lengths()).max().orElse(0);
            final int[] lengths = {1, 2, random.nextInt(1, 9), Math.max(1, longest - 1), longest + 1, Integer.MAX_VALUE
            };
            for (final int start : new int[] {0, 1, random.nextInt(longest + 2), longest, Integer.MAX_VALUE}) {
                for (final int length : lengths) {
                    cut(shape, original, start, length);
                }
            }
            assertEquals(fields, CloneFixture.fields(original), "the original");
            f.cloner.free(original);
            f.requireAllFree();
        }
    }

    private void cut(final Shape shape, final NetBufferList original, final int start, final int length) {
        final int delta = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(CloneFixture.ROOM);
        final int backFill = random.nextInt(CloneFixture.ROOM - delta + 1);
        final List<List<Place>> pieces = Pieces.of(CloneFixture.netBuffers(original), start, length);
        final String what = shape + " start " + start + " length " + length + " delta " + delta + " + " + backFill;
        final NetBufferList fragments = fragments(original, start, length, delta, backFill);
        if (pieces.isEmpty()) {
            assertNull(fragments, what);
            assertEquals(0, original.childRefCount(), what);
            return;
        }
        assertFreshChild(original, fragments, what);
        assertTrue(fragments.isFragment() && !fragments.isReassembled(), what);
        final List<NetBuffer> netBuffers = CloneFixture.netBuffers(fragments);
        assertEquals(pieces.size(), netBuffers.size(), what);
        for (int i = 0; i < pieces.size(); i++) {
            assertGeometry(netBuffers.get(i), pieces.get(i), delta, backFill, what + " fragment " + i);
        }
        assertHeadersPrivate(netBuffers, pieces, delta, backFill, what);
        reassemble(fragments, delta, what);
        if (random.nextBoolean()) {
            f.cloner.freeFragment(fragments, delta);
        } else {
            f.anyThread.freeFragment(fragments, delta);
        }
        assertEquals(0, original.childRefCount(), what);
    }

    private NetBufferList fragments(
            final NetBufferList original, final int start, final int length, final int delta, final int backFill) {
        final NetBufferListPool[] listPools = {null, f.bare, f.plain};
        final NetBufferListPool lists = listPools[random.nextInt(3)];
        final NetBufferPool netBuffers = random.nextBoolean() ? f.netBuffers : null;
        return random.nextBoolean()
                ? f.cloner.allocateFragment(original, lists, netBuffers, start, length, delta, backFill)
                : f.anyThread.allocateFragment(original, lists, netBuffers, start, length, delta, backFill);
    }

    private static void assertFreshChild(final NetBufferList original, final NetBufferList child, final String what) {
        assertNotNull(child, what);
        assertSame(original, child.parentNetBufferList(), what);
        assertEquals(1, original.childRefCount(), what);
        assertEquals(0, child.childRefCount(), what);
        assertTrue(child.isDerived() && !child.usesOriginalMdls(), what);
        assertNull(child.next(), what);
        assertEquals(List.of(0L, 0L, 0L, 0L, 0L), CloneFixture.words(child).subList(0, 5), what);
    }

    /** The row of table a.1: zero-copy, exact, no empty Mdl, private memory cut to delta + backFill. */
    private static void assertGeometry(
            final NetBuffer nb, final List<Place> piece, final int delta, final int backFill, final String what) {
        final int front = delta == 0 ? 0 : delta + backFill;
        final int offset = delta == 0 ? 0 : backFill;
        final List<Mdl> mdls = CloneFixture.mdls(nb);
        assertEquals(piece.size() + delta, nb.dataLength(), what);
        assertEquals(offset, nb.dataOffset(), what);
        assertEquals(front + piece.size(), nb.chainLength(), what);
        assertEquals(mdls.isEmpty() ? null : mdls.get(0), nb.currentMdl(), what);
        assertEquals(offset, nb.currentMdlOffset(), what);
        if (delta > 0) {
            assertEquals(front, mdls.get(0).byteCount(), what);
            assertTrue(nb.isWritable(0, delta), what);
        }
        mdls.forEach(mdl -> assertTrue(mdl.byteCount() > 0, what));
        final List<Place> places = Pieces.places(nb);
        assertEquals(piece, places.subList(delta, places.size()), what);
        assertTrue(piece.isEmpty() || !nb.isWritable(delta, 1), what + ": the payload is shared");
        assertTrue(CloneFixture.words(nb).stream().allMatch(word -> word == 0), what);
    }

    /** Writes all of every fragment's private memory; no payload and no other header may change: (b) 19. */
    private static void assertHeadersPrivate(
            final List<NetBuffer> netBuffers,
            final List<List<Place>> pieces,
            final int delta,
            final int backFill,
            final String what) {
        if (delta == 0) {
            return;
        }
        final int front = delta + backFill;
        final List<byte[]> payloads = netBuffers.stream()
                .map(nb -> Arrays.copyOfRange(CloneFixture.bytes(nb), delta, (int) nb.dataLength()))
                .toList();
        for (int i = 0; i < pieces.size(); i++) {
            assertTrue(netBuffers.get(i).retreat(backFill), what);
            netBuffers.get(i).putBytes(0, new UnsafeBuffer(Pieces.pattern(i, front)), 0, front);
        }
        for (int i = 0; i < pieces.size(); i++) {
            final byte[] all = CloneFixture.bytes(netBuffers.get(i));
            assertArrayEquals(Pieces.pattern(i, front), Arrays.copyOf(all, front), what);
            assertArrayEquals(payloads.get(i), Arrays.copyOfRange(all, front, all.length), what);
            assertTrue(netBuffers.get(i).advance(backFill), what);
        }
    }

    /** Fragment and reassemble is the identity: the same places, behind a header area of its own. */
    private void reassemble(final NetBufferList fragments, final int fragmentDelta, final String what) {
        final List<NetBuffer> netBuffers = CloneFixture.netBuffers(fragments);
        final int start = random.nextBoolean() ? fragmentDelta : random.nextInt(fragmentDelta + 4);
        final int delta = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(CloneFixture.ROOM);
        final int backFill = random.nextInt(CloneFixture.ROOM - delta + 1);
        final NetBufferListPool pool = random.nextBoolean() ? f.plain : null;
        final NetBufferList whole = random.nextBoolean()
                ? f.cloner.allocateReassembled(fragments, pool, start, delta, backFill)
                : f.anyThread.allocateReassembled(fragments, pool, start, delta, backFill);
        final List<Place> expected =
                Pieces.behind(netBuffers, start).stream().flatMap(List::stream).toList();
        assertFreshChild(fragments, whole, what);
        assertTrue(whole.isReassembled() && !whole.isFragment(), what);
        final NetBuffer nb = whole.firstNetBuffer();
        assertNull(nb.next(), what);
        assertGeometry(nb, expected, delta, backFill, what + " reassembled from " + start);
        if (random.nextBoolean()) {
            f.cloner.freeReassembled(whole, delta);
        } else {
            f.anyThread.freeReassembled(whole, delta);
        }
    }

    @Test
    @DisplayName("4.1, 4.3: bytes(reassemble(fragment(list))) = bytes(list)")
    void shouldYieldTheSameBytesWhenFragmentsAreReassembled() {
        for (int i = 0; i < SHAPES; i++) {
            final Shape shape = Pieces.random(random);
            final NetBufferList original = f.original(shape);
            final NetBufferList fragments = f.cloner.allocateFragment(original, null, null, 0, 3, 8, 4);
            if (fragments != null) {
                final NetBufferList whole = f.cloner.allocateReassembled(fragments, null, 8, 0, 0);
                final byte[] expected = new byte[IntStream.of(shape.lengths()).sum()];
                int at = 0;
                for (int nb = 0; nb < shape.netBuffers(); nb++) {
                    System.arraycopy(shape.content(nb), 0, expected, at, shape.lengths()[nb]);
                    at += shape.lengths()[nb];
                }
                f.cloner.free(original);
                f.cloner.free(fragments);
                assertArrayEquals(expected, CloneFixture.bytes(whole.firstNetBuffer()), shape.name());
                f.cloner.free(whole);
            } else {
                f.cloner.free(original);
            }
            f.requireAllFree();
        }
    }

    @Test
    void shouldTakeASegmentCutToSizeAndGiveItBackWholeWhenTheRoomIsTooSmall() {
        final NetBufferList original = f.packet(0, 10);
        final int[] deltas = {200, 2000, CloneFixture.ROOM, CloneFixture.ROOM - 1, 5};
        for (int round = 0; round < 2; round++) {
            for (final int delta : deltas) {
                final NetBufferList fragments = f.cloner.allocateFragment(original, null, null, 0, 4, delta, 1);
                for (final NetBuffer nb : CloneFixture.netBuffers(fragments)) {
                    assertEquals(delta + 1, nb.mdlChain().byteCount(), "exact");
                    assertEquals(1, nb.dataOffset());
                }
                f.cloner.freeFragment(fragments, delta);
            }
            final NetBufferList clone = f.cloner.allocateClone(original, CloneFlags.NONE);
            assertTrue(clone.firstNetBuffer().retreat(CloneFixture.ROOM));
            assertEquals(CloneFixture.ROOM, clone.firstNetBuffer().mdlChain().byteCount(), "the whole room again");
            assertEquals(0, clone.firstNetBuffer().dataOffset());
            assertTrue(clone.firstNetBuffer().retreat(100));
            assertEquals(256, clone.firstNetBuffer().mdlChain().byteCount(), "the whole segment again");
            f.cloner.free(clone);
        }
        assertNull(f.cloner.allocateFragment(original, null, null, 0, 4, 2048, 1), "no segment is so large");
        assertNull(f.cloner.allocateFragment(original, null, null, 0, 4, Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertNull(f.cloner.allocateReassembled(original, null, 0, Integer.MAX_VALUE, Integer.MAX_VALUE));
        f.cloner.free(original);
    }

    @Test
    void shouldGiveThePrivateMemoryBackWhenTheHeaderIsAdvancedOver() {
        final NetBufferList original = f.packet(0, 10);
        final NetBufferList fragments = f.cloner.allocateFragment(original, null, null, 0, 4, 200, 3);
        final List<Integer> before = f.inUse();
        for (final NetBuffer nb : CloneFixture.netBuffers(fragments)) {
            assertTrue(nb.advance(200, true));
            assertEquals(0, nb.dataOffset());
            assertEquals(nb.dataLength(), nb.chainLength());
        }
        assertFalse(before.equals(f.inUse()), "the segments went back");
        f.cloner.freeFragment(fragments, 200);
        f.cloner.free(original);
    }

    @Test
    @DisplayName("4.3: one list, not the chain that it is part of; nothing but short NetBuffers is an empty one")
    void shouldReassembleOneListOnlyWhenItIsPartOfAChain() {
        final NetBufferList first = f.packet(0, 5);
        final NetBufferList second = f.packet(0, 5);
        first.next(second);
        final NetBufferList whole = f.cloner.allocateReassembled(first, null, 0, 0, 0);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 4}, CloneFixture.bytes(whole.firstNetBuffer()));
        final NetBufferList none = f.cloner.allocateReassembled(first, null, 5, 0, 7);
        assertNull(none.firstNetBuffer().mdlChain());
        assertEquals(0, none.firstNetBuffer().dataLength());
        final NetBufferList header = f.cloner.allocateReassembled(first, null, 6, 4, 7);
        assertEquals(4, header.firstNetBuffer().dataLength());
        assertEquals(7, header.firstNetBuffer().dataOffset());
        final NetBufferList fragment = f.cloner.allocateFragment(first, null, null, 0, 10, 0, 0);
        assertNull(fragment.firstNetBuffer().next());
        for (final NetBufferList list : new NetBufferList[] {whole, none, header, fragment, first, second}) {
            f.cloner.free(list);
        }
    }

    @Test
    void shouldReturnNullWhenThereIsNothingToCut() {
        final NetBufferList empty = f.bare.allocate();
        final NetBufferList zero = f.packet(3, 0);
        for (final NetBufferList list : new NetBufferList[] {empty, zero}) {
            final List<Integer> before = f.inUse();
            assertNull(f.cloner.allocateFragment(list, null, null, 0, 1, 8, 8));
            assertEquals(before, f.inUse());
            assertEquals(0, list.childRefCount());
            f.cloner.free(list);
        }
    }

    @Test
    @DisplayName("4.3: what the 32-bit field cannot say")
    void shouldReturnNullWhenTheReassembledDataWouldBeTooLong() {
        final int size = 1 << 26;
        final Mdl big = f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[size]), 0, size, null);
        final NetBufferList list = f.bare.allocate();
        for (int i = 0; i < 63; i++) {
            list.append(f.netBuffers.allocate(big, 0, size));
        }
        final NetBuffer last = f.netBuffers.allocate(big, 0, size);
        list.append(last);
        f.environment.mdlPool().free(big);
        final List<Integer> before = f.inUse();
        assertNull(f.cloner.allocateReassembled(list, null, 0, 0, 0), "2^32");
        assertEquals(before, f.inUse());
        last.adjustData(0, size - 1);
        assertNull(f.cloner.allocateReassembled(list, null, 0, 1, 0), "2^32 with the delta");
        assertEquals(before, f.inUse());
        final NetBufferList whole = f.cloner.allocateReassembled(list, null, 0, 0, 0);
        assertEquals(NetBuffer.MAX_DATA_LENGTH, whole.firstNetBuffer().dataLength(), "the twin: 2^32 - 1");
        f.cloner.free(list);
        f.cloner.free(whole);
    }
}
