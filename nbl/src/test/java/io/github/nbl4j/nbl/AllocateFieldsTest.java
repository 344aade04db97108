// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static io.github.nbl4j.nbl.NblFixture.DATA;
import static io.github.nbl4j.nbl.NblFixture.SEGMENT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Table (a): what every form of allocate leaves in every field. */
@DisplayName("table (a), allocate")
final class AllocateFieldsTest {
    private static final List<Long> ZEROES = Collections.nCopies(12, 0L);

    private final NblFixture f = new NblFixture();

    @AfterEach
    void close() {
        f.close();
    }

    static Stream<Arguments> windows() {
        final int[][] chains = {
            {5}, {0}, {7, 11, 5}, {0, 7, 11}, {7, 0, 11}, {7, 11, 0}, {0, 0, 9, 0, 0}, {0, 0}, {1, 1, 1, 1}
        };
        return Stream.of(chains).flatMap(sizes -> {
            final int total = NblFixture.sum(sizes);
            return java.util.stream.IntStream.rangeClosed(0, total)
                    .boxed()
                    .flatMap(offset -> Stream.of(0, (total - offset) / 2, total - offset)
                            .distinct()
                            .map(length -> Arguments.of(sizes, offset, length)));
        });
    }

    @ParameterizedTest(name = "AllocNBAndNBL chain {0} offset {1} length {2}")
    @MethodSource("windows")
    void shouldPlaceTheWindowWhenListIsAllocatedOverChain(final int[] sizes, final int offset, final int length) {
        final Mdl chain = f.chain(sizes);
        final NetBufferList list = f.plain.allocate(chain, offset, length);
        assertFreshList(list, NblFixture.PROTOCOL);
        assertSame(list.embedded, list.firstNetBuffer());
        assertWindow(list.firstNetBuffer(), chain, sizes, offset, length);
        assertSame(f.plain, list.pool());
        f.plain.free(list);
        NblFixture.release(chain);
    }

    @ParameterizedTest(name = "AllocNB chain {0} offset {1} length {2}")
    @MethodSource("windows")
    void shouldPlaceTheWindowWhenNetBufferIsAllocatedOverChain(final int[] sizes, final int offset, final int length) {
        final Mdl chain = f.chain(sizes);
        final NetBuffer nb = f.netBuffers.allocate(chain, offset, length);
        assertWindow(nb, chain, sizes, offset, length);
        f.netBuffers.free(nb);
        NblFixture.release(chain);
    }

    private static void assertWindow(
            final NetBuffer nb, final Mdl chain, final int[] sizes, final int offset, final int length) {
        assertSame(chain, nb.mdlChain());
        NblFixture.assertLocated(nb, chain, sizes, offset);
        assertEquals(offset, nb.dataOffset());
        assertEquals(length, nb.dataLength());
        assertNull(nb.next());
        assertEquals(ZEROES, NblFixture.Fields.words(nb));
        assertEquals(NblFixture.sum(sizes), nb.chainLength());
        assertArrayEquals(NblFixture.range(offset, length), NblFixture.bytes(nb));
    }

    @Test
    @DisplayName("AllocNBAndNBL, AllocNB with a null chain; AllocNBL with fAlloc=T, Data=0")
    void shouldBeAllZeroWhenThereIsNoChain() {
        final NetBufferList[] lists = {f.plain.allocate(null, 0, 0), f.plain.allocate()};
        final NetBuffer nb = f.netBuffers.allocate(null, 0, 0);
        for (final NetBuffer each : new NetBuffer[] {lists[0].firstNetBuffer(), lists[1].firstNetBuffer(), nb}) {
            assertEquals(new NblFixture.Fields(null, null, 0, 0, 0, null, ZEROES), NblFixture.Fields.of(each));
            assertEquals(0, each.chainLength());
        }
        assertFreshList(lists[0], NblFixture.PROTOCOL);
        assertFreshList(lists[1], NblFixture.PROTOCOL);
        f.plain.free(lists[0]);
        f.plain.free(lists[1]);
        f.netBuffers.free(nb);
    }

    @Test
    @DisplayName("AllocNBL with fAlloc=F: no NetBuffer")
    void shouldHaveNoNetBufferWhenPoolAllocatesNone() {
        final NetBufferList list = f.bare.allocate();
        assertNull(list.firstNetBuffer());
        assertFreshList(list, 0);
        f.bare.free(list);
    }

    @Test
    @DisplayName("(b) 21: AllocNBL from Data>0: own Mdl, all backfill")
    void shouldBeAllBackfillWhenListHasData() {
        final NetBufferList list = f.data.allocate();
        assertOwnMemory(list.firstNetBuffer(), DATA, DATA);
        assertFreshList(list, 0);
        f.data.free(list);
    }

