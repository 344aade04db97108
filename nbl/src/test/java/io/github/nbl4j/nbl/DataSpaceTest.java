// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static io.github.nbl4j.nbl.NblFixture.ROOM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Table (a): retreat and advance, every field. */
@DisplayName("table (a), retreat and advance")
final class DataSpaceTest {
    private final NblFixture f = new NblFixture();

    @AfterEach
    void close() {
        f.close();
    }

    /** Every offset of every chain, and every delta that fits. */
    static Stream<Arguments> moves() {
        final int[][] chains = {{4}, {2, 3, 1}, {0, 2, 2}, {2, 0, 2}, {2, 2, 0}, {0, 0}};
        final List<Arguments> all = new ArrayList<>();
        for (final int[] sizes : chains) {
            final int total = NblFixture.sum(sizes);
            for (int k = 0; k <= total; k++) {
                for (int d = 0; d <= k; d++) {
                    all.add(Arguments.of(sizes, k, d));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "chain {0} k={1} d={2}")
    @MethodSource("moves")
    @DisplayName("retreat d, k >= d: nothing is linked")
    void shouldUseTheBackfillWhenRetreatFits(final int[] sizes, final int k, final int d) {
        final Mdl chain = f.chain(sizes);
        final NetBufferList list = f.plain.allocate(chain, k, NblFixture.sum(sizes) - k);
        final NetBuffer nb = list.firstNetBuffer();
        final long length = nb.dataLength();
        final List<Integer> books = f.inUse();
        assertTrue(nb.retreat(d, 5));
        assertSame(chain, nb.mdlChain());
        NblFixture.assertLocated(nb, chain, sizes, k - d);
        assertEquals(k - d, nb.dataOffset());
        assertEquals(length + d, nb.dataLength());
        assertArrayEquals(NblFixture.range(k - d, (int) length + d), NblFixture.bytes(nb));
        assertEquals(books, f.inUse(), "nothing was taken");
        f.plain.free(list);
        NblFixture.release(chain);
    }

    @ParameterizedTest(name = "chain {0} k={1} d={2}")
    @MethodSource("moves")
    @DisplayName("advance d, FreeMdl F and T, without private memory: the window moves, the chain stays")
    void shouldMoveTheWindowWhenAdvanced(final int[] sizes, final int before, final int d) {
        final int total = NblFixture.sum(sizes);
        for (final boolean freeMdl : new boolean[] {false, true}) {
            final int k = total - before;
            final Mdl chain = f.chain(sizes);
            final NetBufferList list = f.plain.allocate(chain, k, before);
            final NetBuffer nb = list.firstNetBuffer();
            assertTrue(nb.advance(d, freeMdl));
            assertSame(chain, nb.mdlChain());
            NblFixture.assertLocated(nb, chain, sizes, k + d);
            assertEquals(k + d, nb.dataOffset());
            assertEquals(before - d, nb.dataLength());
            assertArrayEquals(NblFixture.range(k + d, before - d), NblFixture.bytes(nb));
            f.plain.free(list);
            NblFixture.release(chain);
        }
    }

    static Stream<Arguments> linkingRetreats() {
        final List<Arguments> all = new ArrayList<>();
        for (final int k : new int[] {0, 1, 6}) {
            for (final int d : new int[] {k + 1, k + ROOM - 1, k + ROOM, k + ROOM + 1, k + 256, k + 257, k + 2048}) {
                for (final int b : new int[] {0, 1, ROOM - 1, 200}) {
                    if (d - k + b <= 2048) {
                        all.add(Arguments.of(k, d, b));
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "k={0} d={1} b={2}")
    @MethodSource("linkingRetreats")
    @DisplayName("retreat d, k < d; (b) 12: (d-k)+b rounded to a segment class, DataOffset = size(N)+k-d")
    void shouldLinkPrivateMemoryWhenRetreatDoesNotFit(final int k, final int d, final int b) {
        final int needed = d - k + b;
        final int size = needed <= ROOM ? ROOM : needed <= 256 ? 256 : 2048;
        final Mdl chain = f.chain(7, 5);
        final NetBufferList list = f.plain.allocate(chain, k, 12 - k);
        final NetBuffer nb = list.firstNetBuffer();
        assertTrue(nb.retreat(d, b));
        final Mdl n = nb.mdlChain();
        assertNotEquals(chain, n);
        assertSame(chain, n.next());
        assertEquals(size, n.byteCount());
        assertSame(n, nb.currentMdl());
        assertEquals(size + k - d, nb.currentMdlOffset());
        assertEquals(size + k - d, nb.dataOffset());
        assertEquals(12 - k + d, nb.dataLength());
        assertTrue(nb.dataOffset() >= b, "the reserve is there");
        assertTrue(nb.isWritable(0, d - k));
        for (int i = 0; i < 12; i++) {
            assertEquals((byte) i, nb.getByte(d - k + i), "the old bytes, backfill included, follow");
        }
        assertEquals(size == ROOM ? 0 : 1, segmentsInUse());
        f.plain.free(list);
        assertEquals(0, segmentsInUse());
        NblFixture.release(chain);
    }

    private int segmentsInUse() {
        int held = 0;
        for (final MdlPool pool : f.environment.segments()) {
            held += pool.counters().inUse();
        }
        return held;
    }

    @ParameterizedTest(name = "d={0} b={1}")
    @CsvSource({"2049,0", "1,2048", "2147483647,0", "1,2147483647", "2147483647,2147483647"})
    @DisplayName("retreat failure: no class is large enough, everything as before")
    void shouldChangeNothingWhenNoSegmentIsLargeEnough(final int d, final int b) {
        final Mdl chain = f.chain(7, 5);
        final NetBufferList list = f.plain.allocate(chain, 0, 12);
        final NblFixture.Fields before = NblFixture.Fields.of(list.firstNetBuffer());
        final List<Integer> books = f.inUse();
        assertFalse(list.firstNetBuffer().retreat(d, b));
        assertEquals(before, NblFixture.Fields.of(list.firstNetBuffer()));
        assertEquals(books, f.inUse());
        f.plain.free(list);
        NblFixture.release(chain);
    }

    @Test
    @DisplayName("retreat failure: the pools are exhausted, everything as before; the next larger class helps out")
    void shouldFailWhenSegmentsRunOut() {
        final NetBufferList list = f.plain.allocate();
        final NetBuffer nb = list.firstNetBuffer();
        int linked = 0;
        while (nb.retreat(nb.dataOffset() + 1)) {
            linked++;
            assertTrue(linked <= 1 + 2 * f.environment.segments()[0].population(), "it must end");
        }
        final int expected = 1 + f.environment.segments()[0].population() + f.environment.segments()[1].population();
        assertEquals(expected, linked, "the room, then every segment of both classes");
        final NblFixture.Fields before = NblFixture.Fields.of(nb);
        final List<Integer> books = f.inUse();
        assertFalse(nb.retreat(nb.dataOffset() + 1));
        assertFalse(nb.retreatPrivate(nb.dataOffset() + 1));
        assertEquals(before, NblFixture.Fields.of(nb));
        assertEquals(books, f.inUse());
        f.plain.free(list);
    }

    @ParameterizedTest(name = "delta {0} of 12")
    @CsvSource({"13", "2147483647"})
    @DisplayName("(b) 15, advance d > DL: error value, all as before")
    void shouldChangeNothingWhenAdvanceExceedsTheData(final int d) {
        final Mdl chain = f.chain(7, 5);
        final NetBufferList list = f.plain.allocate(chain, 0, 12);
        final NetBuffer nb = list.firstNetBuffer();
        assertTrue(nb.retreat(0));
        final NblFixture.Fields before = NblFixture.Fields.of(nb);
        assertFalse(nb.advance(d, false));
        assertFalse(nb.advance(d, true));
        assertFalse(nb.advance(d));
        assertEquals(before, NblFixture.Fields.of(nb));
        f.plain.free(list);
        NblFixture.release(chain);
    }

    @ParameterizedTest(name = "advance {0}, freeMdl {1}: {2} of two private Mdls left")
    @CsvSource({
        "0,true,2",
        "9,true,2",
        "10,true,1",
        "11,true,1",
        "41,true,1",
        "42,true,0",
        "45,true,0",
        "54,true,0",
        "10,false,2",
        "42,false,2",
        "54,false,2"
    })
    @DisplayName("advance d, FreeMdl: passed retreat-allocated head Mdls are dropped, partly passed ones kept")
    void shouldDropPassedPrivateMdlsWhenAdvanceFrees(final int d, final boolean freeMdl, final int left) {
        final Mdl chain = f.chain(7, 5);
        final NetBufferList list = f.plain.allocate(chain, 0, 12);
        final NetBuffer nb = list.firstNetBuffer();
        assertTrue(nb.retreat(ROOM));
        assertTrue(nb.retreat(10));
        final Mdl segment = nb.mdlChain();
        final Mdl room = segment.next();
        final int offset = nb.dataOffset();
        assertEquals(54, nb.dataLength());
        assertTrue(nb.advance(d, freeMdl));
        final Mdl head = left == 2 ? segment : left == 1 ? room : chain;
        final int freed = left == 2 ? 0 : left == 1 ? 256 : 256 + ROOM;
        assertSame(head, nb.mdlChain());
        assertEquals(offset + d - freed, nb.dataOffset());
        assertEquals(54 - d, nb.dataLength());
        final int[] sizes =
                left == 2 ? new int[] {256, ROOM, 7, 5} : left == 1 ? new int[] {ROOM, 7, 5} : new int[] {7, 5};
        NblFixture.assertLocated(nb, head, sizes, nb.dataOffset());
        assertEquals(left == 2 ? 1 : 0, segmentsInUse());
        final int payload = Math.max(0, d - 42);
        assertArrayEquals(
                NblFixture.range(payload, 12 - payload),
                java.util.Arrays.copyOfRange(NblFixture.bytes(nb), Math.max(0, 42 - d), 54 - d));
        f.plain.free(list);
        NblFixture.release(chain);
    }

    @Test
    void shouldReuseKeptPrivateMemoryWhenRetreatedAgain() {
        final NetBufferList list = f.plain.allocate();
        final NetBuffer nb = list.firstNetBuffer();
        assertTrue(nb.retreat(10));
        final Mdl room = nb.mdlChain();
        assertTrue(nb.advance(10, false));
        assertEquals(ROOM, nb.dataOffset());
        assertTrue(nb.retreat(ROOM));
        assertSame(room, nb.mdlChain());
        assertTrue(nb.advance(ROOM, true));
        assertEquals(0, nb.chainLength());
        assertEquals(
                new NblFixture.Fields(null, null, 0, 0, 0, null, NblFixture.Fields.words(nb)),
                NblFixture.Fields.of(nb),
                "I1: no chain, all zero");
        assertTrue(nb.retreat(1));
        assertSame(room, nb.mdlChain(), "the room can be linked again");
        f.plain.free(list);
    }

    @Test
    void shouldNeverFreeWhatNoRetreatLinked() {
        final NetBufferList list = f.data.allocate();
        final NetBuffer nb = list.firstNetBuffer();
        nb.append(f.segments.allocate());
        nb.adjustData(0, NblFixture.DATA + NblFixture.SEGMENT);
        assertTrue(nb.advance(NblFixture.DATA + NblFixture.SEGMENT, true));
        assertEquals(NblFixture.DATA + NblFixture.SEGMENT, nb.chainLength());
        assertEquals(1, f.segments.counters().inUse());
        f.data.free(list);
    }

    @Test
    @DisplayName("(b) 11: a boundary is the next Mdl at 0, the end of the chain is (last, byteCount)")
    void shouldNormaliseTheLocatorWhenDataIsAdjusted() {
        final int[] sizes = {0, 3, 0, 0, 2, 0};
        final Mdl chain = f.chain(sizes);
        final NetBufferList list = f.plain.allocate(chain, 0, 5);
        final NetBuffer nb = list.firstNetBuffer();
        assertSame(NblFixture.nth(chain, 1), nb.currentMdl());
        nb.adjustData(3, 2);
        assertSame(NblFixture.nth(chain, 4), nb.currentMdl());
        assertEquals(0, nb.currentMdlOffset());
        nb.adjustData(5, 0);
        assertSame(NblFixture.nth(chain, 5), nb.currentMdl());
        assertEquals(0, nb.currentMdlOffset());
        IntStream.rangeClosed(0, 5).forEach(offset -> {
            nb.adjustData(offset, 5 - offset);
            NblFixture.assertLocated(nb, chain, sizes, offset);
            assertArrayEquals(NblFixture.range(offset, 5 - offset), NblFixture.bytes(nb));
        });
        f.plain.free(list);
        NblFixture.release(chain);
        final int[] full = {3, 2};
        final Mdl other = f.chain(full);
        final NetBuffer atEnd = f.netBuffers.allocate(other, 5, 0);
        assertSame(other.next(), atEnd.currentMdl());
        assertEquals(2, atEnd.currentMdlOffset());
        f.netBuffers.free(atEnd);
        NblFixture.release(other);
    }
}
