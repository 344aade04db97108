// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.junit.NoLeaks;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.pool.Checked;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a clone takes from which pool, exactly; and the k-th taking failing, for every k. */
@NoLeaks
@EnabledIfSystemProperty(named = Checked.PROPERTY_NAME, matches = "true")
final class CloneExhaustionTest {
    private static final int ALL = 40;

    private final NetBufferEnvironment environment = NetBufferEnvironment.create(
            p -> p.clones(ALL).netBuffers(ALL).mdls(ALL).segments(1).maxCaches(0));
    private final NetBufferListPool bare = NetBufferListPool.create(
            environment, p -> p.name("bare").capacity(ALL).maxCaches(0).allocateNetBuffer(false));
    private final NetBufferListPool plain = NetBufferListPool.create(
            environment, p -> p.name("plain").capacity(ALL).maxCaches(0));
    private final NetBufferPool given =
            NetBufferPool.create(environment, p -> p.name("given").capacity(ALL).maxCaches(0));
    private final NetBufferListCloner cloner = new NetBufferListCloner(plain);
    private final AnyThreadCloner anyThread = new AnyThreadCloner(environment);
    /** Undoes {@link #drain}. */
    private final Deque<Runnable> held = new ArrayDeque<>();

    @AfterEach
    void close() {
        held.forEach(Runnable::run);
        environment.pools().forEach(pool -> pool.audit().requireAllFree());
        cloner.close();
        List.of(bare, plain, given).forEach(pool -> pool.close());
        environment.close();
        environment.pools().forEach(pool -> assertTrue(pool.isReleased()));
    }

    /** An original of n NetBuffers of m Mdls of 4 bytes, data from the second byte to the last but one. */
    private NetBufferList original(final int n, final int m) {
        final NetBufferList list = bare.allocate();
        for (int i = 0; i < n; i++) {
            Mdl head = null;
            for (int j = 0; j < m; j++) {
                final Mdl mdl = environment.mdlPool().allocate(new UnsafeBuffer(new byte[4]), 0, 4, null);
                mdl.next(head);
                head = mdl;
            }
            final NetBuffer nb = given.allocate(head, 1, 4L * m - 2);
            list.append(nb);
            Mdl mdl = head;
            while (mdl != null) {
                final Mdl following = mdl.next();
                environment.mdlPool().free(mdl);
                mdl = following;
            }
        }
        return list;
    }

    /** Leaves only these many slots free. */
    private void drain(final int lists, final int netBuffers, final int mdls) {
        final Deque<NetBufferList> l = new ArrayDeque<>();
        final Deque<NetBuffer> n = new ArrayDeque<>();
        final Deque<Mdl> m = new ArrayDeque<>();
        final NetBufferListPool clones = environment.clonePool();
        while (clones.counters().inUse() < ALL - lists) {
            l.push(clones.allocate());
        }
        while (environment.netBufferPool().counters().inUse() < ALL - netBuffers) {
            n.push(environment.netBufferPool().allocate(null, 0, 0));
        }
        while (environment.mdlPool().counters().inUse() < ALL - mdls) {
            m.push(environment.mdlPool().allocate(new UnsafeBuffer(new byte[1]), 0, 1, null));
        }
        held.push(() -> {
            l.forEach(clones::free);
            n.forEach(environment.netBufferPool()::free);
            m.forEach(environment.mdlPool()::free);
        });
    }

    private void undrain() {
        held.pop().run();
    }

    static Stream<Arguments> shapes() {
        return Stream.of(new int[] {0, 0}, new int[] {1, 1}, new int[] {1, 3}, new int[] {3, 1}, new int[] {3, 3})
                .flatMap(shape -> Stream.of(CloneFlags.NONE, CloneFlags.USE_ORIGINAL_MDLS)
                        .map(flags -> Arguments.of(shape[0], shape[1], flags)));
    }

