// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static io.github.nbl4j.clone.CloneFlags.NONE;
import static io.github.nbl4j.clone.CloneFlags.USE_ORIGINAL_MDLS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.CloneFixture.Shape;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import java.nio.channels.ReadableByteChannel;
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

/** D9: nobody writes shared bytes, on any path; private memory and the unsafe escape can be written. */
final class SharedWriteTest {
    private static final UnsafeBuffer ONE = new UnsafeBuffer(new byte[] {77});

    private final CloneFixture f = new CloneFixture();

    @AfterEach
    void close() {
        f.close();
    }

    /** Every path to write one byte of the used data, and every byte of it. */
    private void assertReadOnly(final NetBuffer nb) {
        final byte[] before = CloneFixture.bytes(nb);
        for (int i = 0; i < before.length; i++) {
            final int at = i;
            assertFalse(nb.isWritable(at, 1));
            assertFalse(nb.isWritable(0, at + 1));
            f.refused(IllegalStateException.class, "must not be shared", () -> nb.putBytes(at, ONE, 0, 1));
        }
        for (final Mdl mdl : CloneFixture.mdls(nb)) {
            if (mdl.byteCount() > 0) {
                f.refused(IllegalStateException.class, "must not be shared", () -> nb.writableBuffer(mdl));
            }
        }
        if (nb.mdlChain() != null) {
            final ReadableByteChannel none = null;
            f.refused(IllegalStateException.class, "must not be shared", () -> nb.receive(none));
        }
        assertTrue(nb.isWritable(0, 0));
        assertArrayEquals(before, CloneFixture.bytes(nb));
    }

    static Stream<Arguments> shapesAndFlags() {
        return CloneFixture.shapes()
                .flatMap(shape -> Stream.of(NONE, USE_ORIGINAL_MDLS).map(flags -> Arguments.of(shape, flags)));
    }

    @ParameterizedTest(name = "{0}, flags {1}")
    @MethodSource("shapesAndFlags")
    void shouldRefuseBothSidesUntilOneIsLeft(final Shape shape, final int flags) {
        final NetBufferList original = f.original(shape);
        final NetBufferList clone = f.cloner.allocateClone(original, flags);
        final NetBufferList grandchild = f.cloner.allocateClone(clone, NONE);
        for (final NetBufferList list : new NetBufferList[] {original, clone, grandchild}) {
            CloneFixture.netBuffers(list).forEach(this::assertReadOnly);
        }
        f.cloner.free(clone);
        CloneFixture.netBuffers(original).forEach(this::assertReadOnly);
        CloneFixture.netBuffers(grandchild).forEach(this::assertReadOnly);
        f.cloner.free(grandchild);
        for (final NetBuffer nb : CloneFixture.netBuffers(original)) {
            assertTrue(nb.isWritable(0, (int) nb.dataLength()), "the twin: alone again");
            if (nb.dataLength() > 0) {
                nb.putBytes(nb.dataLength() - 1, ONE, 0, 1);
                assertEquals(77, nb.getByte(nb.dataLength() - 1));
            }
        }
        f.cloner.free(original);
    }

    @ParameterizedTest
    @ValueSource(ints = {NONE, USE_ORIGINAL_MDLS})
    void shouldProtectAClonesPrivateHeaderWhileAGrandchildReadsIt(final int flags) {
        final NetBufferList original = f.packet(20, 10);
        final NetBufferList clone = f.cloner.allocateClone(original, NONE);
        final NetBuffer nb = clone.firstNetBuffer();
        assertTrue(nb.retreatPrivate(4));
        nb.putBytes(0, ONE, 0, 1);
        assertSame(nb.currentMdl().unsafeBuffer(), nb.writableBuffer(nb.currentMdl()));
        f.refused(
                IllegalStateException.class,
                "must not be shared",
                () -> nb.putBytes(3, new UnsafeBuffer(new byte[2]), 0, 2));
        final NetBufferList grandchild = f.cloner.allocateClone(clone, flags);
        assertReadOnly(nb);
        assertReadOnly(grandchild.firstNetBuffer());
        assertEquals(77, grandchild.firstNetBuffer().getByte(0));
        f.refused(IllegalStateException.class, "must have no living children", () -> nb.advance(4, true));
        assertTrue(nb.advance(4, false));
        f.cloner.free(clone);
        assertEquals(77, grandchild.firstNetBuffer().getByte(0), "the header lives on for the grandchild");
        f.cloner.free(grandchild);
        f.cloner.free(original);
    }

