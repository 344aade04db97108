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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Allocating and freeing through a handle, by ones, in bulk and as chains; every refused call leaves the books. */
final class NetBufferListCacheTest {
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

    @Test
    void shouldTakeFromItsPoolAndFreeListsOfAnyPool() {
        assertSame(f.environment, cache.environment());
        final NetBufferList own = cache.allocate();
        assertSame(f.data, own.pool());
        final NetBufferList other = f.plain.allocate();
        cache.free(other);
        f.bare.free(own);
    }

    /** A pool that closes makes its holders give back what they have of all pools: the next call fetches it anew. */
    @Test
    void shouldHaveItsOwnCachesAgainAfterAPoolThatItUsedHasClosed() {
        final NetBufferListPool passing =
                NetBufferListPool.create(f.environment, p -> p.capacity(1).maxCaches(8));
        cache.free(passing.allocate());
        passing.close();
        assertTrue(passing.isReleased());

        final NetBufferList list = cache.allocate();
        final NetBufferList clone = cache.takeClone();
        cache.cacheOf(f.environment.clonePool()).give(clone.index());
        cache.free(list);

        assertNotNull(cache.ownCache, "of its own pool");
        assertNotNull(cache.cloneCache, "of the clones' pool");
    }

    @Test
    void shouldTakeAllOrNoneWhenAllocatedInBulk() {
        final int population = f.data.population();
        final NetBufferList[] out = new NetBufferList[population + 1];
        final List<Integer> before = f.inUse();
        assertFalse(cache.allocate(f.data, out, population + 1));
        assertEquals(before, f.inUse());
        assertTrue(cache.allocate(f.data, out, population), "the twin: all but one can be had");
        assertEquals(population, f.data.counters().inUse());
        assertNull(cache.allocate());
        cache.free(out, population);
        assertTrue(cache.allocate(f.data, out, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void shouldRefuseTheCountWhenItLeavesTheArray(final int n) {
        final NetBufferList list = cache.allocate();
        final NetBufferList[] lists = {list, null};
        f.refused(IndexOutOfBoundsException.class, "", () -> cache.allocate(f.data, lists, n));
        f.refused(IndexOutOfBoundsException.class, "", () -> cache.free(lists, n));
        assertTrue(list.isOwned());
        f.refused(NullPointerException.class, "", () -> cache.free(lists, 2));
        assertTrue(list.isOwned(), "none was freed");
        cache.free(list);
    }

    @Test
    void shouldRefuseForeignAndFreedListsWhenFreed() {
        try (NblFixture other = new NblFixture()) {
            final NetBufferList foreign = other.data.allocate();
            final NetBufferList freed = cache.allocate();
            final NetBufferList good = cache.allocate();
            cache.free(freed);
            final long misuse = other.data.counters().misuse();
            f.refused(IllegalArgumentException.class, "must be of the same environment", () -> cache.free(foreign));
            f.refused(IllegalArgumentException.class, "must be of the same environment", () -> f.data.free(foreign));
            assertEquals(misuse + 2, other.data.counters().misuse(), "counted where the list lives");
            f.refused(IllegalStateException.class, "freed twice", () -> cache.free(freed));
            for (final NetBufferList bad : new NetBufferList[] {foreign, freed}) {
                f.refused(RuntimeException.class, "must be", () -> cache.free(new NetBufferList[] {good, bad}, 2));
                assertTrue(good.isOwned(), "none was freed");
            }
            good.next(null);
            final NetBufferList second = cache.allocate();
            good.next(second);
            cache.free(second);
            f.refused(IllegalStateException.class, "freed twice", () -> cache.freeChain(good));
            assertTrue(good.isOwned());
            f.refused(IllegalArgumentException.class, "same environment", () -> good.next(foreign));
            f.refused(IllegalStateException.class, "must be owned", () -> good.next(freed));
            f.refused(IllegalArgumentException.class, "same environment", () -> cache.allocate(other.data));
            f.refused(IllegalArgumentException.class, "same environment", () -> cache.takeMdl(other.segments));
            cache.free(good);
            other.data.free(foreign);
        }
    }

    /** The twin of whatever is refused: a call that passes, one that says something else, one that takes first. */
    @Test
    void shouldSeeACallThatIsNotRefusedAsItMustBe() {
        final List<NetBufferList> taken = new ArrayList<>();
        final Executable passes = () -> cache.free(cache.allocate());
        final Executable saysSomethingElse = () -> {
            throw new IllegalStateException("no");
        };
        final Executable takesFirst = () -> {
            taken.add(cache.allocate());
            cache.free(new NetBufferList[] {taken.get(0), null}, 2);
        };
        assertThrows(AssertionError.class, () -> f.refused(IllegalStateException.class, "", passes));
        assertThrows(AssertionError.class, () -> f.refused(IllegalStateException.class, "freed", saysSomethingElse));
        assertThrows(AssertionError.class, () -> f.refused(NullPointerException.class, "", takesFirst));
        cache.free(taken.get(0));
    }

    @Test
    void shouldFreeByHandleWhateverTheListIs() {
        final List<NetBufferList> lists = new ArrayList<>();
        lists.add(cache.allocate(f.environment.clonePool()));
        lists.add(cache.allocate());
        lists.add(cache.allocate(f.plain));
        lists.add(cache.allocate(f.bare));
        for (final NetBufferListPool from : List.of(f.environment.clonePool(), f.data)) {
            final NetBufferList written = cache.allocate(from);
            written.scratch(5);
            lists.add(written);
            final NetBufferList linked = cache.allocate(from);
            linked.next(written);
            lists.add(linked);
        }
        Collections.shuffle(lists, new Random(20_061_107));
        for (final NetBufferList list : lists) {
            final long handle = list.handle();
            cache.free(handle);
            assertFalse(list.isOwned(), list::toString);
            f.refused(IllegalStateException.class, "names a past life of " + list, () -> cache.free(handle));
        }
        for (final NetBufferList list : lists) {
            assertEquals(NetBufferEnvironment.NONE, list.next);
            assertTrue(Checked.ENABLED || list.scratch() == 0, "checked mode does not let us look");
        }
    }

    @Test
    void shouldEndParentsByHandleWithTheirLastChild() {
        for (final NetBufferListPool from : List.of(f.environment.clonePool(), f.data)) {
            final NetBufferList parent = cache.allocate(from);
            final long handle = parent.handle();
            parent.bear(2);
            final List<NetBufferList> children = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                final NetBufferList child = cache.takeClone();
                child.begin(parent, NetBufferList.DERIVED);
                children.add(child);
            }
            cache.free(handle);
            assertEquals(
                    1,
                    from.audit().notFree().stream()
                            .filter(line -> line.contains("released"))
                            .count());
            f.refused(IllegalStateException.class, "most likely the list was freed before", () -> cache.free(handle));
            cache.free(children.get(1).handle());
            cache.free(children.get(0).handle());
            assertEquals(0, from.counters().inUse());
        }
    }

    @ParameterizedTest
    @ValueSource(
            longs = {-1, 0, Long.MIN_VALUE, Long.MAX_VALUE, 0xFF_FFFF, 0x7F00_0000, 0x1_0000_0000L, 0xFF_0000_0000L})
    void shouldRefuseWhatIsNoHandle(final long bits) {
        final NetBufferList list = cache.allocate(f.environment.clonePool());
        f.refused(
                IllegalStateException.class, "handle=0x", () -> cache.free(list.handle() ^ bits ^ (bits == 0 ? 1 : 0)));
        assertTrue(list.isOwned());
        cache.free(list.handle());
    }

    @Test
    void shouldCountMisuseByHandleWhereTheSlotLives() {
        final NetBufferList list = cache.allocate(f.environment.clonePool());
        final long handle = list.handle();
        cache.free(list);
        final long before = list.pool().counters().misuse();
        f.refused(IllegalStateException.class, "handle=0x" + Long.toHexString(handle), () -> cache.free(handle));
        assertEquals(before + 1, list.pool().counters().misuse());
        final NetBufferList again = cache.allocate(f.environment.clonePool());
        assertSame(list, again);
        f.refused(IllegalStateException.class, "names a past life of", () -> cache.free(handle));
        assertTrue(again.isOwned(), "the next life is not touched");
        cache.free(again);
    }

    @Test
    void shouldEndNothingWhenTheCacheIsClosed() {
        final NetBufferList list = cache.allocate();
        cache.close();
        f.refused(IllegalStateException.class, "must be open", cache::allocate);
        f.refused(IllegalStateException.class, "must be open", () -> cache.free(list));
        f.refused(IllegalStateException.class, "must be open", () -> cache.free(list.handle()));
        f.refused(IllegalStateException.class, "must be open", () -> cache.free(new NetBufferList[] {list}, 1));
        f.refused(IllegalStateException.class, "must be open", () -> cache.freeChain(list));
        f.refused(IllegalStateException.class, "must be open", () -> cache.complete(list, to -> {}));
        assertTrue(list.isOwned());
        f.data.free(list);
        final NetBufferList clone = f.environment.clonePool().allocate();
        f.refused(IllegalStateException.class, "must be open", () -> cache.free(clone.handle()));
        assertTrue(clone.isOwned());
        f.data.free(clone);
    }

    /** The short way of a handle looks into the clone pool's row: one slot behind its end there is none. */
    @Test
    void shouldRefuseTheHandleOfTheSlotBehindTheLastOne() {
        final NetBufferListPool clones = f.environment.clonePool();
        final long handle = (long) clones.ordinal() << 24 | clones.population();
        f.refused(IllegalStateException.class, "names no slot of this environment", () -> cache.free(handle));
    }

    /** The low bits of the parent's id are those of the clone pool's ordinal, in whose row it must not be sought. */
    @Test
    void shouldReleaseTheParentWhereverItLives() {
        final NetBufferList parent = cache.allocate();
        assertEquals(0, parent.index());
        try (NetBufferListCache ofClones = new NetBufferListCache(f.environment.clonePool())) {
            final NetBufferList child = ofClones.takeClone();
            child.begin(parent, NetBufferList.DERIVED);
            parent.bear(1);
            ofClones.free(child);
            assertEquals(0, parent.childRefCount());
        }
        cache.free(parent);
    }

    @Test
    void shouldFreeEachOnceWhenAListStandsThereTwice() {
        final NetBufferList a = cache.allocate();
        final NetBufferList b = cache.allocate();
        assertThrows(IllegalStateException.class, () -> cache.free(new NetBufferList[] {a, a, b}, 3));
        assertFalse(a.isOwned());
        cache.free(b);
    }

    @Test
    void shouldFreeTheWholeChain() {
        final NetBufferList a = cache.allocate();
        final NetBufferList b = f.plain.allocate();
        final NetBufferList c = f.bare.allocate();
        a.next(b);
        b.next(c);
        cache.freeChain(a);
        cache.freeChain(null);
        for (final NetBufferList list : new NetBufferList[] {a, b, c}) {
            assertFalse(list.isOwned());
            assertEquals(NetBufferEnvironment.NONE, list.next);
        }
    }

    @Test
    @DisplayName("2.4: a plain free frees one list, not what follows it")
    void shouldFreeOneWhenItHasFollowers() {
        final NetBufferList a = cache.allocate();
        final NetBufferList b = cache.allocate();
        a.next(b);
        cache.free(a);
        assertTrue(b.isOwned());
        cache.free(b);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, NblFixture.DATA + 1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void shouldRefuseTheHeadroomWhenItDoesNotFit(final int headroom) {
        f.refused(IllegalArgumentException.class, "headroom=" + headroom, () -> cache.allocate(f.data, headroom));
        f.refused(IllegalArgumentException.class, "headroom=1", () -> cache.allocate(f.plain, 1));
    }

    @Test
    void shouldLinkNetBuffersInOrderWhenAppended() {
        final NetBufferList list = f.plain.allocate();
        final NetBuffer a = f.netBuffers.allocate(null, 0, 0);
        final NetBuffer b = f.dataNetBuffers.allocateMdlAndData();
        list.append(a);
        list.append(b);
        assertSame(a, list.firstNetBuffer().next());
        assertSame(b, a.next());
        assertNull(b.next());
        f.refused(IllegalStateException.class, "have no list", () -> list.append(a));
        final NetBuffer own = list.firstNetBuffer();
        final NetBufferList other = f.bare.allocate();
        f.refused(IllegalStateException.class, "have no list", () -> other.append(own));
        f.plain.free(list);
        f.refused(IllegalStateException.class, "", () -> other.append(a));
        f.refused(IllegalStateException.class, "used after free", () -> list.append(b));
        f.bare.free(other);
        final NetBufferList again = f.plain.allocate();
        assertNull(again.firstNetBuffer().next(), "the embedded NetBuffer forgets what followed it");
        f.plain.free(again);
    }

    @Test
    @EnabledIfSystemProperty(named = Checked.PROPERTY_NAME, matches = "true")
    void shouldRefuseAnotherThreadsCalls() throws InterruptedException {
        final Throwable[] thrown = new Throwable[1];
        cache.free(cache.allocate());
        final Thread other = new Thread(() -> {
            try {
                cache.allocate();
            } catch (final IllegalStateException ex) {
                thrown[0] = ex;
            }
        });
        other.start();
        other.join();
        assertTrue(thrown[0].getMessage().contains("must be used by its own thread"));
    }

    @Test
    void shouldRefuseWhenAllCachesAreTaken() {
        final NetBufferListCache second = new NetBufferListCache(f.plain);
        f.refused(IllegalStateException.class, "caches in use must be fewer", () -> new NetBufferListCache(f.plain));
        second.close();
        new NetBufferListCache(f.plain).close();
    }

    /** Two caches are made for the clone pool, and one for each of the others. */
    @Test
    void shouldNameThePoolWhoseCachesAreTakenAndKeepNoneOfTheOther() {
        final NetBufferListCache second = new NetBufferListCache(f.plain);
        final String clones = "pool=" + f.environment.clonePool().name();
        f.refused(IllegalStateException.class, clones, () -> new NetBufferListCache(f.bare));
        cache.close();
        f.refused(IllegalStateException.class, "pool=plain", () -> new NetBufferListCache(f.plain));
        new NetBufferListCache(f.bare).close();
        second.close();
    }

    @Test
    void shouldRefuseAListOverAChainWithContextWhenThePoolHasData() {
        final Mdl chain = f.chain(4);
        f.refused(IllegalStateException.class, "no data", () -> cache.allocate(f.data, 0, 0, chain, 0, 4));
        NblFixture.release(chain);
    }

    @Test
    void shouldRefuseAllocationsAndAcceptFreesWhenPoolIsClosed() {
        final NetBufferList list = cache.allocate();
        list.firstNetBuffer().mdlChain().unsafeBuffer().putByte(0, (byte) 7);
        f.data.close();
        assertThrows(IllegalStateException.class, () -> cache.allocate());
        assertThrows(IllegalStateException.class, () -> f.data.allocate());
        assertFalse(f.data.isReleased());
        assertEquals(
                (byte) 7, list.firstNetBuffer().mdlChain().buffer().getByte(0), "memory is there while it is held");
        cache.free(list);
    }
}
