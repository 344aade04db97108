// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.CloneFixture.Shape;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NblFlags;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
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

/** Table (a) and 3.3 to 3.5: every field of a clone, its NetBuffers and its original, for every shape. */
@DisplayName("table (a), clone")
final class CloneFieldsTest {
    private static final List<Long> ZEROES = Collections.nCopies(12, 0L);

    private final CloneFixture f = new CloneFixture();

    @AfterEach
    void close() {
        f.close();
    }

    /** Every shape, both ways to name the list pool, both ways to name the NetBuffer pool. */
    static Stream<Arguments> cases() {
        return CloneFixture.shapes()
                .flatMap(shape -> Stream.of("default", "bare", "plain")
                        .flatMap(pool -> Stream.of(false, true).map(given -> Arguments.of(shape, pool, given))));
    }

    private NetBufferListPool listPool(final String name) {
        return switch (name) {
            case "bare" -> f.bare;
            case "plain" -> f.plain;
            default -> null;
        };
    }

    @ParameterizedTest(name = "{0}, list pool {1}, own NetBuffer pool {2}")
    @MethodSource("cases")
    @DisplayName("clone, flags 0: new NetBuffers over new Mdls that describe exactly the used data")
    void shouldDescribeTheUsedDataWhenMdlsAreNew(final Shape shape, final String pool, final boolean given) {
        final NetBufferList original = f.original(shape);
        final List<Object> before = CloneFixture.fields(original);
        final NetBufferPool netBuffers = given ? f.netBuffers : null;
        final NetBufferList clone = f.cloner.allocateClone(original, listPool(pool), netBuffers, CloneFlags.NONE);
        assertList(clone, original, pool, false);
        final List<NetBuffer> sources = CloneFixture.netBuffers(original);
        final List<NetBuffer> targets = CloneFixture.netBuffers(clone);
        assertEquals(shape.netBuffers(), targets.size());
        for (int i = 0; i < targets.size(); i++) {
            final NetBuffer nb = targets.get(i);
            assertNotSame(sources.get(i), nb);
            final int[] parts = shape.parts(i);
            final List<Mdl> mdls = CloneFixture.mdls(nb);
            assertArrayEquals(
                    parts, mdls.stream().mapToInt(Mdl::byteCount).toArray(), "new Mdls, zero-byte ones dropped");
            assertEquals(Collections.disjoint(mdls, CloneFixture.mdls(sources.get(i))), true);
            assertEquals(0, nb.dataOffset());
            assertEquals(shape.lengths()[i], nb.dataLength());
            assertEquals(shape.lengths()[i], nb.chainLength());
            assertSame(mdls.isEmpty() ? null : mdls.get(0), nb.currentMdl());
            assertEquals(0, nb.currentMdlOffset());
            assertEquals(ZEROES, CloneFixture.words(nb));
            assertAddresses(sources.get(i), mdls);
            assertArrayEquals(shape.content(i), CloneFixture.bytes(nb));
        }
        assertOriginal(before, original);
        f.cloner.free(clone);
        f.cloner.free(original);
    }

    /** Walks the source byte by byte: part i of the clone starts where the source's memory says. */
    private static void assertAddresses(final NetBuffer source, final List<Mdl> parts) {
        long skip = source.dataOffset();
        int part = 0;
        long left = source.dataLength();
        for (final Mdl mdl : CloneFixture.mdls(source)) {
            final long in = Math.min(skip, mdl.byteCount());
            skip -= in;
            final long n = Math.min(mdl.byteCount() - in, left);
            if (n > 0) {
                assertEquals(mdl.address() + in, parts.get(part).address());
                assertSame(mdl.buffer(), parts.get(part).buffer());
                assertEquals(mdl.byteOffset() + in, parts.get(part).byteOffset());
                part++;
                left -= n;
            }
        }
        assertEquals(parts.size(), part);
    }

