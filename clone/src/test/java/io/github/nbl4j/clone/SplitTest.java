// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.nbl4j.clone.CloneFixture.Shape;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** (b) 28: single NetBuffers cloned without relinking the list that they are in. */
final class SplitTest {
    private final CloneFixture f = new CloneFixture();

    @AfterEach
    void close() {
        f.close();
    }

    static Stream<Arguments> ways() {
        return CloneFixture.shapes()
                .flatMap(shape -> Stream.of(CloneFlags.NONE, CloneFlags.USE_ORIGINAL_MDLS)
                        .flatMap(flags -> Stream.of(false, true).map(any -> Arguments.of(shape, flags, any))));
    }

    @ParameterizedTest(name = "{0}, flags {1}, any thread {2}")
    @MethodSource("ways")
    @DisplayName("one clone for each NetBuffer, each like that NetBuffer in a clone of the whole list")
    void shouldCloneEachNetBufferAsAWholeCloneWould(final Shape shape, final int flags, final boolean anyThread) {
        final NetBufferList original = f.original(shape);
        final NetBufferList whole = f.cloner.allocateClone(original, flags);
        final List<Object> fields = CloneFixture.fields(original);
        final NetBufferList[] out = new NetBufferList[shape.netBuffers() + 1];
        assertEquals(
                shape.netBuffers(),
                anyThread ? f.anyThread.split(original, flags, out) : f.cloner.split(original, flags, out));
        assertNull(out[shape.netBuffers()]);
        assertEquals(shape.netBuffers() + 1, original.childRefCount());
        final List<NetBuffer> expected = CloneFixture.netBuffers(whole);
        for (int i = 0; i < shape.netBuffers(); i++) {
            final NetBufferList one = anyThread
                    ? f.anyThread.allocateCloneOne(original, i, flags)
                    : f.cloner.allocateCloneOne(original, i, flags);
            assertLike(original, expected.get(i), one, flags);
            assertLike(original, expected.get(i), out[i], flags);
            f.cloner.freeClone(one, flags);
        }
        assertEquals(fields, CloneFixture.fields(original));
        f.cloner.free(whole);
        f.cloner.free(original);
        for (int i = shape.netBuffers() - 1; i >= 0; i--) {
            assertArrayEquals(shape.content(i), CloneFixture.bytes(out[i].firstNetBuffer()));
            f.anyThread.freeClone(out[i], flags);
        }
    }

    private static void assertLike(
            final NetBufferList original, final NetBuffer expected, final NetBufferList one, final int flags) {
        final NetBuffer nb = one.firstNetBuffer();
        assertSame(original, one.parentNetBufferList());
        assertEquals(flags != 0, one.usesOriginalMdls());
        assertNull(nb.next());
        assertEquals(expected.dataOffset(), nb.dataOffset());
        assertEquals(expected.dataLength(), nb.dataLength());
        assertEquals(expected.currentMdlOffset(), nb.currentMdlOffset());
        assertEquals(shapeOf(expected), shapeOf(nb));
        assertEquals(Pieces.places(expected), Pieces.places(nb));
    }

    private static List<Integer> shapeOf(final NetBuffer nb) {
        return CloneFixture.mdls(nb).stream().map(Mdl::byteCount).toList();
    }

    @Test
    void shouldRefuseAnIndexThatIsNoneAndAnArrayThatIsTooShort() {
        final NetBufferList original = f.original(CloneFixture.THREE_BY_THREE);
        final NetBufferList none = f.bare.allocate();
        final Class<IllegalArgumentException> type = IllegalArgumentException.class;
        for (final int index : new int[] {-1, 3, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            f.refused(type, "index=" + index, () -> f.cloner.allocateCloneOne(original, index, CloneFlags.NONE));
        }
        f.refused(type, "index=0", () -> f.anyThread.allocateCloneOne(none, 0, CloneFlags.NONE));
        final NetBufferList[] out = new NetBufferList[2];
        f.refused(type, "length=2 netBuffers=3", () -> f.cloner.split(original, CloneFlags.NONE, out));
        f.refused(type, "flags=1", () -> f.cloner.split(original, CloneFlags.RESERVED, out));
        f.refused(type, "flags=1", () -> f.cloner.allocateCloneOne(original, 0, CloneFlags.RESERVED));
        assertArrayEquals(new NetBufferList[2], out);
        assertEquals(0, original.childRefCount());
        assertEquals(0, f.cloner.split(none, CloneFlags.NONE, new NetBufferList[0]), "none: none");
        assertEquals(0, none.childRefCount());
        f.cloner.free(original);
        f.cloner.free(none);
    }

    /** The first clone is whole when the second finds the pool of its second Mdl closed. */
    @Test
    void shouldCountNothingWhenSplitFindsAPoolClosed() {
        final NetBufferList original =
                f.original(new Shape("1, 2", false, new int[][] {{4}, {4, 5}}, new int[] {0, 0}, new int[] {4, 9}));
        f.environment.mdlPool().close();
        final NetBufferList[] out = new NetBufferList[2];
        f.refused(IllegalStateException.class, "closed", () -> f.cloner.split(original, CloneFlags.NONE, out));
        assertEquals(0, original.childRefCount());
        assertEquals(2, f.cloner.split(original, CloneFlags.USE_ORIGINAL_MDLS, out), "the twin: it needs none");
        f.cloner.free(out, 2);
        f.cloner.free(original);
    }

    @Test
    void shouldCountNothingWhenSplitFindsAPoolExhausted() {
        final NetBufferList original = f.original(CloneFixture.THREE_BY_THREE);
        final NetBufferList[] all = new NetBufferList[1024];
        int n = 0;
        for (NetBufferList c = f.cloner.allocateClone(original, 2);
                c != null;
                c = f.cloner.allocateClone(original, 2)) {
            all[n++] = c;
        }
        f.cloner.free(all[--n]);
        f.cloner.free(all[--n]);
        final NetBufferList[] out = new NetBufferList[3];
        final List<Integer> books = f.inUse();
        assertEquals(-1, f.cloner.split(original, CloneFlags.NONE, out));
        assertEquals(-1, f.anyThread.split(original, CloneFlags.USE_ORIGINAL_MDLS, out));
        assertEquals(books, f.inUse());
        assertEquals(n, original.childRefCount());
        f.cloner.free(all[--n]);
        assertEquals(3, f.cloner.split(original, CloneFlags.NONE, out), "the twin: exactly enough is enough");
        f.cloner.free(out, 3);
        f.cloner.free(all, n);
        f.cloner.free(original);
    }
}
