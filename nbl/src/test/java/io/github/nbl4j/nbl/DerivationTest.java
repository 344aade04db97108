// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of a derivation that are seldom taken, one by one. */
final class DerivationTest {
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

    /** The child is counted, the owner frees, the child cannot be made: then nobody else is left to reclaim. */
    @Test
    void shouldReclaimTheOriginalWhenItsLastChildWasNeverMade() {
        final NetBufferList original = cache.allocate();
        final long handle = Derivation.share(original);
        assertTrue(Derivation.tryBearShared(original, handle));
        assertTrue(Derivation.tryBearShared(original, handle));
        cache.free(original);
        Derivation.unbearShared(cache, original);
        assertEquals(1, f.data.counters().inUse(), "one child may still be made");

        Derivation.unbearShared(cache, original);

        assertEquals(0, f.data.counters().inUse());
        assertFalse(Derivation.tryBearShared(original, handle), "that life is over");
        assertNull(f.environment.resolve(handle));
    }

    @Test
    void shouldGiveBackWhatAnAbandonedListHoldsAndCountNothing() {
        final NetBufferList original = cache.allocate();
        final NetBufferList begun = Derivation.begin(cache, f.plain, original, false);
        final NetBuffer second = Derivation.append(cache, f.netBuffers, begun, Derivation.embedded(begun));
        Derivation.startChain(second, 3);
        final Mdl first = Derivation.describe(cache, second, null, original.embedded.embedded, 0, 2);
        Derivation.describe(cache, second, first, original.embedded.embedded, 5, 1);

        Derivation.abandon(cache, begun);

        assertEquals(0, original.childRefCount());
        assertEquals(1, f.inUse().stream().mapToInt(n -> n).sum(), "the original alone");
        cache.free(original);
    }

    @Test
    void shouldCountWrongFlagsAsMisuseAndSayWhatTheListIs() {
        final NetBufferList original = cache.allocate();
        final NetBufferList mirror = Derivation.begin(cache, f.plain, original, true);
        final NetBufferList described = Derivation.begin(cache, f.plain, original, false);

        f.refused(
                IllegalStateException.class,
                "is a clone with flags=2 (USE_ORIGINAL_MDLS), freed as a clone with flags=0 (NONE)",
                () -> Derivation.requireClone(mirror, false));
        f.refused(
                IllegalStateException.class,
                "is a clone with flags=0 (NONE), freed as a clone with flags=2 (USE_ORIGINAL_MDLS)",
                () -> Derivation.requireClone(described, true));
        f.refused(
                IllegalStateException.class,
                "is not derived (no clone), freed as",
                () -> Derivation.requireClone(original, false));

        assertEquals(2, f.plain.counters().misuse());
        assertEquals(1, f.data.counters().misuse());
        Derivation.abandon(cache, mirror);
        Derivation.abandon(cache, described);
        cache.free(original);
    }

    @Test
    void shouldDescribeAtOnceExactlyWhatLiesInOneMdl() {
        final NetBufferList original = cache.allocate();
        final NetBufferList begun = Derivation.begin(cache, f.plain, original, false);
        assertFalse(Derivation.describeSole(begun, original), "no data");
        original.firstNetBuffer().adjustData(3, NblFixture.DATA - 3);
        assertTrue(Derivation.describeSole(begun, original), "to the end of the Mdl");
        assertEquals(NblFixture.DATA - 3, begun.firstNetBuffer().dataLength());
        assertEquals(NblFixture.DATA - 3, begun.firstNetBuffer().chainLength());
        original.firstNetBuffer().adjustData(4, 1);
        assertTrue(Derivation.describeSole(begun, original));
        assertEquals(1, begun.firstNetBuffer().chainLength());
        assertTrue(Derivation.shareSole(begun, original));
        assertEquals(NblFixture.DATA, begun.firstNetBuffer().chainLength());
        Derivation.abandon(cache, begun);
        cache.free(original);
    }

    /** Else each free of what came off a chain would go the long way. */
    @Test
    void shouldNeedNoCleaningWhenTakenOffAChain() {
        final NetBufferList original = cache.allocate();
        final NetBufferList first = Derivation.begin(cache, null, original, true);
        final NetBufferList second = Derivation.begin(cache, null, original, true);
        assertTrue(Derivation.shareSole(first, original));
        assertTrue(Derivation.shareSole(second, original));
        Derivation.chain(first, second);
        assertTrue(first.needsCleaning());

        assertSame(second, Derivation.unchain(first));

        assertFalse(first.needsCleaning());
        assertNull(first.next());
        Derivation.bear(original, 2);
        cache.free(first);
        cache.free(second);
        cache.free(original);
    }

    /** Both short ways refuse what holds more than its slot; then they have done nothing. */
    @Test
    void shouldLeaveTheTargetAloneWhenTheOriginalHoldsMore() {
        final NetBufferList original = cache.allocate();
        assertTrue(original.firstNetBuffer().retreat(NblFixture.DATA + 1));
        final NetBufferList begun = Derivation.begin(cache, f.plain, original, false);
        begun.embedded.data().start(NetBufferEnvironment.NONE, 0, 0);

        assertFalse(Derivation.shareSole(begun, original));
        assertFalse(Derivation.describeSole(begun, original));

        assertNull(begun.firstNetBuffer().mdlChain());
        assertEquals(0, begun.firstNetBuffer().dataLength());
        Derivation.abandon(cache, begun);
        cache.free(original);
    }

    /** What a free must undo is marked before it is done: a mark alone changes nothing, in this life or the next. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                NetBufferList.HOLDS_MORE,
                NetBufferList.WORDS_WRITTEN,
                NetBufferList.LINKED,
                NetBufferList.CONTEXT_USED,
                NetBufferList.SPREAD
            })
    void shouldFindNothingToUndoWhenOnlyTheMarkIsThere(final int mark) {
        for (final NetBufferListPool pool : List.of(f.plain, f.data, f.environment.clonePool())) {
            final NetBufferList list = cache.allocate(pool);
            final NblFixture.ListFields fields = NblFixture.ListFields.of(list);
            final NblFixture.Fields first = NblFixture.Fields.of(list.firstNetBuffer());
            list.flags |= mark;
            cache.free(list);
            assertSame(list, cache.allocate(pool));
            list.flags |= mark;
            list.firstNetBuffer().hold(NetBuffer.WORDS_WRITTEN | NetBuffer.POOL_MDLS);
            assertEquals(fields.words(), NblFixture.ListFields.of(list).words());
            cache.free(list);
            assertSame(list, cache.allocate(pool));
            assertEquals(fields.words(), NblFixture.ListFields.of(list).words());
            assertEquals(first, NblFixture.Fields.of(list.firstNetBuffer()));
            assertNull(list.next());
            cache.free(list);
        }
    }
}
