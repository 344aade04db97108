// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A scope frees what was not handed on, in reverse, whatever went wrong before. */
final class NetBufferListScopeTest {
    private final NblFixture f = new NblFixture();
    private final NetBufferListCache cache = new NetBufferListCache(f.data);
    private final NetBufferListScope scope = new NetBufferListScope(cache, 4);

    @AfterEach
    void close() {
        cache.close();
        f.close();
    }

    @Test
    void shouldFreeWhatWasNotHandedOnForEverySubset() {
        for (int handed = 0; handed < 1 << 4; handed++) {
            final List<NetBufferList> lists = new ArrayList<>();
            final List<NetBufferList> mine = new ArrayList<>();
            try (scope) {
                for (int i = 0; i < 4; i++) {
                    final NetBufferList list = cache.allocate();
                    assertSame(list, scope.add(list));
                    lists.add(list);
                }
                for (int i = 0; i < 4; i++) {
                    if ((handed & 1 << i) != 0) {
                        assertSame(lists.get(i), scope.handOn(lists.get(i)));
                        mine.add(lists.get(i));
                    }
                }
                assertEquals(4 - mine.size(), scope.size());
            }
            assertEquals(0, scope.size());
            for (final NetBufferList list : lists) {
                assertEquals(mine.contains(list), list.isOwned(), () -> list.toString());
            }
            assertEquals(mine.size(), f.data.audit().held());
            mine.forEach(cache::free);
        }
    }

    /** Lists of environments that were built alike have the same handles. */
    @Test
    void shouldRefuseToHandOnAListOfAnotherEnvironmentWithTheSameHandle() {
        final NetBufferList mine = scope.add(cache.allocate());
        try (NblFixture other = new NblFixture();
                NetBufferListCache theirs = new NetBufferListCache(other.data)) {
            final NetBufferList foreign = theirs.allocate();
            assertEquals(mine.handle(), foreign.handle());
            f.refused(IllegalArgumentException.class, "same environment", () -> scope.handOn(foreign));
            assertEquals(1, scope.size());
            theirs.free(foreign);
        }
        scope.close();
        assertFalse(mine.isOwned());
    }

    @Test
    void shouldKeepWhatItCannotFree() {
        final NetBufferListCache closed = new NetBufferListCache(f.plain);
        final NetBufferListScope of = new NetBufferListScope(closed, 2);
        final NetBufferList list = of.add(closed.allocate());
        closed.close();
        f.refused(IllegalStateException.class, "was closed", of::close);
        assertEquals(1, of.size());
        cache.free(of.handOn(list));
        of.close();
    }

    @Test
    void shouldFreeInReverseOrder() {
        final List<Integer> order = new ArrayList<>();
        try (scope) {
            for (int i = 0; i < 3; i++) {
                final int number = i;
                final Mdl mdl =
                        f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[1]), 0, 1, m -> order.add(number));
                scope.add(f.plain.allocate(mdl, 0, 1));
                f.environment.mdlPool().free(mdl);
            }
        }
        assertEquals(List.of(2, 1, 0), order);
    }

    @Test
    void shouldPassNullThrough() {
        assertNull(scope.add(null));
        assertNull(scope.handOn(null));
        assertEquals(0, scope.size());
        scope.close();
        scope.close();
    }

    @Test
    void shouldRefuseWhatIsNotItsBusiness() {
        final NetBufferList list = cache.allocate();
        f.refused(IllegalStateException.class, "must be in the scope: " + list, () -> scope.handOn(list));
        scope.add(list);
        scope.handOn(list);
        f.refused(IllegalStateException.class, "handed on or freed before", () -> scope.handOn(list));
        cache.free(list);
        f.refused(IllegalStateException.class, "must be owned", () -> scope.add(list));
        f.refused(
                IllegalArgumentException.class,
                "capacity must not be negative: capacity=-1",
                () -> new NetBufferListScope(cache, -1));
        try (NblFixture other = new NblFixture()) {
            final NetBufferList foreign = other.data.allocate();
            f.refused(IllegalArgumentException.class, "same environment", () -> scope.add(foreign));
            other.data.free(foreign);
        }
        for (int i = 0; i < 4; i++) {
            scope.add(cache.allocate());
        }
        final NetBufferList fifth = cache.allocate();
        f.refused(IllegalStateException.class, "scope must have room: size=4 capacity=4", () -> scope.add(fifth));
        scope.close();
        assertTrue(fifth.isOwned(), "still the caller's");
        cache.free(fifth);
    }

    @Test
    void shouldFreeTheRestAndThenReportWhenOneWasFreedElsewhere() {
        for (int freed = 0; freed < 3; freed++) {
            final NetBufferList[] lists = new NetBufferList[3];
            for (int i = 0; i < 3; i++) {
                lists[i] = scope.add(cache.allocate());
            }
            cache.free(lists[freed]);
            final NetBufferList reborn = cache.allocate();
            assertSame(lists[freed], reborn, "the slot is in use again, and must not be freed by the old handle");
            final IllegalStateException thrown = assertThrows(IllegalStateException.class, scope::close);
            assertTrue(thrown.getMessage().contains("names a past life of " + reborn), thrown.getMessage());
            assertTrue(reborn.isOwned());
            assertEquals(1, f.data.audit().held(), "the others are free");
            cache.free(reborn);
            scope.close();
        }
    }

    @Test
    void shouldReportTheFirstFailureAndFreeAllWhenCompletionsThrow() {
        final Mdl mdl = f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[1]), 0, 1, m -> {
            throw new ArithmeticException("told");
        });
        scope.add(cache.allocate());
        scope.add(f.plain.allocate(mdl, 0, 1));
        f.environment.mdlPool().free(mdl);
        scope.add(cache.allocate());
        assertThrows(ArithmeticException.class, scope::close);
        assertEquals(List.of(), f.inUse().stream().filter(n -> n != 0).toList());
    }
}
