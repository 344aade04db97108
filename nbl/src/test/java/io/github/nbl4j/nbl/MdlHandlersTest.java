// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static io.github.nbl4j.nbl.NblFixture.THREE_BY_THREE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 5.1, 5.2: memory of handlers, for a NetBuffer and for a list. */
@DisplayName("5.1, 5.2: handlers")
final class MdlHandlersTest {
    private final NblFixture f = new NblFixture();
    private final List<Mdl> chains = new ArrayList<>();
    private final List<Mdl> supplied = new ArrayList<>();
    private final List<Mdl> freed = new ArrayList<>();
    private final List<Mdl> completed = new ArrayList<>();

    @AfterEach
    void close() {
        chains.forEach(NblFixture::release);
        f.close();
    }

    private NetBufferList list() {
        final NetBufferList list = f.bare.allocate();
        for (final int[] sizes : THREE_BY_THREE) {
            final Mdl chain = f.chain(sizes);
            chains.add(chain);
            list.append(f.netBuffers.allocate(chain, 2, NblFixture.sum(sizes) - 2));
        }
        return list;
    }

    /** Memory of the test's own, a little more than was asked for. */
    private Mdl supply(final int size) {
        final Mdl mdl =
                f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[size + 9]), 2, size + 5, completed::add);
        supplied.add(mdl);
        return mdl;
    }

    private void free(final Mdl mdl) {
        freed.add(mdl);
        assertTrue(mdl.isOwned());
        assertEquals(null, mdl.next());
        f.environment.mdlPool().free(mdl);
    }

    private static List<NblFixture.Fields> fields(final NetBufferList list) {
        final List<NblFixture.Fields> all = new ArrayList<>();
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            all.add(NblFixture.Fields.of(nb));
        }
        return all;
    }

    @ParameterizedTest(name = "d={0} b={1}: asked {2}")
    @CsvSource({"2,9,0", "3,0,1", "3,4,5", "52,10,60"})
    void shouldAskOnceForWhatIsMissing(final int d, final int b, final int asked) {
        final NetBufferList list = list();
        final NetBuffer nb = list.firstNetBuffer();
        final NblFixture.Fields before = NblFixture.Fields.of(nb);
        final List<Integer> sizes = new ArrayList<>();
        assertTrue(nb.retreat(d, b, size -> {
            sizes.add(size);
            return supply(size);
        }));
        assertEquals(asked == 0 ? List.of() : List.of(asked), sizes);
        assertEquals(before.dataLength() + d, nb.dataLength());
        if (asked > 0) {
            assertSame(supplied.get(0), nb.mdlChain());
            assertEquals(asked + 5 + 2 - d, nb.dataOffset(), "size(N) + k - d");
            assertTrue(nb.isWritable(0, d));
        }
        assertTrue(nb.advance(d, true, this::free));
        assertEquals(before, NblFixture.Fields.of(nb), "retreat and advance are inverse");
        assertEquals(supplied, freed);
        assertEquals(supplied, completed);
        f.bare.free(list);
    }

    @ParameterizedTest
    @ValueSource(strings = {"advance", "list", "advance list"})
    void shouldGiveItToItsPoolWhenThereIsNoFreeHandler(final String how) {
        final NetBufferList list = list();
        assertTrue(list.retreat(7, 0, this::supply, this::free));
        assertEquals(3, supplied.size());
        assertEquals(List.of(), completed, "while it is in use");
        if ("advance list".equals(how)) {
            assertTrue(list.advance(7, true));
        }
        for (NetBuffer nb = list.firstNetBuffer(); "advance".equals(how) && nb != null; nb = nb.next()) {
            assertTrue(nb.advance(7, true));
        }
        f.bare.free(list);
        assertEquals(supplied.size(), completed.size());
        assertTrue(completed.containsAll(supplied));
        assertEquals(List.of(), freed);
    }

    @Test
    void shouldFreeASegmentToItsPoolAndKeepPrivateMemoryFromTheHandler() {
        final NetBufferList list = list();
        final NetBuffer nb = list.firstNetBuffer();
        assertTrue(nb.retreat(9, 0, size -> f.segments.allocate()));
        assertTrue(nb.retreat(NblFixture.SEGMENT, 0));
        assertSame(nb.room, nb.mdlChain());
        assertTrue(nb.advance((int) nb.dataLength(), true, mdl -> {
            freed.add(mdl);
            f.segments.free(mdl);
        }));
        assertEquals(1, freed.size(), "the room does not go to a handler");
        assertEquals(0, f.segments.counters().inUse());
        f.bare.free(list);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldMoveNoneWhenTheHandlerHasNoMoreMemory(final int failing) {
        final NetBufferList list = list();
        final List<NblFixture.Fields> before = fields(list);
        final List<Integer> books = f.inUse();
        assertFalse(list.retreat(7, 0, size -> supplied.size() == failing ? null : supply(size), this::free));
        assertEquals(before, fields(list));
        assertEquals(books, f.inUse());
        assertEquals(failing, freed.size());
        assertTrue(freed.containsAll(supplied));
        assertFalse(list.retreat(7, 0, size -> supplied.size() == 2 * failing ? null : supply(size), null));
        assertEquals(2 * failing, completed.size(), "without a handler it goes to its pool");
        assertEquals(books, f.inUse());
        f.bare.free(list);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldMoveNoneWhenTheHandlerThrows(final int failing) {
        final NetBufferList list = list();
        final List<NblFixture.Fields> before = fields(list);
        f.refused(
                ArithmeticException.class,
                "mine",
                () -> list.retreat(
                        7,
                        0,
                        size -> {
                            if (supplied.size() == failing) {
                                throw new ArithmeticException("mine");
                            }
                            return supply(size);
                        },
                        this::free));
        assertEquals(before, fields(list));
        assertEquals(failing, freed.size());
        f.bare.free(list);
    }

    @Test
    void shouldDoAllItsWorkWhenAFreeHandlerOrACompletionThrows() {
        final NetBufferList list = list();
        assertTrue(list.retreat(7, 0, this::supply, null));
        final ArithmeticException mine = new ArithmeticException("mine");
        assertSame(
                mine,
                assertThrows(
                        ArithmeticException.class,
                        () -> list.advance(7, true, mdl -> {
                            free(mdl);
                            throw mine;
                        })));
        assertEquals(3, freed.size());
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            assertEquals(2, nb.dataOffset());
        }
        final NetBuffer nb = list.firstNetBuffer();
        assertTrue(nb.retreat(
                7,
                0,
                size -> f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[size]), 0, size, told -> {
                    throw mine;
                })));
        assertSame(mine, assertThrows(ArithmeticException.class, () -> nb.advance(7, true)));
        assertEquals(2, nb.dataOffset());
        f.bare.free(list);
    }

    @Test
    void shouldRefuseABadAnswerAndLeaveItToItsHolder() {
        final NetBufferList list = list();
        final NetBuffer nb = list.firstNetBuffer();
        final List<NblFixture.Fields> before = fields(list);
        final Mdl small = f.segments.allocate();
        f.refused(IllegalStateException.class, "byteCount=16 needed=17", () -> nb.retreat(19, 0, size -> small));
        final Mdl linked = f.chain(20, 20);
        f.refused(IllegalStateException.class, "must supply one Mdl", () -> nb.retreat(19, 0, size -> linked));
        f.refused(
                IllegalStateException.class,
                "part of a NetBuffer or a chain",
                () -> nb.retreat(9, 0, size -> chains.get(1)));
        f.refused(IllegalStateException.class, "must be owned", () -> nb.retreat(9, 0, size -> nb.room));
        f.segments.free(small);
        f.refused(IllegalStateException.class, "must be owned", () -> nb.retreat(9, 0, size -> small));
        try (NblFixture other = new NblFixture()) {
            final Mdl foreign = other.segments.allocate();
            f.refused(IllegalArgumentException.class, "same environment", () -> nb.retreat(9, 0, size -> foreign));
            other.segments.free(foreign);
        }
        final Mdl twice = f.segments.allocate();
        f.refused(
                IllegalStateException.class,
                "part of a NetBuffer or a chain",
                () -> list.retreat(9, 0, size -> twice, freed::add));
        assertEquals(List.of(twice), freed, "the holder has it again");
        assertEquals(before, fields(list));
        assertTrue(nb.retreat(9, 0, size -> twice), "the twin: a good answer");
        NblFixture.release(linked);
        f.bare.free(list);
    }

    @Test
    void shouldRefuseWhenTheHandlerTouchesTheList() {
        final NetBufferList list = list();
        final NetBuffer nb = list.firstNetBuffer();
        f.refused(
                IllegalStateException.class,
                "leave the list alone",
                () -> nb.retreat(9, 0, size -> {
                    assertTrue(nb.advance(1));
                    return null;
                }));
        assertTrue(nb.retreat(1));
        f.refused(
                IllegalStateException.class,
                "leave the list alone",
                () -> nb.retreat(9, 0, size -> {
                    assertTrue(nb.trimTail(1));
                    return null;
                }));
        assertTrue(nb.extendTail(1));
        final List<Integer> books = f.inUse();
        final Mdl segment = f.segments.allocate();
        f.refused(
                IllegalStateException.class,
                "leave the list alone",
                () -> list.retreat(
                        9,
                        0,
                        size -> {
                            nb.adjustData(0, 3);
                            return segment;
                        },
                        freed::add));
        assertEquals(List.of(), freed, "it never was the list's");
        f.segments.free(segment);
        nb.adjustData(2, 3);
        assertThrows(
                IllegalStateException.class,
                () -> list.retreat(
                        18,
                        0,
                        size -> {
                            if (f.segments.counters().inUse() > 0) {
                                nb.adjustData(0, 3);
                            }
                            return f.segments.allocate();
                        },
                        f.segments::free),
                "moved after its own memory was there");
        assertEquals(books, f.inUse(), "all was handed back");
        f.bare.free(list);
    }

    /** Whoever derives from the list in its handler has read the window that is about to move. */
    @Test
    void shouldRefuseWhenTheHandlerDerivesOrEndsALife() {
        final NetBufferList list = list();
        final NetBuffer nb = list.firstNetBuffer();
        f.refused(
                IllegalStateException.class,
                "leave the list alone",
                () -> nb.retreat(9, 0, size -> {
                    list.bear(1);
                    return null;
                }));
        list.childrenGone(1);
        final NetBuffer loose = f.netBuffers.allocate(null, 0, 0);
        f.refused(
                IllegalStateException.class,
                "leave the list alone",
                () -> loose.retreat(9, 0, size -> {
                    f.netBuffers.free(loose);
                    assertSame(loose, f.netBuffers.allocate(null, 0, 0));
                    return null;
                }));
        assertFalse(loose.retreat(9, 0, size -> null), "the twin: a handler without memory");
        f.netBuffers.free(loose);
        f.bare.free(list);
    }

    /** The NetBuffers of pools that had their memory already are reachable by nobody but their own end. */
    @Test
    void shouldGiveAllMemoryBackWhenTheHandlerFreesTheList() {
        final NetBufferList list = list();
        final AllocateMdlHandler handler = size -> {
            if (supplied.size() < 2) {
                return supply(size);
            }
            f.bare.free(list);
            return null;
        };
        final Throwable thrown =
                assertThrows(IllegalStateException.class, () -> list.retreat(50, 0, handler, this::free));
        assertTrue(thrown.getMessage().contains("leave the list alone"), thrown::getMessage);
        assertEquals(2, completed.size(), "both that were supplied");
        final NetBufferList next = list();
        assertFalse(next.retreat(50, 0, size -> null, this::free), "none is in the way");
        f.bare.free(next);
    }

    @Test
    void shouldThrowFromTheFreeOfTheListWhatACompletionOfSuppliedMemoryThrows() {
        final ArithmeticException mine = new ArithmeticException("mine");
        final NetBufferList list = list();
        assertTrue(list.firstNetBuffer()
                .retreat(
                        7,
                        0,
                        size -> f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[size]), 0, size, told -> {
                            throw mine;
                        })));
        assertSame(mine, assertThrows(ArithmeticException.class, () -> f.bare.free(list)));
    }

    @Test
    void shouldWriteAndReadWhatWasSupplied() {
        final NetBufferList list = list();
        final NetBuffer nb = list.firstNetBuffer();
        assertTrue(nb.retreat(6, 0, this::supply));
        nb.putBytes(0, new UnsafeBuffer(new byte[] {9, 8, 7, 6}), 0, 4);
        final byte[] expected = new byte[4 + 23];
        System.arraycopy(new byte[] {9, 8, 7, 6}, 0, expected, 0, 4);
        System.arraycopy(NblFixture.range(0, 23), 0, expected, 4, 23);
        assertArrayEquals(expected, NblFixture.bytes(nb));
        f.bare.free(list);
        assertEquals(supplied, completed);
    }
}
