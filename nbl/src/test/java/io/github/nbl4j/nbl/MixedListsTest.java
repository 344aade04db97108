// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.pool.Checked;
import io.github.nbl4j.pool.Slot;
import io.github.nbl4j.pool.SlotObserver;
import io.github.nbl4j.pool.SlotPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Frees of several lists that hold more than their slots: completions run in the middle of them. */
final class MixedListsTest {
    private final NblFixture f = new NblFixture();
    private NetBufferListCache cache;

    enum Way {
        ARRAY,
        HANDLES,
        CHAIN
    }

    @BeforeEach
    void open() {
        cache = new NetBufferListCache(f.data);
    }

    @AfterEach
    void close() {
        cache.close();
        f.close();
    }

    private static long[] handles(final NetBufferList... lists) {
        return Arrays.stream(lists).mapToLong(NetBufferList::handle).toArray();
    }

    private void free(final Way way, final NetBufferList[] lists, final long[] handles) {
        switch (way) {
            case ARRAY -> cache.free(lists, lists.length);
            case HANDLES -> cache.free(handles, handles.length);
            default -> cache.freeChain(lists[0]);
        }
    }

    private static void link(final NetBufferList... lists) {
        for (int i = 1; i < lists.length; i++) {
            lists[i - 1].next(lists[i]);
        }
    }