    @ParameterizedTest(name = "{0} NetBuffers of {1} Mdls, flags {2}")
    @MethodSource("shapes")
    void shouldTakeExactlyWhatTheShapeNeeds(final int n, final int m, final int flags) {
        final NetBufferList original = original(n, m);
        final int further = Math.max(0, n - 1);
        final int mdls = flags == CloneFlags.NONE ? n * Math.max(0, m - 1) : 0;
        assertTaken(original, null, null, flags, new int[] {1, further, mdls, 0, 0, 0});
        assertTaken(original, plain, null, flags, new int[] {0, further, mdls, 0, 1, 0});
        assertTaken(original, bare, null, flags, new int[] {0, n, mdls, 1, 0, 0});
        assertTaken(original, null, given, flags, new int[] {1, 0, mdls, 0, 0, n});
        assertTaken(original, plain, given, flags, new int[] {0, 0, mdls, 0, 1, n});
        assertTaken(original, bare, given, flags, new int[] {0, 0, mdls, 1, 0, n});
        cloner.free(original);
    }

    private int[] books() {
        return Stream.of(
                        environment.clonePool(), environment.netBufferPool(), environment.mdlPool(), bare, plain, given)
                .mapToInt(pool -> pool.counters().inUse())
                .toArray();
    }

    private void assertTaken(
            final NetBufferList original,
            final NetBufferListPool lists,
            final NetBufferPool netBuffers,
            final int flags,
            final int[] expected) {
        final int[] before = books();
        final NetBufferList clone = cloner.allocateClone(original, lists, netBuffers, flags);
        final int[] after = books();
        assertEquals(
                IntStream.of(expected).boxed().toList(),
                IntStream.range(0, 6).mapToObj(i -> after[i] - before[i]).toList(),
                "clones, NetBuffers, Mdls, bare, plain, given");
        cloner.free(clone);
        assertEquals(CloneFixture.inUse(environment), CloneFixture.inUse(environment));
        assertEquals(
                IntStream.of(before).boxed().toList(),
                IntStream.of(books()).boxed().toList());
    }

    @ParameterizedTest(name = "{0} NetBuffers of {1} Mdls, flags {2}")
    @MethodSource("shapes")
    void shouldChangeNothingWhenTheKthTakingFails(final int n, final int m, final int flags) {
        final NetBufferList original = original(n, m);
        final int netBuffers = Math.max(0, n - 1);
        final int mdls = flags == CloneFlags.NONE ? n * Math.max(0, m - 1) : 0;
        int failures = 0;
        for (int k = 0; k < 1 + netBuffers + mdls; k++) {
            final int lists = k == 0 ? 0 : 1;
            final int nbs = k >= 1 && k <= netBuffers ? k - 1 : netBuffers;
            final int ms = k > netBuffers ? k - netBuffers - 1 : mdls;
            drain(lists, nbs, ms);
            assertFails(original, flags, 1);
            final NetBufferList uncached = anyThread.allocateClone(original, null, null, flags);
            assertNull(uncached);
            final long handle = original.handle();
            assertNull(cloner.allocateCloneShared(handle, flags));
            undrain();
            failures++;
        }
        assertEquals(1 + netBuffers + mdls, failures);
        drain(1, netBuffers, mdls);
        final NetBufferList clone = cloner.allocateClone(original, flags);
        assertNotNull(clone, "the twin: exactly enough is enough");
        assertEquals(1, original.childRefCount());
        cloner.free(clone);
        undrain();
        cloner.free(original);
    }

    private void assertFails(final NetBufferList original, final int flags, final int clones) {
        final List<Integer> books = CloneFixture.inUse(environment);
        final List<Object> fields = CloneFixture.fields(original);
        final long children = original.childRefCount();
        if (clones == 1) {
            assertNull(cloner.allocateClone(original, flags));
        }
        final NetBufferList[] out = new NetBufferList[clones];
        assertFalse(cloner.allocateClones(original, flags, out, clones));
        assertNull(cloner.allocateCloneChain(original, flags, clones));
        assertEquals(books, CloneFixture.inUse(environment));
        assertEquals(fields, CloneFixture.fields(original));
        assertEquals(children, original.childRefCount());
    }