    @ParameterizedTest(name = "{0}, list pool {1}, own NetBuffer pool {2}")
    @MethodSource("cases")
    @DisplayName("clone, flag 2: new NetBuffers over the very same Mdls at the same offsets")
    void shouldUseTheSameMdlsWhenFlagSaysSo(final Shape shape, final String pool, final boolean given) {
        final NetBufferList original = f.original(shape);
        final List<Object> before = CloneFixture.fields(original);
        final NetBufferPool netBuffers = given ? f.netBuffers : null;
        final int mdlsBefore = f.environment.mdlPool().counters().inUse();
        final NetBufferList clone =
                f.cloner.allocateClone(original, listPool(pool), netBuffers, CloneFlags.USE_ORIGINAL_MDLS);
        assertEquals(mdlsBefore, f.environment.mdlPool().counters().inUse(), "no Mdl is taken");
        assertList(clone, original, pool, true);
        final List<NetBuffer> sources = CloneFixture.netBuffers(original);
        final List<NetBuffer> targets = CloneFixture.netBuffers(clone);
        assertEquals(sources.size(), targets.size());
        for (int i = 0; i < targets.size(); i++) {
            final NetBuffer from = sources.get(i);
            final NetBuffer nb = targets.get(i);
            assertNotSame(from, nb);
            assertSame(from.mdlChain(), nb.mdlChain());
            assertSame(from.currentMdl(), nb.currentMdl());
            assertEquals(from.currentMdlOffset(), nb.currentMdlOffset());
            assertEquals(shape.offsets()[i], nb.dataOffset());
            assertEquals(shape.lengths()[i], nb.dataLength());
            assertEquals(ZEROES, CloneFixture.words(nb));
            assertArrayEquals(shape.content(i), CloneFixture.bytes(nb));
        }
        assertOriginal(before, original);
        f.cloner.free(clone);
        f.cloner.free(original);
    }

    private void assertList(
            final NetBufferList clone, final NetBufferList original, final String pool, final boolean originalMdls) {
        assertNotSame(original, clone);
        assertNull(clone.next());
        assertSame(original, clone.parentNetBufferList());
        assertEquals(0, clone.childRefCount());
        assertTrue(clone.isDerived());
        assertEquals(originalMdls, clone.usesOriginalMdls());
        final NetBufferListPool named = listPool(pool);
        assertSame(named == null ? f.environment.clonePool() : named, clone.pool());
        final List<Long> words = CloneFixture.words(clone);
        assertEquals(
                named == f.plain ? CloneFixture.PROTOCOL : 0,
                words.stream().mapToLong(w -> w).sum(),
                "all fresh");
        assertEquals(1, original.childRefCount(), "(b) 3");
    }

    private static void assertOriginal(final List<Object> before, final NetBufferList original) {
        assertEquals(before, CloneFixture.fields(original), "clone (original NB): = in every field");
    }

