// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.pool.Checked;
import io.github.nbl4j.pool.Slot;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The counting of births and deaths, at its limits. */
final class LineageTest {
    private final NblFixture f = new NblFixture();
    private NetBufferListCache cache;

    @BeforeEach
    void open() {
        cache = new NetBufferListCache(f.data);
    }

    @AfterEach
    void close() {
        cache.close();
        f.close();
    }

    private NetBufferList child(final NetBufferList parent) {
        Derivation.require(f.environment, parent);
        final NetBufferList child = Derivation.begin(cache, f.bare, parent, true);
        assertNotNull(child);
        Derivation.bear(parent, 1);
        return child;
    }

    /** Sets bits of the life word and returns it: 2^24 lives are too many for a test. */
    private static long life(final NetBufferList list, final long bits) {
        try {
            final Field life = Slot.class.getDeclaredField("life");
            life.setAccessible(true);
            life.setLong(list, life.getLong(list) | bits);
            return life.getLong(list);
        } catch (final ReflectiveOperationException ex) {
            throw new AssertionError(ex);
        }
    }

    /** No birth is taken back that would leave "no births" while children live, folded ones among them. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, Lineage.GUARD - 2, Lineage.GUARD - 1, Lineage.GUARD, 2 * Lineage.GUARD - 4})
    void shouldTakeBackBirthsOfTheConfined(final long births) {
        for (int order = 0; order < 24; order++) {
            final NetBufferList parent = cache.allocate();
            parent.presetBirths(births);
            final List<NetBufferList> family = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                final NetBufferList child = child(parent);
                if (i != order % 4) {
                    Derivation.confine(child);
                }
                family.add(child);
            }
            if (order % 2 == 0) {
                family.add(order / 6, parent);
            }
            Collections.rotate(family, order);
            for (final NetBufferList each : family) {
                cache.free(each);
                assertCounted(parent, family);
            }
            if (order % 2 != 0) {
                assertTrue(parent.isOwned());
                cache.free(parent);
            }
            assertEquals(0, f.data.audit().held());
            assertEquals(0, f.bare.audit().held());
        }
    }

    private static void assertCounted(final NetBufferList parent, final List<NetBufferList> family) {
        assertEquals(family.stream().filter(l -> l != parent && l.isOwned()).count(), parent.livingChildren());
    }

    /** The twin: a death and a birth that were not, each seen at once, and the parent that waits for that child. */
    @Test
    void shouldSeeABirthOrADeathThatWasNot() {
        final NetBufferList parent = cache.allocate();
        final List<NetBufferList> family = List.of(parent, child(parent), child(parent));
        assertCounted(parent, family);
        parent.childrenGone(1);
        assertThrows(AssertionError.class, () -> assertCounted(parent, family), "one death too many");
        Derivation.bear(parent, 2);
        assertThrows(AssertionError.class, () -> assertCounted(parent, family), "one birth too many");
        family.forEach(cache::free);
        assertEquals(0, f.bare.audit().held(), "all children are gone");
        assertEquals(1, f.data.audit().held());
        assertTrue(parent.childrenGone(1));
        cache.reclaim(parent);
        assertEquals(0, f.data.audit().held());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, Lineage.GUARD - 2, Lineage.GUARD - 1, Lineage.GUARD, 2 * Lineage.GUARD - 3})
    void shouldKeepTheCountWhenBirthsFold(final long births) {
        for (final boolean parentFirst : new boolean[] {false, true}) {
            final NetBufferList parent = cache.allocate();
            parent.presetBirths(births);
            assertEquals(0, parent.childRefCount());
            final NetBufferList a = child(parent);
            final NetBufferList b = child(parent);
            assertEquals(2, parent.childRefCount());
            assertTrue(
                    (life(parent, 0) & 2 * Lineage.GUARD - 1) <= Lineage.GUARD,
                    "births were folded before they overflow");
            cache.free(a);
            assertEquals(1, parent.childRefCount());
            if (parentFirst) {
                cache.free(parent);
                assertEquals(1, parent.childRefCount());
                assertEquals(1, f.data.audit().held(), "it waits for its last child");
                cache.free(b);
            } else {
                cache.free(b);
                assertEquals(0, parent.childRefCount());
                cache.free(parent);
            }
            assertEquals(0, f.data.audit().held());
        }
    }

    @Test
    void shouldLeaveTheChildrensWordToTheChildren() {
        final NetBufferList parent = cache.allocate();
        final NetBufferList a = child(parent);
        assertEquals(Lineage.BIAS, parent.state, "a birth is a plain add");
        final NetBufferList b = child(parent);
        assertEquals(Lineage.BIAS, parent.state);
        cache.free(a);
        assertEquals(Lineage.BIAS - 1, parent.state);
        cache.free(b);
        cache.free(parent);
        assertEquals(Lineage.BIAS, parent.state, "as it was");
    }

    @Test
    void shouldEndTheShortWayExactlyWhatIsNothingButItsSlot() {
        final NetBufferList list = cache.allocate();
        list.scratch(1);
        assertFalse(list.endPlain(), "it has a word to reset");
        assertFalse(list.endPlain(list.handle()));
        cache.free(list);
        for (int way = 0; way < 3; way++) {
            final NetBufferList plain = cache.allocate();
            final long generation = (long) plain.generation() << 40;
            final long handle = plain.handle();
            assertFalse(plain.endPlain(handle + (1L << 40)), "another life");
            assertFalse(plain.endPlain(handle + (1L << 29)), "another pool, whose bit is that of the phase");
            if (way == 0 && Checked.ENABLED) {
                assertFalse(plain.endPlain(), "checked mode goes the long way");
                cache.free(plain);
                continue;
            }
            assertTrue(way == 0 ? plain.endPlain() : way == 1 ? plain.endPlain(handle) : plain.endBare(generation));
            assertFalse(plain.isOwned());
            cache.reclaim(plain);
        }
    }

    @Test
    void shouldResolveExactlyThatLife() {
        final NetBufferList list = cache.allocate();
        final long handle = list.handle();
        assertSame(list, f.environment.resolve(handle));
        assertNull(f.environment.resolve(handle + (1L << 40)), "another generation");
        assertNull(f.environment.resolve(handle + 1), "a slot that is free");
        assertNull(f.environment.resolve(handle | 0xFF_FFFF), "no such slot");
        assertNull(f.environment.resolve(handle | 0xFFL << 24), "no such pool");
        assertNull(f.environment.resolve(-1));
        assertNull(f.environment.resolve(Long.MIN_VALUE));
        final NetBufferList child = child(list);
        cache.free(list);
        assertNull(f.environment.resolve(handle), "the handle ends with the owner's free, not with the memory");
        assertSame(child, f.environment.resolve(child.handle()));
        cache.free(child);
        assertNull(f.environment.resolve(handle));
    }

    @Test
    void shouldWrapWhenAllGenerationsAreUsed() {
        final NetBufferList list = cache.allocate();
        life(list, 0xFF_FFFFL << 40);
        assertEquals(0xFF_FFFF, list.generation());
        final long handle = list.handle();
        assertSame(list, f.environment.resolve(handle));
        cache.free(list);
        assertEquals(0, list.generation());
        assertNull(f.environment.resolve(handle));
        final NetBufferList again = cache.allocate();
        assertSame(list, again);
        assertSame(again, f.environment.resolve(again.handle()));
        cache.free(again);
    }

    @Test
    void shouldRefuseSharedBirthsWhenTheLifeIsOver() {
        final NetBufferList list = cache.allocate();
        assertFalse(list.tryBirthShared(list.generation()), "not shared yet");
        final long handle = Derivation.share(list);
        assertEquals(handle, Derivation.share(list), "once is enough");
        assertTrue(Derivation.tryBearShared(list, handle));
        assertEquals(1, list.childRefCount());
        assertFalse(list.tryBirthShared(list.generation() + 1));
        cache.free(list);
        assertFalse(Derivation.tryBearShared(list, handle), "released");
        assertEquals(1, f.data.audit().held());
        Derivation.unbearShared(cache, list);
        assertEquals(0, f.data.audit().held());
        final NetBufferList again = cache.allocate();
        assertSame(list, again);
        assertFalse(Derivation.tryBearShared(again, handle), "reborn, not shared");
        Derivation.share(again);
        assertFalse(Derivation.tryBearShared(again, handle), "reborn and shared: another generation");
        cache.free(again);
    }

    /** What its owner only may call; the last one frees it. */
    private Executable[] calls(final NetBufferList list, final NetBuffer nb, final NetBuffer live) {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[4]);
        return new Executable[] {
            () -> list.next(null),
            () -> list.netBufferListInfo(0, 1),
            () -> list.protocolReserved(0, 1),
            () -> list.miniportReserved(0, 1),
            () -> list.scratch(1),
            () -> list.sourceHandle(1),
            () -> list.nblFlags(1),
            () -> list.flags(1),
            () -> list.status(1),
            () -> nb.adjustData(0, 0),
            () -> nb.rebind(null, 0, 0),
            () -> nb.retreat(1),
            () -> nb.retreat(1, 1),
            () -> nb.retreatPrivate(1),
            () -> nb.advance(0),
            () -> nb.advance(0, true),
            () -> nb.putBytes(0, bytes, 0, 0),
            () -> nb.putBytes(0, bytes.byteArray(), 0, 0),
            () -> nb.putBytes(0, ByteBuffer.wrap(bytes.byteArray()), 0),
            () -> nb.putLong(0, 1, ByteOrder.BIG_ENDIAN),
            () -> nb.copyFrom(0, 1, live, 0),
            () -> live.copyFrom(0, 1, nb, 0),
            () -> nb.dataBuffer(0, null, 1, 0, bytes),
            nb::segmentCount,
            () -> nb.receive(null),
            () -> nb.writableBuffer(nb.embedded),
            () -> nb.checksumBias(1),
            () -> nb.protocolReserved(0, 1),
            () -> nb.miniportReserved(0, 1),
            () -> nb.dataPhysicalAddress(1),
            () -> Derivation.require(f.environment, list),
            () -> Derivation.share(list),
            () -> cache.free(list),
        };
    }

    /** The twin: of a list that lives they may say anything else, and most have nothing to say. */
    @Test
    void shouldNotSayThatOfAListThatLives() {
        final NetBufferList list = f.plain.allocate();
        final NetBufferList other = f.data.allocate();
        final Executable[] calls = calls(list, list.firstNetBuffer(), other.firstNetBuffer());
        int passed = 0;
        for (final Executable call : calls) {
            try {
                call.execute();
                passed++;
            } catch (final Throwable ex) {
                assertFalse(String.valueOf(ex.getMessage()).contains("must be owned by the caller"), ex::toString);
            }
        }
        assertTrue(passed > calls.length / 2, "passed=" + passed);
        assertFalse(list.isOwned(), "the last one freed it");
        f.data.free(other);
    }

    @Test
    void shouldRefuseEverythingOfAFreedList() {
        final NetBufferList list = f.plain.allocate();
        final NetBuffer nb = list.firstNetBuffer();
        cache.free(list);
        final NetBufferList other = f.data.allocate();
        for (final Executable call : calls(list, nb, other.firstNetBuffer())) {
            final long misuse = f.plain.counters().misuse();
            f.refused(IllegalStateException.class, "must be owned by the caller", call);
            assertEquals(misuse + 1, f.plain.counters().misuse());
        }
        f.data.free(other);
        final NetBufferList again = f.plain.allocate();
        assertEquals(Collections.nCopies(12, 0L), NblFixture.Fields.words(again.firstNetBuffer()));
        cache.free(again);
    }

    @Test
    void shouldRefuseIndexesOfListWordsWhenOutOfRange() {
        final NetBufferList list = cache.allocate();
        for (final int bad : new int[] {-1, 27, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            f.refused(IllegalArgumentException.class, "info slot=" + bad, () -> list.netBufferListInfo(bad));
            f.refused(IllegalArgumentException.class, "info slot=" + bad, () -> list.netBufferListInfo(bad, 1));
            f.refused(IllegalArgumentException.class, "word=" + bad, () -> list.protocolReserved(bad));
            f.refused(IllegalArgumentException.class, "word=" + bad, () -> list.protocolReserved(bad, 1));
            f.refused(IllegalArgumentException.class, "word=" + bad, () -> list.miniportReserved(bad));
            f.refused(IllegalArgumentException.class, "word=" + bad, () -> list.miniportReserved(bad, 1));
        }
        assertThrows(IllegalArgumentException.class, () -> list.protocolReserved(4));
        assertThrows(IllegalArgumentException.class, () -> list.miniportReserved(2));
        assertEquals(
                0, NblFixture.ListFields.words(list).stream().mapToLong(w -> w).sum());
        cache.free(list);
    }
}
