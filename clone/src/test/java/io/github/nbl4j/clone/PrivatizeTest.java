// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static io.github.nbl4j.clone.CloneFlags.NONE;
import static io.github.nbl4j.clone.CloneFlags.USE_ORIGINAL_MDLS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.CloneFixture.Shape;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A clone's own copy of the front: it may write that, and nothing else, while its siblings live. */
final class PrivatizeTest {
    private final CloneFixture f = new CloneFixture();

    @AfterEach
    void close() {
        f.close();
    }

    static Stream<Arguments> shapesAndFlags() {
        return CloneFixture.shapes()
                .flatMap(shape -> Stream.of(NONE, USE_ORIGINAL_MDLS).map(flags -> Arguments.of(shape, flags)));
    }

    @ParameterizedTest(name = "{0}, flags {1}")
    @MethodSource("shapesAndFlags")
    void shouldWriteItsFrontAloneWhileSiblingsLive(final Shape shape, final int flags) {
        final NetBufferList original = f.original(shape);
        final NetBufferList sibling = f.cloner.allocateClone(original, flags);
        for (int i = 0; i < shape.netBuffers(); i++) {
            final byte[] content = shape.content(i);
            for (int n = 0; n <= content.length; n++) {
                final NetBufferList clone = f.cloner.allocateClone(original, flags);
                final NetBuffer nb = CloneFixture.netBuffers(clone).get(i);
                assertTrue(nb.privatize(n));
                assertArrayEquals(content, CloneFixture.bytes(nb));
                assertTrue(nb.isWritable(0, n));
                assertTrue(n == 0 || n <= nb.currentMdl().byteCount() - nb.currentMdlOffset(), "together");
                assertEquals(n == content.length, nb.isWritable(0, content.length), "the rest stays shared");
                final byte[] mine = new byte[n];
                Arrays.fill(mine, (byte) 0x5A);
                nb.putBytes(0, mine, 0, n);
                final byte[] expected = content.clone();
                System.arraycopy(mine, 0, expected, 0, n);
                assertArrayEquals(expected, CloneFixture.bytes(nb));
                final List<Object> fields = CloneFixture.fields(clone);
                assertTrue(nb.privatize(n), "what is private stays where it is");
                assertEquals(fields, CloneFixture.fields(clone));
                f.cloner.free(clone);
                assertArrayEquals(
                        content,
                        CloneFixture.bytes(CloneFixture.netBuffers(sibling).get(i)));
                assertArrayEquals(
                        content,
                        CloneFixture.bytes(CloneFixture.netBuffers(original).get(i)));
            }
        }
        f.cloner.free(original);
        f.cloner.free(sibling);
    }

    @ParameterizedTest
    @ValueSource(ints = {NONE, USE_ORIGINAL_MDLS})
    void shouldProtectTheFrontWhileAGrandchildReadsIt(final int flags) {
        final NetBufferList original = f.packet(20, 30);
        final NetBufferList clone = f.cloner.allocateClone(original, NONE);
        final NetBuffer nb = clone.firstNetBuffer();
        assertTrue(nb.privatize(10));
        nb.putInt(0, 0x01020304, ByteOrder.BIG_ENDIAN);
        final NetBufferList grandchild = f.cloner.allocateClone(clone, flags);
        final List<Object> fields = CloneFixture.fields(clone);
        f.refused(IllegalStateException.class, "living children", () -> nb.privatize(1));
        f.refused(IllegalStateException.class, "living children", nb::linearize);
        f.refused(IllegalStateException.class, "living children", () -> nb.retreatContiguous(1));
        f.refused(
                IllegalStateException.class,
                "must not be shared",
                () -> nb.putShort(0, (short) 1, ByteOrder.BIG_ENDIAN));
        f.refused(IllegalStateException.class, "must not be shared", () -> nb.putInt(8, 1, ByteOrder.BIG_ENDIAN));
        f.refused(IllegalStateException.class, "must not be shared", () -> nb.putLong(0, 1, ByteOrder.BIG_ENDIAN));
        f.refused(IllegalStateException.class, "must not be shared", () -> nb.putBytes(9, new byte[1], 0, 1));
        final ByteBuffer one = ByteBuffer.allocate(1);
        f.refused(IllegalStateException.class, "must not be shared", () -> nb.putBytes(9, one, 1));
        assertEquals(0, one.position());
        assertEquals(fields, CloneFixture.fields(clone));
        assertTrue(grandchild.firstNetBuffer().privatize(2));
        grandchild.firstNetBuffer().putShort(0, (short) -1, ByteOrder.BIG_ENDIAN);
        assertEquals(0x01020304, nb.getInt(0, ByteOrder.BIG_ENDIAN));
        f.cloner.free(grandchild);
        assertTrue(nb.linearize(), "the twin: without it");
        nb.putLong(22, 7, ByteOrder.LITTLE_ENDIAN);
        assertEquals(7, nb.getLong(22, ByteOrder.LITTLE_ENDIAN));
        f.cloner.free(clone);
        f.cloner.free(original);
    }

    @Test
    void shouldRefuseMovesOfASharedList() {
        final NetBufferList original = f.packet(20, 30);
        f.cloner.share(original);
        final NetBuffer nb = original.firstNetBuffer();
        f.refused(IllegalStateException.class, "must not be shared", () -> nb.privatize(1));
        f.refused(IllegalStateException.class, "must not be shared", nb::linearize);
        f.refused(IllegalStateException.class, "must not be shared", () -> nb.retreatContiguous(1));
        f.refused(IllegalStateException.class, "must not be shared", () -> nb.trimTail(1));
        f.refused(IllegalStateException.class, "must not be shared", () -> nb.extendTail(1));
        f.refused(IllegalStateException.class, "must not be shared", nb::adjustCurrentMdl);
        f.refused(IllegalStateException.class, "must not be shared", () -> nb.retreat(30, 0, size -> null));
        f.refused(IllegalStateException.class, "must not be shared", () -> nb.advance(1, false, mdl -> {}));
        f.cloner.free(original);
    }

    @Test
    void shouldKeepSuppliedMemoryOfACloneForItsChildren() {
        final NetBufferList original = f.packet(20, 30);
        final NetBufferList clone = f.cloner.allocateClone(original, NONE);
        final int[] told = new int[1];
        final NetBuffer nb = clone.firstNetBuffer();
        assertTrue(nb.retreat(
                4,
                0,
                size -> f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[size]), 0, size, mdl -> told[0]++)));
        nb.putInt(0, 42, ByteOrder.BIG_ENDIAN);
        final NetBufferList grandchild = f.cloner.allocateClone(clone, NONE);
        f.refused(IllegalStateException.class, "living children", () -> nb.advance(4, true, mdl -> told[0]--));
        f.cloner.free(clone);
        assertEquals(0, told[0]);
        assertEquals(42, grandchild.firstNetBuffer().getInt(0, ByteOrder.BIG_ENDIAN));
        assertFalse(grandchild.firstNetBuffer().isWritable(0, 1));
        f.cloner.free(original);
        f.cloner.free(grandchild);
        assertEquals(1, told[0]);
    }
}
