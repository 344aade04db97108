// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that are given up while their children live: handed over once, by the last of them, as they were. */
final class TransferTest {
    private static final NetBufferListCompletion NEVER = list -> {
        throw new AssertionError(list + " must not be handed over");
    };

    private final NblFixture f = new NblFixture();
    private final List<NetBufferList> received = new ArrayList<>();
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

    /** A list of three NetBuffers over three Mdls each, with words, and its bytes. */
    private NetBufferList original() {
        final NetBufferList list = f.bare.allocate();
        for (final int[] sizes : NblFixture.THREE_BY_THREE) {
            final Mdl head = f.chain(sizes);
            list.append(f.netBuffers.allocate(head, 2, NblFixture.sum(sizes) - 3));
            NblFixture.release(head);
        }
        list.sourceHandle(77);
        list.ownerId(5);
        list.netBufferListInfo(3, -1);
        return list;
    }

    private static List<byte[]> bytes(final NetBufferList list) {
        final List<byte[]> all = new ArrayList<>();
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            all.add(NblFixture.bytes(nb));
        }
        return all;
    }

    private NetBufferList child(final NetBufferList parent) {
        Derivation.require(f.environment, parent);
        final NetBufferList child = Derivation.begin(cache, f.plain, parent, true);
        assertNotNull(child);
        final NetBuffer first = parent.firstNetBuffer();
        if (first != null) {
            Derivation.share(Derivation.embedded(child), first);
        }
        Derivation.bear(parent, 1);
        return child;
    }

    private void assertBooks(final int... held) {
        assertEquals(held[0], f.bare.audit().held() + f.data.audit().held(), "originals");
        assertEquals(held[1], f.plain.audit().held(), "children");
    }

    @Test
    void shouldHandOverAtOnceWhenNoChildLives() {
        for (int born = 0; born < 3; born++) {
            final NetBufferList list = original();
            for (int i = 0; i < born; i++) {
                cache.free(child(list));
            }
            final long before = list.handle();
            assertTrue(list.isTransferable());
            received.clear();
            cache.complete(list, received::add);
            assertEquals(List.of(list), received);
            assertTrue(list.isOwned() && list.isTransferable());
            assertNotEquals(before, list.handle());
            assertNull(f.environment.resolve(before));
            assertSame(list, f.environment.resolve(list.handle()));
            cache.free(list);
        }
    }

    /** Every order in which three children and the owner can go. */
    @Test
    void shouldHandOverOnceWhenTheLastOfAllIsGone() {
        for (int order = 0; order < 24; order++) {
            for (int way = 0; way < 3; way++) {
                handOverInOrder(order, way);
            }
        }
    }

    private void handOverInOrder(final int order, final int way) {
        final NetBufferList parent = original();
        final NblFixture.ListFields fields = NblFixture.ListFields.of(parent);
        final List<byte[]> bytes = bytes(parent);
        final long old = parent.handle();
        final List<NetBufferList> children = List.of(child(parent), child(parent), child(parent));
        assertFalse(parent.isTransferable());
        received.clear();
        final List<Integer> left = new ArrayList<>(List.of(0, 1, 2, 3));
        int digits = order;
        for (int n = 4; n > 0; n--) {
            assertEquals(List.of(), received);
            final int party = left.remove(digits % n);
            digits /= n;
            if (party == 3) {
                cache.complete(parent, received::add);
                assertEquals(n == 1, f.environment.resolve(parent.handleNow()) != null);
            } else if (way == 0) {
                cache.free(children.get(party));
            } else if (way == 1) {
                cache.free(children.get(party).handle());
            } else {
                f.plain.free(children.get(party));
            }
            assertEquals(party == 3 || !left.contains(3), f.environment.resolve(old) == null);
        }
        assertEquals(List.of(parent), received);
        assertEquals(fields.handle() + (1L << 40), parent.handle());
        final NblFixture.ListFields after = NblFixture.ListFields.of(parent);
        assertEquals(fields.words(), after.words());
        assertSame(fields.first(), after.first());
        assertEquals(5, parent.ownerId());
        final List<byte[]> bytesAfter = bytes(parent);
        assertEquals(3, bytesAfter.size());
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(bytes.get(i), bytesAfter.get(i));
        }
        assertEquals(0, parent.childRefCount());
        assertBooks(1, 0);
        cache.free(child(parent));
        assertTrue(parent.isTransferable());
        f.data.free(parent);
        assertSame(parent, f.bare.allocate());
        assertEquals(0, parent.ownerId(), "a life that a free ended leaves nothing");
        f.bare.free(parent);
        assertBooks(0, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldHandOverWhenSiblingsGoTogether(final int way) {
        final NetBufferList parent = original();
        final NetBufferList[] children = {child(parent), child(parent), child(parent)};
        f.data.complete(parent, received::add);
        if (way == 0) {
            cache.free(children, 3);
        } else {
            children[0].next(children[1]);
            children[1].next(children[2]);
            if (way == 1) {
                cache.freeChain(children[0]);
            } else {
                NetBufferListChain.forEach(children[0], cache::free);
            }
        }
        assertEquals(List.of(parent), received);
        cache.free(parent);
    }

    @Test
    void shouldRefuseEveryUseWhileItWaits() {
        final NetBufferList parent = original();
        final NetBufferList child = child(parent);
        final long handle = parent.handle();
        cache.complete(parent, received::add);
        final String waits = "released, its children still live";
        final Class<IllegalStateException> refused = IllegalStateException.class;
        f.refused(refused, waits, () -> cache.complete(parent, NEVER));
        f.refused(refused, waits, () -> cache.free(parent));
        f.refused(refused, waits, () -> cache.freeChain(parent));
        f.refused(refused, waits, () -> parent.sourceHandle(1));
        f.refused(refused, waits, () -> parent.next(null));
        f.refused(refused, waits, () -> Derivation.require(f.environment, parent));
        f.refused(refused, "past life", () -> cache.free(handle));
        f.refused(refused, "must be the handle", () -> cache.free(parent.handleNow()));
        assertFalse(parent.isTransferable());
        assertNull(f.environment.resolve(handle));
        assertNull(f.environment.resolve(parent.handleNow()), "the next life has not begun");
        assertEquals(1, parent.childRefCount());
        cache.free(child);
        assertEquals(List.of(parent), received);
        cache.free(parent);
    }

    @Test
    void shouldRefuseAndChangeNothingWhenTheListIsNotTheCallers() {
        final NetBufferList list = cache.allocate();
        f.refused(NullPointerException.class, "completion", () -> cache.complete(list, null));
        assertTrue(list.isOwned());
        cache.free(list);
        f.refused(IllegalStateException.class, "freed twice", () -> cache.complete(list, NEVER));
        assertFalse(list.isTransferable());
        final NetBufferList again = cache.allocate();
        assertSame(list, again);
        cache.free(again);
        try (NblFixture other = new NblFixture()) {
            final NetBufferList foreign = other.data.allocate();
            f.refused(IllegalArgumentException.class, "same environment", () -> cache.complete(foreign, NEVER));
            assertTrue(foreign.isTransferable());
            other.data.free(foreign);
        }
    }

    @Test
    void shouldEndSharingWithTheLifeThatWasShared() {
        final NetBufferList parent = original();
        parent.share();
        assertFalse(parent.isTransferable(), "another thread might clone it now");
        final int shared = parent.generation();
        assertTrue(parent.tryBirthShared(shared));
        cache.complete(parent, received::add);
        assertFalse(parent.tryBirthShared(shared), "released");
        assertFalse(parent.tryBirthShared(parent.generation()));
        assertTrue(parent.childrenGone(1));
        cache.reclaim(parent);
        assertEquals(List.of(parent), received);
        assertFalse(parent.isShared());
        assertFalse(parent.tryBirthShared(shared));
        assertFalse(parent.tryBirthShared(parent.generation()));
        assertTrue(parent.isTransferable());
        cache.free(parent);
    }

    @Test
    void shouldLeaveItsChain() {
        final NetBufferList parent = original();
        final NetBufferList following = cache.allocate();
        parent.next(following);
        final NetBufferList child = child(parent);
        cache.complete(parent, received::add);
        cache.free(following);
        cache.free(child);
        assertNull(parent.next());
        cache.free(parent);
    }

    @Test
    void shouldKeepTheParentOfADerivedListUntilItIsFreed() {
        final NetBufferList grandparent = original();
        final NetBufferList parent = child(grandparent);
        final NetBufferList child = child(parent);
        final byte[] first = bytes(grandparent).get(0);
        cache.complete(grandparent, received::add);
        cache.complete(parent, received::add);
        cache.free(child);
        assertEquals(List.of(parent), received, "the grandparent still has a child");
        assertTrue(parent.isDerived());
        assertSame(grandparent, parent.parentNetBufferList());
        assertArrayEquals(first, bytes(parent).get(0));
        assertFalse(parent.firstNetBuffer().mdlChain() == null);
        cache.complete(parent, received::add);
        assertEquals(List.of(parent, parent), received, "given up again, handed over again");
        cache.free(parent);
        assertEquals(List.of(parent, parent, grandparent), received);
        cache.free(grandparent);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 40})
    void shouldRunCompletionsThatFreeInsideEachOther(final int generations) {
        final Deque<NetBufferList> lineage = new ArrayDeque<>();
        lineage.add(original());
        for (int i = 0; i < generations; i++) {
            lineage.addLast(child(lineage.getLast()));
        }
        final NetBufferList youngest = lineage.removeLast();
        for (final NetBufferList list : lineage) {
            cache.complete(list, done -> {
                received.add(done);
                cache.free(done);
            });
        }
        assertEquals(List.of(), received);
        f.plain.free(youngest);
        final List<NetBufferList> upwards = new ArrayList<>();
        lineage.descendingIterator().forEachRemaining(upwards::add);
        assertEquals(upwards, received);
        assertBooks(0, 0);
    }

    /** In the middle of a free of several: what is still to come waits, and other threads' work does not. */
    @Test
    void shouldHoldUpOnlyWhatComesAfterItAsLongAsACompletionRuns() {
        final NetBufferList first = original();
        final NetBufferList second = original();
        final NetBufferList[] children = {child(first), child(second)};
        cache.complete(second, received::add);
        cache.complete(first, list -> {
            assertEquals(List.of(), received, "the second child is not counted yet");
            final NetBufferList other = CompletableFuture.supplyAsync(f.plain::allocate)
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            assertNotNull(other);
            f.plain.free(other);
            received.add(list);
        });

        cache.free(children, 2);

        assertEquals(List.of(first, second), received);
        cache.free(first);
        cache.free(second);
        assertBooks(0, 0);
    }

    @Test
    void shouldLetTheCompletionDeriveRequeueAndGiveUpAgain() {
        final NetBufferList parent = original();
        final NetBufferListQueue queue = new NetBufferListQueue(f.environment);
        final NetBufferList first = child(parent);
        final List<NetBufferList> second = new ArrayList<>();
        cache.complete(parent, list -> {
            second.add(child(list));
            cache.complete(list, queue::appendSingle);
        });
        cache.free(first);
        assertTrue(queue.isEmpty());
        assertFalse(parent.isOwned());
        cache.free(second.get(0));
        assertSame(parent, queue.popFirst());
        assertTrue(parent.isTransferable());
        cache.free(parent);
    }

    /** Whoever throws must not keep the list; what came with it is freed, its ancestors too, and then it is thrown. */
    @Test
    void shouldFreeTheListAndThenThrowWhenTheCompletionThrows() {
        final NetBufferList grandparent = original();
        final NetBufferList parent = child(grandparent);
        final NetBufferList child = child(parent);
        final NetBufferList bystander = cache.allocate();
        cache.complete(grandparent, list -> {
            received.add(list);
            throw new IllegalStateException("second");
        });
        cache.complete(parent, list -> {
            received.add(list);
            throw new ArithmeticException("first");
        });
        final NetBufferList[] both = {child, bystander};
        assertEquals(
                "first",
                assertThrows(ArithmeticException.class, () -> cache.free(both, 2))
                        .getMessage());
        assertEquals(List.of(parent, grandparent), received);
        assertFalse(bystander.isOwned(), "the free did all its work");
        assertBooks(0, 0);
    }

    @Test
    void shouldNotFreeTwiceWhenTheCompletionFreesAndThrows() {
        final NetBufferList parent = original();
        final NetBufferList child = child(parent);
        cache.complete(parent, list -> {
            f.bare.free(list);
            assertSame(list, f.bare.allocate(), "the slot has another owner now");
            throw new ArithmeticException();
        });
        assertThrows(ArithmeticException.class, () -> cache.free(child));
        assertTrue(parent.isOwned());
        cache.free(parent);
    }

    @Test
    void shouldWaitForTheChildrenWhenTheCompletionDerivesAndThrows() {
        final NetBufferList parent = original();
        cache.free(child(parent));
        assertThrows(
                ArithmeticException.class,
                () -> cache.complete(parent, list -> {
                    received.add(child(list));
                    throw new ArithmeticException();
                }));
        assertFalse(parent.isOwned());
        assertBooks(1, 1);
        cache.free(received.get(0));
        assertBooks(0, 0);
    }

    @Test
    void shouldKeepTheBooksWhateverIsDone() {
        final long seed = Long.getLong("nbl4j.transfer.seed", System.nanoTime());
        System.out.println("transfer: -Dnbl4j.transfer.seed=" + seed);
        final Random random = new Random(seed);
        final List<NetBufferList> mine = new ArrayList<>();
        int given = 0;
        final int[] handed = {0};
        for (int step = 0; step < 20_000; step++) {
            final NetBufferList any = mine.isEmpty() ? null : mine.get(random.nextInt(mine.size()));
            switch (any == null ? 0 : random.nextInt(5)) {
                case 0 -> {
                    if (mine.size() < 20) {
                        final NetBufferList list = cache.allocate();
                        if (list != null) {
                            mine.add(list);
                        }
                    }
                }
                case 1, 2 -> {
                    if (mine.size() < 20) {
                        mine.add(child(any));
                    }
                }
                case 3 -> {
                    mine.remove(any);
                    cache.free(any);
                }
                default -> {
                    mine.remove(any);
                    given++;
                    cache.complete(any, list -> {
                        handed[0]++;
                        assertTrue(list.isTransferable());
                        if (random.nextBoolean()) {
                            mine.add(list);
                        } else {
                            cache.free(list);
                        }
                    });
                }
            }
        }
        while (!mine.isEmpty()) {
            cache.free(mine.remove(random.nextInt(mine.size())));
        }
        assertEquals(given, handed[0], "each exactly once");
        assertTrue(given > 1000);
        assertBooks(0, 0);
    }
}
