// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListContextPool;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.pool.SlotPool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each derivation with every pool it takes from short by one, two, ... all of what it needs: null, nothing changed. */
final class DerivationExhaustionTest {
    private static final int ALL = 24;
    private static final int DATA = 16;

    private final NetBufferEnvironment environment = NetBufferEnvironment.create(p -> p.clones(ALL)
            .netBuffers(ALL)
            .mdls(2 * ALL)
            .segments(ALL)
            .privateLength(8)
            .maxCaches(0));
    private final NetBufferListPool bare = NetBufferListPool.create(
            environment, p -> p.name("bare").capacity(ALL).maxCaches(0).allocateNetBuffer(false));
    private final NetBufferListPool data = NetBufferListPool.create(
            environment, p -> p.name("data").capacity(ALL).maxCaches(0).dataSize(DATA));
    private final NetBufferPool given =
            NetBufferPool.create(environment, p -> p.name("given").capacity(ALL).maxCaches(0));
    private final NetBufferPool givenData = NetBufferPool.create(
            environment, p -> p.name("givenData").capacity(ALL).maxCaches(0).dataSize(DATA));
    private final NetBufferListCloner cloner = new NetBufferListCloner(data);
    private final AnyThreadCloner anyThread = new AnyThreadCloner(environment);
    private final NetBufferList[] out = new NetBufferList[3];

    @AfterEach
    void close() {
        environment.pools().forEach(pool -> pool.audit().requireAllFree());
        cloner.close();
        List.of(bare, data, given, givenData).forEach(SlotPool::close);
        environment.close();
        environment.pools().forEach(pool -> assertTrue(pool.isReleased()));
    }

    /** A derivation; what it returns is freed by itself, or in the case of a split by the elements of out. */
    record Way(String name, Function<DerivationExhaustionTest, NetBufferList> call) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** NDIS names. The original has three NetBuffers of three Mdls of 100 bytes each, with 298 bytes of data each. */
    static Stream<Way> ways() {
        return Stream.of(
                new Way("fragment", t -> t.cloner.allocateFragment(t.original, null, null, 1, 150, 8, 0)),
                new Way("fragment, segments", t -> t.cloner.allocateFragment(t.original, null, null, 0, 150, 8, 1)),
                new Way("fragment, large", t -> t.cloner.allocateFragment(t.original, null, null, 0, 150, 300, 1)),
                new Way("fragment, bare", t -> t.cloner.allocateFragment(t.original, t.bare, null, 0, 150, 9, 0)),
                new Way("fragment, given", t -> t.cloner.allocateFragment(t.original, t.bare, t.given, 0, 100, 9, 0)),
                new Way("fragment, any", t -> t.anyThread.allocateFragment(t.original, null, null, 0, 150, 9, 0)),
                new Way("reassembled", t -> t.cloner.allocateReassembled(t.original, null, 1, 9, 9)),
                new Way("reassembled, any", t -> t.anyThread.allocateReassembled(t.original, null, 0, 0, 0)),
                new Way("one", t -> t.cloner.allocateCloneOne(t.original, 1, CloneFlags.NONE)),
                new Way("one, any", t -> t.anyThread.allocateCloneOne(t.original, 2, CloneFlags.USE_ORIGINAL_MDLS)),
                new Way("split", t -> t.cloner.split(t.original, CloneFlags.NONE, t.out) < 0 ? null : t.original),
                new Way("split, any", t -> t.anyThread.split(t.original, 2, t.out) < 0 ? null : t.original),
                new Way("copy", t -> t.cloner.deepCopy(t.original)),
                new Way("copy, data", t -> t.cloner.deepCopy(t.original, t.data, t.givenData)),
                new Way("copy, any", t -> t.anyThread.deepCopy(t.original, t.data, t.givenData)),
                new Way("detach", t -> t.cloner.detach(t.original, null, t.givenData)));
    }

    private NetBufferList original;

    private void build() {
        original = bare.allocate();
        for (int i = 0; i < 3; i++) {
            Mdl head = null;
            for (int j = 0; j < 3; j++) {
                final Mdl mdl = environment.mdlPool().allocate(new UnsafeBuffer(new byte[100]), 0, 100, null);
                mdl.next(head);
                head = mdl;
            }
            original.append(given.allocate(head, 1, 298));
            while (head != null) {
                final Mdl following = head.next();
                environment.mdlPool().free(head);
                head = following;
            }
        }
    }