    @ParameterizedTest
    @ValueSource(ints = {CloneFlags.NONE, CloneFlags.USE_ORIGINAL_MDLS})
    @DisplayName("3.9: an original on an NBL chain: only that list is cloned; (b) 5, 31: nothing is carried over")
    void shouldCarryNothingOverWhenOriginalIsFullOfIt(final int flags) {
        final NetBufferList original = f.original(CloneFixture.THREE_BY_THREE);
        final NetBufferList behind = f.bare.allocate();
        original.next(behind);
        original.scratch(1);
        original.sourceHandle(2);
        original.nblFlags(NblFlags.IS_IPV6);
        original.flags(8);
        original.status(16);
        original.netBufferListInfo(7, 32);
        original.protocolReserved(0, 64);
        original.miniportReserved(1, 128);
        final NetBuffer source = original.firstNetBuffer();
        source.checksumBias(1);
        source.dataPhysicalAddress(2);
        source.protocolReserved(5, 4);
        source.miniportReserved(3, 8);
        final List<Object> before = CloneFixture.fields(original);
        final NetBufferList clone = f.cloner.allocateClone(original, flags);
        assertNull(clone.next());
        assertEquals(0, CloneFixture.words(clone).stream().mapToLong(w -> w).sum());
        assertEquals(ZEROES, CloneFixture.words(clone.firstNetBuffer()));
        assertEquals(before, CloneFixture.fields(original));
        assertEquals(0, behind.childRefCount());
        f.cloner.free(clone);
        f.cloner.freeChain(original);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapesOnly")
    @DisplayName("3.3: advance and retreat on either side do not move the other; the bytes are shared")
    void shouldMoveApartAndShareBytesWhenBothSidesMove(final Shape shape) {
        for (final int flags : new int[] {CloneFlags.NONE, CloneFlags.USE_ORIGINAL_MDLS}) {
            final NetBufferList original = f.original(shape);
            final NetBufferList clone = f.cloner.allocateClone(original, flags);
            final List<Object> before = CloneFixture.fields(original);
            for (final NetBuffer nb : CloneFixture.netBuffers(clone)) {
                assertTrue(nb.advance((int) nb.dataLength()));
            }
            assertEquals(before, CloneFixture.fields(original));
            for (int i = 0; i < shape.netBuffers(); i++) {
                final NetBuffer nb = CloneFixture.netBuffers(clone).get(i);
                assertTrue(nb.retreat(shape.lengths()[i]));
                final NetBuffer source = CloneFixture.netBuffers(original).get(i);
                assertTrue(source.advance(shape.lengths()[i]));
                assertArrayEquals(shape.content(i), CloneFixture.bytes(nb));
                assertTrue(source.retreat(shape.lengths()[i]));
                if (shape.lengths()[i] > 0) {
                    final int at = source.currentMdl().byteOffset() + source.currentMdlOffset();
                    final byte old = nb.getByte(0);
                    source.currentMdl().unsafeBuffer().putByte(at, (byte) ~old);
                    assertEquals((byte) ~old, nb.getByte(0), "nothing was copied");
                }
            }
            f.cloner.free(original);
            f.cloner.free(clone);
        }
    }

    static Stream<Shape> shapesOnly() {
        return CloneFixture.shapes();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapesOnly")
    @DisplayName("3.7: a clone of a clone, every mix of modes, says the same bytes and its parent is the clone")
    void shouldSayTheSameBytesWhenClonesAreNested(final Shape shape) {
        for (int mix = 0; mix < 16; mix++) {
            final NetBufferList[] family = new NetBufferList[5];
            family[0] = f.original(shape);
            for (int depth = 1; depth < 5; depth++) {
                final int flags = (mix >> depth - 1 & 1) == 0 ? CloneFlags.NONE : CloneFlags.USE_ORIGINAL_MDLS;
                family[depth] = f.cloner.allocateClone(family[depth - 1], flags);
                assertSame(family[depth - 1], family[depth].parentNetBufferList());
                for (int i = 0; i < shape.netBuffers(); i++) {
                    final NetBuffer nb = CloneFixture.netBuffers(family[depth]).get(i);
                    assertArrayEquals(shape.content(i), CloneFixture.bytes(nb));
                }
            }
            for (int depth = 4; depth >= 0; depth--) {
                assertEquals(0, family[depth].childRefCount());
                f.cloner.free(family[depth]);
            }
            f.requireAllFree();
        }
    }

    @Test
    void shouldMakeNoCloneWhenTheInfoIsNotNamed() {
        final NetBufferList original = f.original(CloneFixture.THREE_BY_THREE);
        f.refused(NullPointerException.class, "copyInfo", () -> f.cloner.allocateClone(original, 0, null));
        f.refused(NullPointerException.class, "copyInfo", () -> f.anyThread.allocateClone(original, 0, null));
        assertEquals(0, original.childRefCount());
        f.cloner.free(original);
    }
}
