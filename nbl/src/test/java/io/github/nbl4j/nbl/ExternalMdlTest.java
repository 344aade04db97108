// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The caller's memory: who keeps it, who is told, and what may be linked to what. */
final class ExternalMdlTest {
    private final NblFixture f = new NblFixture();
    private final List<String> completed = new ArrayList<>();

    @AfterEach
    void close() {
        f.close();
    }

    private Mdl external(final String name, final int length) {
        final UnsafeBuffer buffer = new UnsafeBuffer(NblFixture.range(0, length));
        return f.environment.mdlPool().allocate(buffer, 0, length, mdl -> {
            assertSame(buffer.byteArray(), mdl.buffer().byteArray(), "still names the memory");
            assertEquals(length, mdl.byteCount());
            completed.add(name + "@" + Thread.currentThread().getId());
        });
    }

    private static String here(final String name) {
        return name + "@" + Thread.currentThread().getId();
    }

    /** The inner free comes from a completion of what the NetBuffer borrowed: that life has ended by then. */
    @Test
    void shouldRefuseToFreeANetBufferInItsOwnFree() {
        final NetBuffer[] borrower = new NetBuffer[1];
        final List<String> refused = new ArrayList<>();
        final MdlPool mdls = f.environment.mdlPool();
        final Mdl first = mdls.allocate(new UnsafeBuffer(new byte[4]), 0, 4, told -> {
            try {
                f.netBuffers.free(borrower[0]);
            } catch (final IllegalStateException ex) {
                refused.add(ex.getMessage());
            }
        });
        final Mdl second = external("second", 4);
        first.next(second);
        borrower[0] = f.netBuffers.allocate(first, 0, 8);
        mdls.free(first);

        f.netBuffers.free(borrower[0]);

        assertEquals(1, refused.size());
        assertTrue(refused.get(0).contains("must be owned by the caller"), refused::toString);
        assertTrue(second.isOwned(), "its holder has not freed it");
        assertEquals(List.of(), completed);
        mdls.free(second);
        assertEquals(List.of(here("second")), completed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HAB", "HBA", "AHB", "BHA", "ABH", "BAH"})
    void shouldCompleteOnceAtTheLastFreeWhenHolderAndListsGoInAnyOrder(final String order) {
        final Mdl mdl = external("x", 9);
        final NetBufferList a = f.plain.allocate(mdl, 0, 9);
        final NetBufferList b = f.plain.allocate(mdl, 2, 3);
        for (int i = 0; i < 3; i++) {
            assertEquals(List.of(), completed, "not before the last");
            switch (order.charAt(i)) {
                case 'H' -> f.environment.mdlPool().free(mdl);
                case 'A' -> f.plain.free(a);
                default -> f.plain.free(b);
            }
        }
        assertEquals(List.of(here("x")), completed);
    }

    @Test
    void shouldCompleteOnTheThreadOfTheLastFree() throws InterruptedException {
        final Mdl mdl = external("x", 4);
        final NetBufferList list = f.plain.allocate(mdl, 0, 4);
        f.environment.mdlPool().free(mdl);
        final Thread other = new Thread(() -> f.plain.free(list));
        other.start();
        other.join();
        assertEquals(List.of("x@" + other.getId()), completed);
    }

    @Test
    void shouldCompleteAtOnceWhenNobodyBorrowed() {
        f.environment.mdlPool().free(external("x", 4));
        assertEquals(List.of(here("x")), completed);
    }

    @Test
    void shouldForgetTheMemoryWhenNobodyUsesItAnyMore() {
        final Mdl mdl = external("x", 4);
        final byte[] memory = mdl.view().byteArray();
        assertNotNull(memory);
        f.environment.mdlPool().free(mdl);
        assertNotSame(memory, mdl.view().byteArray());
        assertEquals(0, mdl.view().capacity());
        assertEquals(0, mdl.byteCount);
        final Mdl again = f.chain(3);
        assertSame(mdl, again, "the hot slot comes back");
        f.environment.mdlPool().free(again);
        assertEquals(List.of(here("x")), completed, "the old completion is not told of another life");
    }

    @Test
    void shouldKeepMultiMdlChainsWholeWhenHolderIsGone() {
        final Mdl a = external("a", 3);
        final Mdl b = external("b", 4);
        final Mdl c = external("c", 5);
        a.next(b);
        b.next(c);
        final NetBufferList list = f.plain.allocate(a, 1, 11);
        NblFixture.release(a);
        final NetBuffer nb = list.firstNetBuffer();
        assertEquals(12, nb.chainLength());
        assertEquals(List.of(), completed);
        assertEquals((byte) 4, nb.getByte(10));
        f.plain.free(list);
        assertEquals(List.of(here("a"), here("b"), here("c")), completed);
    }

    /** Three Mdls: two whose completions throw, and a good one. */
    private Mdl throwing() {
        final Mdl bad = f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[2]), 0, 2, mdl -> {
            throw new IllegalStateException("first");
        });
        final Mdl worse = f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[2]), 0, 2, mdl -> {
            throw new IllegalStateException("second");
        });
        final Mdl good = external("good", 2);
        bad.next(worse);
        worse.next(good);
        return bad;
    }

    private void assertThrowsAfterItsWork(final Executable free) {
        final Throwable thrown = assertThrows(IllegalStateException.class, free);
        assertEquals("first", thrown.getMessage());
        assertEquals(List.of(here("good")), completed);
        f.environment.pools().forEach(pool -> pool.audit().requireAllFree());
    }

    @Test
    void shouldThrowFromTheFreeAfterItsWorkWhenACompletionThrows() {
        final Mdl head = throwing();
        final NetBufferList list = f.plain.allocate(head, 0, 6);
        NblFixture.release(head);
        assertThrowsAfterItsWork(() -> f.plain.free(list));
    }

    /** The twin: frees one by one break off at the first. */
    @Test
    void shouldSeeAFreeThatBreaksOffWhenACompletionThrows() {
        final Mdl head = throwing();
        final Mdl worse = head.next();
        final Mdl good = worse.next();
        assertThrows(AssertionError.class, () -> assertThrowsAfterItsWork(() -> NblFixture.release(head)));
        assertTrue(worse.isOwned() && good.isOwned());
        assertThrows(IllegalStateException.class, () -> f.environment.mdlPool().free(worse));
        f.environment.mdlPool().free(good);
    }

    @Test
    void shouldFreeAllOfABatchWhenACompletionThrows() {
        try (NetBufferListCache cache = new NetBufferListCache(f.plain)) {
            for (final boolean chain : new boolean[] {false, true}) {
                final NetBufferList[] lists = new NetBufferList[3];
                for (int i = 0; i < 3; i++) {
                    final String name = "completion " + i;
                    final Mdl mdl = f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[2]), 0, 2, m -> {
                        throw new IllegalStateException(name);
                    });
                    lists[i] = cache.allocate(f.plain, mdl, 0, 2);
                    f.environment.mdlPool().free(mdl);
                    if (i > 0) {
                        lists[i - 1].next(lists[i]);
                    }
                }
                final Throwable thrown = assertThrows(IllegalStateException.class, () -> {
                    if (chain) {
                        cache.freeChain(lists[0]);
                    } else {
                        cache.free(lists, 3);
                    }
                });
                assertEquals("completion 0", thrown.getMessage());
                f.environment.pools().forEach(pool -> pool.audit().requireAllFree());
            }
        }
    }

    @Test
    void shouldThrowFromEveryWayToFreeWhenACompletionThrows() {
        final MdlCompletion bad = mdl -> {
            throw new IllegalArgumentException("told");
        };
        final Mdl alone = f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[2]), 0, 2, bad);
        assertThrows(
                IllegalArgumentException.class, () -> f.environment.mdlPool().free(alone));
        final Mdl lent = f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[2]), 0, 2, bad);
        final NetBuffer nb = f.netBuffers.allocate(lent, 0, 2);
        f.environment.mdlPool().free(lent);
        assertThrows(IllegalArgumentException.class, () -> f.netBuffers.free(nb));
    }

    @Test
    void shouldRefuseRebindWhenStructureIsNotFree() {
        final Mdl chain = f.chain(4, 4);
        final NetBufferList list = f.data.allocate();
        final NetBuffer nb = list.firstNetBuffer();
        nb.retreat(NblFixture.DATA + 1);
        f.refused(IllegalStateException.class, "must hold no segments", () -> nb.rebind(chain, 0, 8));
        assertTrue(nb.advance(NblFixture.DATA + 1, true));
        nb.rebind(chain, 1, 7);
        assertArrayEquals(NblFixture.range(1, 7), NblFixture.bytes(nb));
        f.refused(IllegalStateException.class, "must hold no segments", () -> nb.rebind(null, 0, 0));
        f.data.free(list);
        NblFixture.release(chain);
        final NetBufferList again = f.data.allocate();
        assertSame(again.embedded.embedded, again.firstNetBuffer().mdlChain(), "own memory is back in the next life");
        again.firstNetBuffer().rebind(null, 0, 0);
        assertEquals(0, again.firstNetBuffer().chainLength());
        f.data.free(again);
    }

    @Test
    void shouldRefuseTheChainAndTakeNothingWhenAnMdlIsNotTheCallersOwn() {
        try (NblFixture other = new NblFixture();
                NetBufferListCache cache = new NetBufferListCache(f.plain)) {
            final Mdl foreign = other.chain(4);
            final Mdl loose = f.chain(2);
            final Mdl freed = f.chain(4);
            NblFixture.release(freed);
            final Mdl segment = f.segments.allocate();
            final NetBufferList holder = f.data.allocate();
            holder.firstNetBuffer().append(segment);
            final Mdl embedded = holder.firstNetBuffer().mdlChain();
            for (final Mdl bad : new Mdl[] {foreign, freed, segment, embedded}) {
                final Class<? extends RuntimeException> error =
                        bad == foreign ? IllegalArgumentException.class : IllegalStateException.class;
                f.refused(error, "must", () -> f.plain.allocate(bad, 0, 0));
                f.refused(error, "must", () -> cache.allocate(f.plain, bad, 0, 0));
                f.refused(error, "must", () -> f.netBuffers.allocate(bad, 0, 0));
                final NetBufferList list = f.plain.allocate();
                f.refused(error, "must", () -> list.firstNetBuffer().rebind(bad, 0, 0));
                f.plain.free(list);
                f.refused(error, "must", () -> loose.next(bad));
            }
            f.data.free(holder);
            NblFixture.release(foreign);
            NblFixture.release(loose);
        }
    }

    @Test
    void shouldRefuseLinksWhenChainIsInUseOrWouldNotEnd() {
        final Mdl a = f.chain(1, 2, 3);
        final Mdl b = a.next();
        final Mdl c = b.next();
        f.refused(IllegalArgumentException.class, "chain must end", () -> c.next(a));
        f.refused(IllegalArgumentException.class, "chain must end", () -> b.next(b));
        final NetBufferList list = f.plain.allocate(a, 0, 6);
        f.refused(IllegalStateException.class, "chain in use", () -> c.next(null));
        f.refused(IllegalStateException.class, "chain in use", () -> a.next(c));
        f.plain.free(list);
        a.next(c);
        c.next(null);
        assertNull(c.next());
        NblFixture.release(a);
        f.environment.mdlPool().free(b);
    }

    @Test
    void shouldAppendSegmentsWhenTheChainIsOwn() {
        final NetBufferList list = f.plain.allocate();
        final NetBuffer nb = list.firstNetBuffer();
        final Mdl first = f.segments.allocate();
        final Mdl second = f.segments.allocate();
        nb.append(first);
        assertSame(first, nb.mdlChain());
        assertSame(first, nb.currentMdl());
        nb.append(second);
        assertSame(second, first.next());
        assertEquals(2 * NblFixture.SEGMENT, nb.chainLength());
        assertEquals(0, nb.dataLength(), "the window stays");
        f.refused(IllegalStateException.class, "must not be part", () -> nb.append(second));
        assertEquals(2, f.segments.counters().inUse());
        f.plain.free(list);
        assertEquals(0, f.segments.counters().inUse());
        assertEquals(NetBufferEnvironment.NONE, first.next);
    }

    @Test
    void shouldRefuseAppendWhenItCouldNotEndWithTheNetBuffer() {
        final NetBufferList list = f.plain.allocate();
        final NetBuffer nb = list.firstNetBuffer();
        final Mdl external = external("x", 4);
        f.refused(IllegalStateException.class, "memory of its own", () -> nb.append(external));
        final Mdl segment = f.segments.allocate();
        segment.next(external);
        f.refused(IllegalStateException.class, "must be one segment", () -> nb.append(segment));
        assertEquals(0, nb.chainLength());
        segment.next(null);
        nb.rebind(external, 0, 4);
        f.refused(IllegalStateException.class, "must belong to this NetBuffer", () -> nb.append(segment));
        assertEquals(4, nb.chainLength());
        f.plain.free(list);
        f.environment.mdlPool().free(external);
        f.segments.free(segment);
        assertEquals(List.of(here("x")), completed);
        f.refused(IllegalStateException.class, "", () -> nb.append(segment));
    }

    @Test
    void shouldRefuseToAppendWhatIsOfAnotherEnvironment() {
        try (NblFixture other = new NblFixture()) {
            final NetBufferList list = f.plain.allocate();
            final Mdl segment = other.segments.allocate();
            final NetBuffer further = other.netBuffers.allocate(null, 0, 0);
            final Class<IllegalArgumentException> type = IllegalArgumentException.class;
            f.refused(type, "same environment", () -> list.firstNetBuffer().append(segment));
            f.refused(type, "same environment", () -> list.append(further));
            other.segments.free(segment);
            other.netBuffers.free(further);
            f.plain.free(list);
        }
    }

    @Test
    void shouldRefuseAnotherChainWhenTheNetBufferWasFreed() {
        final NetBuffer nb = f.netBuffers.allocate(null, 0, 0);
        f.netBuffers.free(nb);
        final Mdl segment = f.segments.allocate();
        f.refused(IllegalStateException.class, "must be owned", () -> nb.append(segment));
        f.refused(IllegalStateException.class, "must be owned", () -> nb.rebind(null, 0, 0));
        f.segments.free(segment);
    }

    @Test
    void shouldEndTheHoldOnceWhileAListStillBorrows() {
        final Mdl mdl = external("x", 4);
        final NetBufferList list = f.plain.allocate(mdl, 0, 4);
        f.environment.mdlPool().free(mdl);
        assertFalse(mdl.isOwned());
        f.refused(
                IllegalStateException.class,
                "freed twice",
                () -> f.environment.mdlPool().free(mdl));
        assertEquals(List.of(), completed);
        f.plain.free(list);
        assertEquals(List.of(here("x")), completed);
    }

    /** The slot is back, the completion is not told, and the next user of the slot has memory of his own. */
    @ParameterizedTest
    @ValueSource(strings = {"addressOffset", "byteArray", "byteBuffer"})
    void shouldGiveTheMdlBackWhenTheBufferThrows(final String method) {
        final DirectBuffer whole = new UnsafeBuffer(new byte[8]);
        final DirectBuffer broken = (DirectBuffer) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DirectBuffer.class}, (proxy, called, arguments) -> {
                    if (called.getName().equals(method)) {
                        throw new UnsupportedOperationException(method);
                    }
                    return called.invoke(whole, arguments);
                });
        final MdlPool mdls = f.environment.mdlPool();
        for (int i = 0; i < 100; i++) {
            f.refused(
                    UnsupportedOperationException.class,
                    method,
                    () -> mdls.allocate(broken, 0, 8, mdl -> completed.add("broken")));
        }
        final Mdl mdl = external("x", 4);
        assertEquals(4, mdl.buffer().capacity());
        mdls.free(mdl);
        assertEquals(List.of(here("x")), completed);
    }
}
