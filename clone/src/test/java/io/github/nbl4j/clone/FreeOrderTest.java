// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.CloneFixture.Shape;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.pool.Checked;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parents and children freed in every order, one by one, in batches and in chains. */
final class FreeOrderTest {
    private static final int DEEP = 100_000;
    /** Bytes: less than two for each of them. */
    private static final int SMALL_STACK = 180 << 10;

    private final CloneFixture f = new CloneFixture();

    @AfterEach
    void close() {
        f.close();
    }

    static List<List<Integer>> permutations(final int n) {
        if (n == 0) {
            return List.of(List.of());
        }
        final List<List<Integer>> all = new ArrayList<>();
        for (final List<Integer> shorter : permutations(n - 1)) {
            for (int at = 0; at <= shorter.size(); at++) {
                final List<Integer> longer = new ArrayList<>(shorter);
                longer.add(at, n - 1);
                all.add(longer);
            }
        }
        return all;
    }

    /** A parent (0) with up to four children, or a line of descent to depth 4; every order. */
    static Stream<Arguments> orders() {
        return IntStream.rangeClosed(1, 5)
                .boxed()
                .flatMap(n -> permutations(n).stream()
                        .flatMap(order -> Stream.of(false, true).map(nested -> Arguments.of(nested, order))));
    }

    @ParameterizedTest(name = "nested {0}, order {1}")
    @MethodSource("orders")
    void shouldKeepTheBytesUntilTheLastWhenFreedInThatOrder(final boolean nested, final List<Integer> order) {
        final Shape shape = CloneFixture.THREE_BY_THREE;
        for (int way = 0; way < 3; way++) {
            final NetBufferList[] family = family(shape, nested, order.size());
            final NetBufferList[] inOrder = order.stream().map(i -> family[i]).toArray(NetBufferList[]::new);
            if (way == 0) {
                freeOneByOne(shape, nested, family, order);
            } else if (way == 1) {
                f.cloner.free(inOrder, inOrder.length);
            } else {
                for (int i = 1; i < inOrder.length; i++) {
                    inOrder[i - 1].next(inOrder[i]);
                }
                f.cloner.freeChain(inOrder[0]);
            }
            f.requireAllFree();
            for (final NetBufferList list : family) {
                assertFalse(list.isOwned());
                if (!Checked.ENABLED) { // Which lets nobody look.
                    assertEquals(0, list.childRefCount());
                    assertNull(list.next());
                }
            }
        }
    }

    private NetBufferList[] family(final Shape shape, final boolean nested, final int n) {
        final NetBufferList[] family = new NetBufferList[n];
        family[0] = f.original(shape);
        for (int i = 1; i < n; i++) {
            final int flags = i % 2 == 0 ? CloneFlags.NONE : CloneFlags.USE_ORIGINAL_MDLS;
            family[i] = f.cloner.allocateClone(family[nested ? i - 1 : 0], flags);
            assertTrue(family[i].firstNetBuffer().retreatPrivate(i));
            assertTrue(family[i].firstNetBuffer().advance(i, false));
        }
        return family;
    }

    private void freeOneByOne(
            final Shape shape, final boolean nested, final NetBufferList[] family, final List<Integer> order) {
        final List<NetBufferList> alive = new ArrayList<>(List.of(family));
        for (final int i : order) {
            f.cloner.free(family[i]);
            alive.remove(family[i]);
            assertContent(shape, alive);
            final int last =
                    alive.stream().mapToInt(List.of(family)::indexOf).max().orElse(-1);
            final int held = alive.isEmpty()
                    ? 0
                    : nested ? last + 1 : alive.contains(family[0]) ? alive.size() : alive.size() + 1;
            assertEquals(
                    held,
                    f.bare.audit().held() + f.environment.clonePool().audit().held(),
                    "held lists");
        }
    }

    private static void assertContent(final Shape shape, final List<NetBufferList> lists) {
        for (final NetBufferList list : lists) {
            for (int nb = 0; nb < shape.netBuffers(); nb++) {
                final byte[] expected = shape.content(nb);
                final byte[] bytes =
                        CloneFixture.bytes(CloneFixture.netBuffers(list).get(nb));
                assertArrayEquals(expected, bytes);
            }
        }
    }