    @ParameterizedTest(name = "{0} NetBuffers of {1} Mdls, flags {2}")
    @MethodSource("shapes")
    void shouldMakeAllOrNoneWhenSeveralAreAskedFor(final int n, final int m, final int flags) {
        final NetBufferList original = original(n, m);
        final NetBufferList[] out = new NetBufferList[3];
        final int nbs = 3 * Math.max(0, n - 1);
        final int ms = flags == CloneFlags.NONE ? 3 * n * Math.max(0, m - 1) : 0;
        for (int k = 0; k < 3; k++) {
            drain(k, nbs, ms);
            assertFails(original, flags, 3);
            undrain();
        }
        for (int k = 0; k < nbs; k++) {
            drain(3, k, ms);
            assertFails(original, flags, 3);
            undrain();
        }
        for (int k = 0; k < ms; k++) {
            drain(3, nbs, k);
            assertFails(original, flags, 3);
            undrain();
        }
        drain(3, nbs, ms);
        assertTrue(cloner.allocateClones(original, flags, out, 3), "the twin: exactly enough is enough");
        assertEquals(3, original.childRefCount());
        cloner.free(out, 3);
        cloner.freeChain(cloner.allocateCloneChain(original, flags, 3));
        undrain();
        cloner.free(original);
    }

    @ParameterizedTest(name = "{0} NetBuffers of {1} Mdls, flags {2}")
    @MethodSource("shapes")
    void shouldTakeBackTheBirthWhenASharedCloneFails(final int n, final int m, final int flags) {
        final NetBufferList original = original(n, m);
        final long handle = cloner.share(original);
        drain(0, ALL, ALL);
        assertNull(cloner.allocateCloneShared(handle, flags));
        assertEquals(0, original.childRefCount());
        undrain();
        final NetBufferList clone = cloner.allocateCloneShared(handle, flags);
        assertNotNull(clone);
        assertEquals(1, original.childRefCount());
        cloner.free(original);
        assertNull(cloner.allocateCloneShared(handle, flags), "released");
        cloner.free(clone);
    }

    @Test
    void shouldGiveEverythingBackWhenTheGivenPoolIsClosedOrForeign() {
        final NetBufferList original = original(3, 2);
        try (NetBufferEnvironment other = NetBufferEnvironment.create(
                        p -> p.clones(1).netBuffers(1).mdls(1).segments(1).maxCaches(0));
                NetBufferPool foreign = NetBufferPool.create(other, p -> p.capacity(4));
                NetBufferListPool foreignLists = NetBufferListPool.create(other, p -> p.capacity(4))) {
            final NetBufferPool closed = NetBufferPool.create(environment, p -> p.capacity(4));
            closed.close();
            final List<Integer> before = CloneFixture.inUse(environment);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> cloner.allocateClone(original, null, foreign, CloneFlags.NONE));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> cloner.allocateClone(original, foreignLists, null, CloneFlags.NONE));
            assertThrows(
                    IllegalStateException.class, () -> cloner.allocateClone(original, bare, closed, CloneFlags.NONE));
            // Refused even where nothing would be taken from them: no data behind that offset, too much for one list.
            final int behind = 1 << 20;
            assertThrows(
                    IllegalArgumentException.class,
                    () -> cloner.allocateFragment(original, null, foreign, behind, 100, 0, 0));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> cloner.allocateFragment(original, foreignLists, null, behind, 100, 0, 0));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> cloner.allocateReassembled(original, foreignLists, 0, Integer.MAX_VALUE, 0));
            assertEquals(before, CloneFixture.inUse(environment));
            assertEquals(0, original.childRefCount());
            assertTrue(foreign.audit().isBalanced() && foreign.audit().held() == 0);
        }
        cloner.free(original);
    }

    @Test
    void shouldGiveEverythingBackWhenTheDefaultPoolsAreClosed() {
        final NetBufferList original = original(3, 2);
        final NetBufferList[] out = new NetBufferList[2];
        environment.close();
        assertThrows(IllegalStateException.class, () -> cloner.allocateClone(original, CloneFlags.NONE));
        assertThrows(IllegalStateException.class, () -> cloner.allocateClones(original, CloneFlags.NONE, out, 2));
        assertThrows(
                IllegalStateException.class, () -> cloner.allocateClone(original, bare, null, CloneFlags.NONE), "NBs");
        assertThrows(
                IllegalStateException.class,
                () -> cloner.allocateClone(original, bare, given, CloneFlags.NONE),
                "Mdls");
        final NetBufferList clone = cloner.allocateClone(original, bare, given, CloneFlags.USE_ORIGINAL_MDLS);
        assertNotNull(clone, "the twin: nothing of the closed pools is needed");
        assertEquals(1, original.childRefCount());
        cloner.free(original);
        cloner.free(clone);
    }
}
