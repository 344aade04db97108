// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static io.github.nbl4j.clone.CloneFixture.THREE_BY_THREE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.pool.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clones whose slots have more NetBuffers and Mdls than one: as others, but that they take none from the pools. */
final class SpareTest {
    /** Held of the default NetBuffers and Mdls. */
    private static int held(final CloneFixture f) {
        return f.environment.netBufferPool().audit().held()
                + f.environment.mdlPool().audit().held();
    }

    private static void free(final CloneFixture f, final List<NetBufferList> lists, final long seed) {
        Collections.shuffle(lists, new Random(seed));
        lists.forEach(f.cloner::free);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.nbl4j.clone.CloneFixture#shapes")
    void shouldCloneEveryShapeAndFreeInAnyOrder(final CloneFixture.Shape shape) {
        for (int netBuffers = 1; netBuffers <= 3; netBuffers++) {
            for (int mdls = 1; mdls <= 3; mdls++) {
                try (CloneFixture f = new CloneFixture(netBuffers, mdls)) {
                    final NetBufferList original = f.original(shape);
                    final List<NetBufferList> all = new ArrayList<>(List.of(original));
                    for (final int flags : new int[] {CloneFlags.NONE, CloneFlags.USE_ORIGINAL_MDLS}) {
                        final NetBufferList clone = f.cloner.allocateClone(original, flags);
                        all.add(clone);
                        all.add(f.cloner.allocateClone(clone, CloneFlags.NONE));
                        all.add(f.anyThread.allocateClone(clone, null, null, CloneFlags.USE_ORIGINAL_MDLS));
                    }
                    for (final NetBufferList clone : all) {
                        final List<NetBuffer> parts = CloneFixture.netBuffers(clone);
                        assertEquals(shape.netBuffers(), parts.size());
                        for (int i = 0; i < parts.size(); i++) {
                            assertArrayEquals(shape.content(i), CloneFixture.bytes(parts.get(i)));
                        }
                    }
                    free(f, all, netBuffers * 31L + mdls);
                }
            }
        }
    }

    @ParameterizedTest(name = "netBuffers {0}, mdls {1}, flags {2}: {3} from pools")
    @CsvSource({"3,3,0,0", "3,3,2,0", "2,3,2,1", "3,1,0,3", "2,3,0,1", "1,1,2,2", "4,4,0,0"})
    void shouldTakeFromPoolsWhatTheSlotLacks(
            final int netBuffers, final int mdls, final int flags, final int expected) {
        try (CloneFixture f = new CloneFixture(netBuffers, mdls)) {
            final NetBufferList original = f.original(THREE_BY_THREE);
            final int before = held(f);
            final NetBufferList clone = f.cloner.allocateClone(original, flags);
            assertEquals(before + expected, held(f));
            f.cloner.free(clone);
            assertEquals(before, held(f));
            f.cloner.free(original);
        }
    }

    /** One slot has lives of three, one and two NetBuffers: each ends where it should. */
    @ParameterizedTest(name = "flags {0}")
    @ValueSource(ints = {CloneFlags.NONE, CloneFlags.USE_ORIGINAL_MDLS})
    void shouldForgetTheLastLifesNetBuffers(final int flags) {
        try (CloneFixture f = new CloneFixture(3, 3)) {
            final NetBufferList three = f.original(THREE_BY_THREE);
            final NetBufferList one = f.packet(8, 40);
            final NetBufferList two = f.cloner.allocateFragment(one, null, null, 0, 20, 0, 0);
            NetBufferList last = f.cloner.allocateClone(three, flags);
            final Slot slot = last;
            for (final NetBufferList original : List.of(one, three, two, one, two, three, one)) {
                f.cloner.free(last);
                last = f.cloner.allocateClone(original, flags);
                assertEquals(slot, last, "the slot that was freed last");
                assertEquals(
                        CloneFixture.netBuffers(original).size(),
                        CloneFixture.netBuffers(last).size());
            }
            f.cloner.free(last);
            final NetBufferList plain = f.environment.clonePool().allocate();
            assertNull(plain.firstNetBuffer().next());
            f.cloner.free(List.of(plain, two, one, three).toArray(NetBufferList[]::new), 4);
        }
    }

    /** Private memory, words and borrowed Mdls of a NetBuffer of the slot go with the life that had them. */
    @ParameterizedTest(name = "flags {0}")
    @ValueSource(ints = {CloneFlags.NONE, CloneFlags.USE_ORIGINAL_MDLS})
    void shouldGiveBackWhatASpareHeld(final int flags) {
        try (CloneFixture f = new CloneFixture(3, 3)) {
            final NetBufferList original = f.original(THREE_BY_THREE);
            final List<Integer> before = f.inUse();
            for (int life = 0; life < 3; life++) {
                final NetBufferList clone = f.cloner.allocateClone(original, flags);
                for (final NetBuffer each : CloneFixture.netBuffers(clone)) {
                    assertEquals(0, each.protocolReserved(1), "a word of the last life");
                    each.protocolReserved(1, 7);
                    assertTrue(each.retreatPrivate(CloneFixture.ROOM));
                    assertTrue(each.retreatPrivate(CloneFixture.ROOM + 1), "a segment, as the room is used");
                }
                assertNotEquals(before, f.inUse());
                f.cloner.free(clone);
                final List<Integer> after = f.inUse();
                assertEquals(before, after);
            }
            f.cloner.free(original);
        }
    }

    @Test
    void shouldFragmentIntoTheSlotsNetBuffers() {
        try (CloneFixture f = new CloneFixture(4, 1)) {
            final NetBufferList original = f.packet(8, 40);
            final int before = held(f);
            final NetBufferList fragments = f.cloner.allocateFragment(original, null, null, 0, 10, 4, 0);
            assertEquals(4, CloneFixture.netBuffers(fragments).size());
            assertEquals(before, held(f));
            final NetBufferList more = f.cloner.allocateFragment(original, null, null, 0, 8, 4, 0);
            assertEquals(before + 1, held(f), "the twin: a fifth comes from the pool");
            f.cloner.free(more);
            f.cloner.free(fragments);
            f.cloner.free(original);
        }
    }

    @Test
    void shouldGiveBackAHalfMadeCloneWhenThePoolsAreShort() {
        try (CloneFixture f = new CloneFixture(2, 1)) {
            final NetBufferList original = f.original(THREE_BY_THREE);
            final List<NetBufferList> clones = new ArrayList<>();
            NetBufferList clone = f.cloner.allocateClone(original, CloneFlags.NONE);
            while (clone != null) {
                clones.add(clone);
                clone = f.cloner.allocateClone(original, CloneFlags.NONE);
            }
            final List<Integer> before = f.inUse();
            assertNull(f.cloner.allocateClone(original, CloneFlags.NONE));
            assertEquals(before, f.inUse());
            assertEquals(clones.size(), original.childRefCount());
            clones.add(original);
            free(f, clones, 5);
        }
    }

    /** A NetBuffer of a slot belongs to its list for good. */
    @Test
    void shouldRefuseToPartASpareFromItsList() {
        try (CloneFixture f = new CloneFixture(3, 1)) {
            final NetBufferList original = f.original(THREE_BY_THREE);
            final NetBufferList clone = f.cloner.allocateClone(original, CloneFlags.USE_ORIGINAL_MDLS);
            final NetBuffer spare = clone.firstNetBuffer().next();
            assertNull(spare.pool());
            final NetBufferList other = f.bare.allocate();
            f.refused(IllegalStateException.class, "must be allocated from a NetBufferPool", () -> other.append(spare));
            f.refused(
                    IllegalArgumentException.class,
                    "must be of this pool",
                    () -> f.environment.netBufferPool().free(spare));
            f.cloner.free(other);
            f.cloner.free(clone);
            f.cloner.free(original);
        }
    }

    private static void refused(final String text, final Consumer<NetBufferEnvironment> build) {
        try (NetBufferEnvironment environment =
                NetBufferEnvironment.create(p -> p.clones(4).maxCaches(0))) {
            final Throwable thrown = assertThrows(IllegalArgumentException.class, () -> build.accept(environment));
            assertTrue(thrown.getMessage().contains(text), thrown + " must say: " + text);
        }
    }

    @Test
    void shouldNameTheSizeThatIsOutOfRange() {
        for (final int bad : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            refused(
                    "netBuffersPerList=" + bad,
                    e -> NetBufferListPool.create(e, p -> p.capacity(4).netBuffersPerList(bad)));
            refused(
                    "mdlsPerNetBuffer=" + bad,
                    e -> NetBufferListPool.create(e, p -> p.capacity(4).mdlsPerNetBuffer(bad)));
        }
        refused(
                "must have no data",
                e -> NetBufferListPool.create(e, p -> p.capacity(4).dataSize(64).netBuffersPerList(2)));
        refused(
                "allocateNetBuffer=false",
                e -> NetBufferListPool.create(
                        e, p -> p.capacity(4).allocateNetBuffer(false).mdlsPerNetBuffer(2)));
        refused(
                "at most " + Slot.MAX_SLOTS,
                e -> NetBufferListPool.create(
                        e, p -> p.capacity(Slot.MAX_SLOTS / 4).maxCaches(0).netBuffersPerList(5)));
        refused(
                "lists=16 netBuffersPerList=2048 mdlsPerNetBuffer=2048",
                e -> NetBufferListPool.create(
                        e,
                        p -> p.capacity(16).maxCaches(0).netBuffersPerList(2048).mdlsPerNetBuffer(2048)));
        assertThrows(IllegalArgumentException.class, () -> NetBufferEnvironment.create(p -> p.netBuffersPerClone(0)));
        try (NetBufferEnvironment good = NetBufferEnvironment.create(
                p -> p.clones(4).netBuffersPerClone(2).mdlsPerNetBuffer(2))) {
            assertNotNull(good.clonePool());
        }
    }
}