    private List<Integer> inUse() {
        return CloneFixture.inUse(environment);
    }

    private void end(final NetBufferList made) {
        if (made == original) {
            cloner.free(out, 3);
        } else {
            cloner.free(made);
        }
        if (original.isOwned()) {
            cloner.free(original);
        }
    }

    /** What the way takes from each pool; a detach gives the original back at once, so its deep copy says it. */
    private int[] needOf(final Way way) {
        build();
        final List<Integer> before = inUse();
        final boolean detaches = "detach".equals(way.name());
        final NetBufferList made = detaches
                ? cloner.deepCopy(original, null, givenData)
                : way.call().apply(this);
        final List<Integer> after = inUse();
        end(made);
        final int[] need = new int[before.size()];
        for (int i = 0; i < need.length; i++) {
            need[i] = after.get(i) - before.get(i);
        }
        return need;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldChangeNothingWhenAnyPoolIsShort(final Way way) {
        final int[] need = needOf(way);
        int failures = 0;
        for (int pool = 0; pool < need.length; pool++) {
            for (int left = 0; left < need[pool]; left++) {
                build();
                final Deque<Runnable> held = new ArrayDeque<>();
                for (int i = 0; i < need.length; i++) {
                    drain(environment.pools().get(i), i == pool ? left : need[i], held);
                }
                assertNullAndNothingChanged(way, environment.pools().get(pool).name());
                held.forEach(Runnable::run);
                cloner.free(original);
                environment.pools().forEach(each -> each.audit().requireAllFree());
                failures++;
            }
        }
        assertTrue(failures > 0);
        build();
        final Deque<Runnable> held = new ArrayDeque<>();
        for (int i = 0; i < need.length; i++) {
            drain(environment.pools().get(i), need[i], held);
        }
        final NetBufferList made = way.call().apply(this);
        assertNotNull(made, "the twin: exactly enough is enough");
        end(made);
        held.forEach(Runnable::run);
    }

    private void assertNullAndNothingChanged(final Way way, final String pool) {
        final List<Integer> books = inUse();
        final List<Object> fields = CloneFixture.fields(original);
        assertNull(way.call().apply(this), "short of " + pool);
        assertEquals(books, inUse());
        assertEquals(fields, CloneFixture.fields(original));
        assertEquals(0, original.childRefCount());
    }

    /** The twin: ways that keep what they took, leave the original elsewhere, or make something. */
    @Test
    void shouldSeeAWayThatChangesSomething() {
        build();
        final Way keeps = new Way("keeps", t -> {
            t.out[0] = t.data.allocate();
            return null;
        });
        final Way moves = new Way("moves", t -> {
            assertTrue(t.original.firstNetBuffer().advance(1));
            return null;
        });
        final Way makes = new Way("makes", t -> t.out[1] = t.cloner.deepCopy(t.original));
        for (final Way way : List.of(keeps, moves, makes)) {
            assertThrows(AssertionError.class, () -> assertNullAndNothingChanged(way, "none"), way.name());
        }
        cloner.free(out, 2);
        assertNullAndNothingChanged(new Way("does nothing", t -> null), "none");
        cloner.free(original);
    }

    /** Leaves only so many slots of a pool free; not of contexts, of which no derivation takes any. */
    private void drain(final SlotPool pool, final int left, final Deque<Runnable> held) {
        if (pool instanceof NetBufferListContextPool) {
            return;
        }
        while (pool.population() - pool.counters().inUse() > left) {
            if (pool instanceof NetBufferListPool lists) {
                final NetBufferList list = lists.allocate();
                held.push(() -> lists.free(list));
            } else if (pool instanceof NetBufferPool netBuffers) {
                final NetBuffer nb =
                        netBuffers.dataSize() == 0 ? netBuffers.allocate(null, 0, 0) : netBuffers.allocateMdlAndData();
                held.push(() -> netBuffers.free(nb));
            } else if (pool instanceof MdlPool mdls) {
                final Mdl mdl = mdls.dataSize() == 0
                        ? mdls.allocate(new UnsafeBuffer(new byte[1]), 0, 1, null)
                        : mdls.allocate();
                held.push(() -> mdls.free(mdl));
            }
        }
    }
}
