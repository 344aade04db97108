// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The ends of DataOffset, 2 GiB - 1, and of DataLength, 4 GiB - 1: nobody reads the bytes, so none are there. */
@DisplayName("limits of the fields")
final class DataLimitsTest {
    private static final int MAX_OFFSET = Integer.MAX_VALUE;
    private static final long MAX_LENGTH = NetBuffer.MAX_DATA_LENGTH;

    private final NblFixture f = new NblFixture();
    private Mdl chain;

    @BeforeEach
    void open() {
        Mdl head = null;
        for (int i = 0; i < 3; i++) {
            final Mdl mdl = f.environment.mdlPool().allocate(new UnsafeBuffer(0, MAX_OFFSET), 0, MAX_OFFSET, null);
            mdl.next(head);
            head = mdl;
        }
        chain = head;
    }

    @AfterEach
    void close() {
        NblFixture.release(chain);
        f.close();
    }

    private static void assertWindow(final int offset, final long length, final NetBuffer nb) {
        assertEquals(offset, nb.dataOffset());
        assertEquals(length, nb.dataLength());
    }

    @Test
    void shouldRetreatAndExtendUpToTheLargestLength() {
        final NetBuffer nb = f.netBuffers.allocate(chain, 4, MAX_LENGTH);
        assertFalse(nb.retreat(1));
        assertFalse(nb.retreatPrivate(1));
        assertFalse(nb.retreatContiguous(1));
        assertFalse(nb.extendTail(1));
        assertWindow(4, MAX_LENGTH, nb);
        f.refused(IllegalArgumentException.class, "window", () -> nb.adjustData(0, MAX_LENGTH + 1));
        assertTrue(nb.advance(1), "the twins: up to it they work");
        assertTrue(nb.retreat(1));
        assertTrue(nb.advance(1));
        assertTrue(nb.retreatPrivate(1));
        assertTrue(nb.advance(1));
        assertTrue(nb.retreatContiguous(1));
        assertWindow(4, MAX_LENGTH, nb);
        assertTrue(nb.trimTail(1));
        assertTrue(nb.extendTail(1));
        assertWindow(4, MAX_LENGTH, nb);
        nb.adjustData(0, MAX_LENGTH);
        assertWindow(0, MAX_LENGTH, nb);
        f.netBuffers.free(nb);
    }

    @Test
    void shouldAdvanceUpToTheLargestOffset() {
        final NetBuffer nb = f.netBuffers.allocate(chain, 1, MAX_LENGTH);
        assertTrue(nb.advance(MAX_OFFSET - 1));
        assertWindow(MAX_OFFSET, MAX_LENGTH - MAX_OFFSET + 1, nb);
        assertFalse(nb.advance(1));
        assertFalse(nb.advance(MAX_OFFSET));
        assertWindow(MAX_OFFSET, MAX_LENGTH - MAX_OFFSET + 1, nb);
        f.netBuffers.free(nb);
    }

    /** The second NetBuffer is the one at the limit, so the first one has its memory by then. */
    private NetBufferList list(final long length) {
        final NetBufferList list = f.bare.allocate();
        list.append(f.netBuffers.allocate(null, 0, 0));
        list.append(f.netBuffers.allocate(chain, 4, length));
        return list;
    }

    @Test
    void shouldMoveNoNetBufferOfTheListPastTheLargestLength() {
        final NetBufferList list = list(MAX_LENGTH - 1);
        final List<Integer> asked = new ArrayList<>();
        final AllocateMdlHandler segments = size -> {
            asked.add(size);
            return f.segments.allocate();
        };
        final List<Integer> books = f.inUse();
        assertFalse(list.retreat(2, 0));
        assertFalse(list.retreat(2, 0, segments, f.segments::free));
        assertEquals(books, f.inUse());
        assertWindow(0, 0, list.firstNetBuffer());
        assertWindow(4, MAX_LENGTH - 1, list.firstNetBuffer().next());
        assertTrue(list.retreat(1, 0, segments, null), "the twin: up to it all move");
        assertWindow(3, MAX_LENGTH, list.firstNetBuffer().next());
        assertTrue(list.advance(1, true));
        assertTrue(list.retreat(1, 0));
        assertWindow(3, MAX_LENGTH, list.firstNetBuffer().next());
        assertEquals(List.of(2, 1), asked);
        f.bare.free(list);
    }

    /** The handler of the second NetBuffer grows the first one, which needed no memory, to the limit. */
    @Test
    void shouldRefuseWhenAHandlerGrewWhatWasFoundShortEnough() {
        final NetBufferList list = f.bare.allocate();
        final NetBuffer first = f.netBuffers.allocate(chain, 4, 5);
        list.append(first);
        list.append(f.netBuffers.allocate(null, 0, 0));
        f.refused(
                IllegalStateException.class,
                "leave the list alone",
                () -> list.retreat(
                        4,
                        0,
                        size -> {
                            first.adjustData(4, MAX_LENGTH - 3);
                            return f.segments.allocate();
                        },
                        f.segments::free));
        assertWindow(4, MAX_LENGTH - 3, first);
        first.adjustData(4, MAX_LENGTH - 4);
        assertTrue(list.retreat(4, 0, size -> f.segments.allocate(), null), "the twin: it was as long before");
        assertWindow(0, MAX_LENGTH, first);
        f.bare.free(list);
    }

    @Test
    void shouldAskAHandlerForTheLargestMdlAndForNoLarger() {
        final NetBuffer nb = f.netBuffers.allocate(null, 0, 0);
        final List<Integer> asked = new ArrayList<>();
        final AllocateMdlHandler none = size -> {
            asked.add(size);
            return null;
        };
        assertFalse(nb.retreat(MAX_OFFSET, 1, none));
        assertEquals(List.of(), asked);
        assertFalse(nb.retreat(MAX_OFFSET - 1, 1, none));
        assertEquals(List.of(MAX_OFFSET), asked);
        f.netBuffers.free(nb);
    }
}