    /** A clone refuses what would give back memory that it may use, and nothing else; for a list all or none. */
    @Test
    void shouldAdvanceAParentAsFarAsNothingIsGivenBack() {
        final NetBufferList original = f.original(CloneFixture.THREE_BY_THREE);
        final NetBuffer second = original.firstNetBuffer().next();
        assertTrue(second.retreat(second.dataOffset() + 1));
        final int mdls = CloneFixture.mdls(second).size();
        final NetBufferList clone = f.cloner.allocateClone(original, NONE);
        final List<Object> before = CloneFixture.fields(original);
        f.refused(IllegalStateException.class, "must have no living children", () -> second.advance(1, true));
        f.refused(IllegalStateException.class, "must have no living children", () -> original.advance(1, true));
        assertEquals(before, CloneFixture.fields(original), "none has moved");
        assertTrue(original.firstNetBuffer().advance(1, true));
        assertTrue(original.advance(0, true));
        assertEquals(mdls, CloneFixture.mdls(second).size(), "none was given back");
        f.cloner.free(clone);
        f.cloner.free(original);
    }

    @Test
    void shouldWriteBesideWhenRetreatedPrivately() {
        final NetBufferList original = f.packet(20, 10);
        final NetBufferList[] clones = new NetBufferList[4];
        assertTrue(f.cloner.allocateClones(original, USE_ORIGINAL_MDLS, clones, 4));
        for (int i = 0; i < 4; i++) {
            final NetBuffer nb = clones[i].firstNetBuffer();
            assertTrue(nb.retreatPrivate(8));
            nb.putBytes(0, new UnsafeBuffer(new byte[] {1, 1, 1, 1, 1, 1, 1, (byte) i}), 0, 8);
        }
        for (int i = 0; i < 4; i++) {
            assertEquals(i, clones[i].firstNetBuffer().getByte(7), "each has its own header");
            assertEquals(0, clones[i].firstNetBuffer().getByte(8), "before the same payload");
        }
        f.cloner.free(original);
        f.cloner.free(clones, 4);
    }

    @Test
    void shouldNameTheMdlOfTheFirstSharedByte() {
        final NetBufferList original = f.original(CloneFixture.THREE_BY_THREE);
        final NetBufferList clone = f.cloner.allocateClone(original, NONE);
        final NetBuffer nb = CloneFixture.netBuffers(clone).get(1);
        final List<Mdl> mdls = CloneFixture.mdls(nb);
        int start = 0;
        for (final Mdl mdl : mdls) {
            final int at = start;
            f.refused(IllegalStateException.class, "cannot write " + mdl + " ", () -> nb.putBytes(at, ONE, 0, 1));
            start += mdl.byteCount();
        }
        f.cloner.free(clone);
        f.cloner.free(original);
    }

    @Test
    void shouldReachTheSharedBytesWhenUnsafeIsSaid() {
        final NetBufferList original = f.packet(20, 10);
        final NetBufferList clone = f.cloner.allocateClone(original, NONE);
        final NetBuffer nb = clone.firstNetBuffer();
        final Mdl mdl = nb.currentMdl();
        mdl.unsafeBuffer().putByte(mdl.byteOffset() + nb.currentMdlOffset(), (byte) 42);
        assertEquals(42, original.firstNetBuffer().getByte(0));
        f.cloner.free(clone);
        f.cloner.free(original);
    }

    @ParameterizedTest(name = "{0}, flags {1}")
    @MethodSource("shapesAndFlags")
    void shouldReplaceSharedBackfillWhenRetreatedPrivately(final Shape shape, final int flags) {
        final NetBufferList original = f.original(shape);
        for (int i = 0; i < shape.netBuffers(); i++) {
            final byte[] content = shape.content(i);
            for (int d = 0; d <= content.length; d++) {
                final NetBufferList clone = f.cloner.allocateClone(original, flags);
                final NetBuffer nb = CloneFixture.netBuffers(clone).get(i);
                assertTrue(nb.advance(d));
                assertTrue(nb.retreatPrivate(3));
                nb.putBytes(0, new UnsafeBuffer(new byte[] {7, 7, 7}), 0, 3);
                final byte[] expected = new byte[content.length - d + 3];
                Arrays.fill(expected, 0, 3, (byte) 7);
                System.arraycopy(content, d, expected, 3, content.length - d);
                assertArrayEquals(expected, CloneFixture.bytes(nb));
                assertEquals(CloneFixture.ROOM - 3, nb.dataOffset(), "all backfill is private now");
                assertTrue(nb.advance(3, true));
                assertEquals(0, nb.dataOffset());
                f.cloner.free(clone);
            }
            assertArrayEquals(
                    content,
                    CloneFixture.bytes(CloneFixture.netBuffers(original).get(i)),
                    "nothing was written");
        }
        f.cloner.free(original);
    }
}