    private Mdl external(final int length, final MdlCompletion completion) {
        return f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[length]), 0, length, completion);
    }

    /** A list over memory that its free tells a completion of. */
    private NetBufferList borrower(final MdlCompletion completion) {
        final Mdl mdl = external(4, completion);
        final NetBufferList list = cache.allocate(f.plain, mdl, 0, 4);
        f.environment.mdlPool().free(mdl);
        return list;
    }

    /** A child with memory in front that its free tells a completion of. */
    private NetBufferList child(final NetBufferList parent, final MdlCompletion completion) {
        final NetBufferList child = Derivation.begin(cache, f.plain, parent, true);
        Derivation.share(Derivation.embedded(child), parent.firstNetBuffer());
        Derivation.bear(parent, 1);
        assertTrue(child.firstNetBuffer().retreat(4, 0, size -> external(size, completion)));
        return child;
    }

    /** A caller's array may be one that its completions use too. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void shouldFreeWhatTheArrayHeldWhenACompletionWritesToIt(final Way way) {
        for (final boolean siblings : new boolean[] {false, true}) {
            final NetBufferList parent = cache.allocate();
            parent.firstNetBuffer().adjustData(0, 8);
            final NetBufferList bystander = cache.allocate();
            final NetBufferList[] lists = new NetBufferList[3];
            final long[] handles = new long[3];
            final MdlCompletion completion = mdl -> {
                Arrays.fill(lists, bystander);
                Arrays.fill(handles, bystander.handle());
            };
            for (int i = 0; i < 3; i++) {
                lists[i] = siblings ? child(parent, completion) : borrower(completion);
                handles[i] = lists[i].handle();
            }
            if (way == Way.CHAIN) {
                link(lists);
            }
            final List<NetBufferList> freed = List.of(lists);

            free(way, lists, handles);

            assertTrue(bystander.isOwned());
            for (final NetBufferList list : freed) {
                assertFalse(list.isOwned());
                assertEquals(NetBufferEnvironment.NONE, list.next, "as in a list that rests");
            }
            assertEquals(0, f.plain.counters().inUse());
            assertEquals(0, parent.childRefCount());
            cache.free(parent);
            cache.free(bystander);
            f.environment.pools().forEach(pool -> pool.audit().requireAllFree());
        }
    }

    /** By then the slot may be somebody's. */
    @ParameterizedTest
    @EnumSource(value = Way.class, names = "CHAIN", mode = EnumSource.Mode.EXCLUDE)
    void shouldRefuseAListThatStandsTwiceWhateverACompletionAllocates(final Way way) {
        final List<NetBufferList> allocated = new ArrayList<>();
        final NetBufferList first = borrower(null);
        final NetBufferList second = borrower(mdl -> allocated.add(cache.allocate(f.plain)));
        final NetBufferList[] lists = {first, second, first};

        final IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> free(way, lists, handles(lists)));

        assertTrue(refused.getMessage().contains(way == Way.ARRAY ? "freed twice" : "past life"), refused::toString);
        assertEquals(List.of(first), allocated, "the very slot");
        assertTrue(first.isOwned(), "of its next owner");
        assertFalse(second.isOwned());
        cache.free(first);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void shouldThrowTheFirstAfterAllIsFreedWhenCompletionsThrow(final Way way) {
        final NetBufferList parent = cache.allocate();
        parent.firstNetBuffer().adjustData(0, 8);
        final List<String> told = new ArrayList<>();
        final NetBufferList[] lists = new NetBufferList[6];
        for (int i = 0; i < 6; i++) {
            final String name = "completion " + i;
            final MdlCompletion completion = mdl -> {
                told.add(name);
                throw new ArithmeticException(name);
            };
            lists[i] = i % 3 == 0 ? borrower(completion) : child(parent, completion);
        }
        cache.complete(parent, list -> {
            told.add("parent");
            cache.free(list);
        });
        final long[] handles = handles(lists);
        if (way == Way.CHAIN) {
            link(lists);
        }

        final ArithmeticException thrown = assertThrows(ArithmeticException.class, () -> free(way, lists, handles));

        assertEquals("completion 0", thrown.getMessage());
        assertEquals(
                List.of(
                        "completion 0",
                        "completion 1",
                        "completion 2",
                        "completion 3",
                        "completion 4",
                        "completion 5",
                        "parent"),
                told);
        f.environment.pools().forEach(pool -> pool.audit().requireAllFree());
    }

    /** Whichever of a family's lists come first in the free of all. */
    @Test
    void shouldFreeAFamilyInAnyOrderAtOnce() {
        final int[][] orders = {{0, 1, 2, 3}, {3, 2, 1, 0}, {1, 0, 3, 2}, {2, 3, 0, 1}, {3, 0, 2, 1}, {1, 3, 2, 0}};
        for (final int[] order : orders) {
            for (final Way way : Way.values()) {
                final List<String> told = new ArrayList<>();
                final NetBufferList parent = borrower(mdl -> told.add("parent"));
                final NetBufferList elder = child(parent, mdl -> told.add("elder"));
                final NetBufferList younger = child(parent, mdl -> told.add("younger"));
                final NetBufferList grandchild = child(younger, mdl -> told.add("grandchild"));
                final NetBufferList[] family = {parent, elder, younger, grandchild};
                final NetBufferList[] lists =
                        Arrays.stream(order).mapToObj(i -> family[i]).toArray(NetBufferList[]::new);
                final long[] handles = handles(lists);
                if (way == Way.CHAIN) {
                    link(lists);
                }
                free(way, lists, handles);
                assertEquals(4, told.size());
                assertSame("parent", told.get(3), "memory ends after all that lives off it");
                f.environment.pools().forEach(pool -> pool.audit().requireAllFree());
            }
        }
    }

    /** Writes behind a list's memory as soon as another is released: after the proof, and before its own end. */
    private record Saboteur(NetBufferList of, NetBufferList victim) implements SlotObserver {
        @Override
        public boolean refuses(final SlotPool pool) {
            return false;
        }

        @Override
        public void taken(final SlotPool pool, final Slot slot) {}

        @Override
        public void derived(final Slot child, final Slot parent) {}

        @Override
        public void released(final Slot slot) {
            if (slot == of) {
                final Mdl room = victim.embedded.room;
                room.slab().put(room.slabOffset() + room.view().capacity(), (byte) 0x41);
            }
        }

        @Override
        public void given(final SlotPool pool, final Slot slot) {}
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @EnabledIfSystemProperty(named = Checked.PROPERTY_NAME, matches = "true")
    void shouldGiveBackWhatEndedWhenAListIsDamagedInTheMiddle(final Way way) {
        final List<String> told = new ArrayList<>();
        final NetBufferList parent = cache.allocate();
        parent.firstNetBuffer().adjustData(0, 8);
        final NetBufferList outside = child(parent, null);
        final NetBufferList before = borrower(mdl -> told.add("before"));
        final NetBufferList damaged = borrower(mdl -> told.add("damaged"));
        final NetBufferList after = borrower(mdl -> told.add("after"));
        final NetBufferList[] lists = {parent, before, damaged, after};
        final long[] handles = handles(lists);
        if (way == Way.CHAIN) {
            link(lists);
        }
        final SlotObserver saboteur = new Saboteur(parent, damaged);
        Checked.install(saboteur);
        try {
            final IllegalStateException refused =
                    assertThrows(IllegalStateException.class, () -> free(way, lists, handles));
            assertTrue(refused.getMessage().contains("must not be exceeded"), refused::toString);
        } finally {
            Checked.remove(saboteur);
        }
        assertEquals(List.of("before"), told);
        assertTrue(damaged.isOwned() && after.isOwned(), "the caller's as before");
        cache.free(damaged);
        cache.free(after);
        cache.free(outside);
        f.environment.pools().forEach(pool -> pool.audit().requireAllFree());
    }
}