    @ParameterizedTest(name = "(b) 21: explicit headroom {0}")
    @ValueSource(ints = {0, 1, 13, DATA})
    void shouldStartBehindTheHeadroomWhenItIsGiven(final int headroom) {
        try (NetBufferListCache cache = new NetBufferListCache(f.data)) {
            final NetBufferList list = cache.allocate(f.data, headroom);
            assertOwnMemory(list.firstNetBuffer(), DATA, headroom);
            cache.free(list);
        }
    }

    @Test
    @DisplayName("MdlAndData: own Mdl, all backfill")
    void shouldBeAllBackfillWhenNetBufferHasData() {
        final NetBuffer nb = f.dataNetBuffers.allocateMdlAndData();
        assertOwnMemory(nb, SEGMENT, SEGMENT);
        f.dataNetBuffers.free(nb);
    }

    private static void assertOwnMemory(final NetBuffer nb, final int size, final int offset) {
        final Mdl own = nb.embedded;
        assertEquals(new NblFixture.Fields(own, own, offset, offset, 0, null, ZEROES), NblFixture.Fields.of(nb));
        assertNull(own.next());
        assertEquals(0, own.byteOffset());
        assertEquals(size, own.byteCount());
        assertEquals(size, own.byteBuffer().capacity());
        assertEquals(own.buffer().addressOffset(), own.address());
    }

    private static void assertFreshList(final NetBufferList list, final int protocol) {
        assertNull(list.next());
        assertNull(list.parentNetBufferList());
        assertEquals(0, list.childRefCount());
        assertEquals(false, list.isDerived());
        assertEquals(false, list.usesOriginalMdls());
        final List<Long> words = NblFixture.ListFields.words(list);
        for (int i = 0; i < words.size(); i++) {
            assertEquals(i == 5 + NetBufferListInfo.PROTOCOL_ID ? protocol : 0, words.get(i), "word " + i);
        }
    }

    @Test
    @DisplayName("a.2, any free: the generation moves on and stale handles are detected")
    void shouldBumpTheGenerationWhenListIsFreed() {
        final NetBufferList list = f.data.allocate();
        final long handle = list.handle();
        assertSame(list, f.environment.resolve(handle));
        f.data.free(list);
        assertNull(f.environment.resolve(handle));
        final NetBufferList again = f.data.allocate();
        assertSame(list, again, "the hot slot comes back");
        assertNotEquals(handle, again.handle());
        assertNull(f.environment.resolve(handle));
        assertSame(again, f.environment.resolve(again.handle()));
        f.data.free(again);
    }

    @Test
    void shouldStartFreshWhenAPreviousLifeWroteEverything() {
        for (int life = 0; life < 3; life++) {
            final NetBufferList list = f.data.allocate();
            assertFreshList(list, 0);
            assertOwnMemory(list.firstNetBuffer(), DATA, DATA);
            scribble(list, list.firstNetBuffer());
            final NetBuffer further = f.netBuffers.allocate(null, 0, 0);
            assertEquals(ZEROES, NblFixture.Fields.words(further));
            scribble(null, further);
            list.append(further);
            list.firstNetBuffer().append(f.segments.allocate());
            list.firstNetBuffer().retreat(DATA + 3, 4);
            f.data.free(list);
        }
    }

    private static void scribble(final NetBufferList list, final NetBuffer nb) {
        nb.checksumBias(0xFFFF);
        nb.dataPhysicalAddress(-1);
        for (int i = 0; i < 6; i++) {
            nb.protocolReserved(i, -1);
            nb.miniportReserved(Math.min(i, 3), -1);
        }
        assertEquals(
                12,
                NblFixture.Fields.words(nb).stream().filter(w -> w != 0).count(),
                "the twin: the words were really written");
        if (list != null) {
            for (int i = 0; i < 27; i++) {
                list.netBufferListInfo(i, -1);
                list.protocolReserved(i % 4, -1);
                list.miniportReserved(i % 2, -1);
            }
            list.scratch(-1);
            list.sourceHandle(-1);
            list.nblFlags(NblFlags.IS_LOOPBACK_PACKET);
            list.flags(-1);
            list.status(-1);
            final List<Long> words = new ArrayList<>(NblFixture.ListFields.words(list));
            assertEquals(NblFlags.IS_LOOPBACK_PACKET, words.remove(2));
            assertEquals(Collections.nCopies(37, -1L), words, "the twin: all words are covered");
        }
    }
}