    /** The twin: a byte that somebody wrote is seen in each list that reads it, and so is a child that is forgotten. */
    @Test
    void shouldSeeBytesThatChangedAndAChildThatStayed() {
        final Shape shape = CloneFixture.THREE_BY_THREE;
        final NetBufferList[] family = family(shape, true, 4);
        assertContent(shape, List.of(family));
        final NetBuffer second = CloneFixture.netBuffers(family[0]).get(1);
        second.mdlChain().unsafeBuffer().putByte(0, (byte) -1);
        for (final NetBufferList list : family) {
            assertThrows(AssertionError.class, () -> assertContent(shape, List.of(list)));
        }
        f.cloner.free(family, 3);
        assertThrows(IllegalStateException.class, f::requireAllFree);
        f.cloner.free(family[3]);
        f.requireAllFree();
    }

    /** All n! orders of the children: the parent is held for them, and goes with the last. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void shouldReclaimOnceWhenTheParentGoesFirst(final int children) {
        final List<List<Integer>> orders = permutations(children);
        for (final List<Integer> order : orders) {
            final NetBufferList[] family = family(CloneFixture.THREE_BY_THREE, false, children + 1);
            f.cloner.free(family[0]);
            for (int freed = 0; freed < children; freed++) {
                assertEquals(1, f.bare.audit().held(), "the parent waits for " + (children - freed));
                f.cloner.free(family[1 + order.get(freed)]);
            }
            f.requireAllFree();
        }
        assertEquals(IntStream.rangeClosed(1, children).reduce(1, (a, b) -> a * b), orders.size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldReclaimInALoopWhenTheLineIsHundredThousandDeep(final boolean rootFirst) throws Exception {
        onASmallStack(() -> endALine(rootFirst));
    }

    /** The twin: what calls itself that often, with nothing but a number, does not fit. */
    @Test
    void shouldOverflowThatStackWhenARecursionIsThatDeep() {
        final ExecutionException thrown =
                assertThrows(ExecutionException.class, () -> onASmallStack(() -> recurse(DEEP)));
        assertInstanceOf(StackOverflowError.class, thrown.getCause());
    }

    private static int recurse(final int generations) {
        return generations == 0 ? 0 : 1 + recurse(generations - 1);
    }

    private static void onASmallStack(final Runnable body) throws Exception {
        final FutureTask<Void> task = new FutureTask<>(body, null);
        new Thread(null, task, "small stack", SMALL_STACK).start();
        task.get();
    }

    private static void endALine(final boolean rootFirst) {
        try (NetBufferEnvironment environment = NetBufferEnvironment.create(p -> p.clones(DEEP)
                        .netBuffers(1)
                        .mdls(1)
                        .segments(1)
                        .privateLength(0)
                        .maxCaches(1));
                NetBufferListPool pool =
                        NetBufferListPool.create(environment, p -> p.capacity(1).dataSize(8));
                NetBufferListCloner cloner = new NetBufferListCloner(pool)) {
            final NetBufferList[] line = new NetBufferList[DEEP + 1];
            line[0] = cloner.allocate();
            line[0].firstNetBuffer().adjustData(0, 8);
            for (int i = 1; i <= DEEP; i++) {
                line[i] = cloner.allocateClone(line[i - 1], i % 2 * CloneFlags.USE_ORIGINAL_MDLS);
                assertNotNull(line[i]);
            }
            for (int i = 0; i <= DEEP; i++) {
                cloner.free(line[rootFirst ? i : DEEP - i]);
            }
            environment.pools().forEach(each -> each.audit().requireAllFree());
        }
    }

    @Test
    void shouldReclaimOnceWhenBatchesMixFamilies() {
        final SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            final List<NetBufferList> all = new ArrayList<>();
            for (int p = 0; p < 3; p++) {
                final NetBufferList parent = f.packet(0, 10);
                all.add(parent);
                for (int c = random.nextInt(4); c > 0; c--) {
                    final NetBufferList child = f.cloner.allocateClone(parent, CloneFlags.NONE);
                    all.add(child);
                    if (random.nextBoolean()) {
                        all.add(f.cloner.allocateClone(child, CloneFlags.USE_ORIGINAL_MDLS));
                    }
                }
            }
            final NetBufferList[] batch = new NetBufferList[all.size()];
            for (int i = 0; i < batch.length; i++) {
                batch[i] = all.remove(random.nextInt(all.size()));
            }
            f.cloner.free(batch, batch.length);
            f.requireAllFree();
        }
    }
}
