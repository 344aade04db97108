// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static io.github.nbl4j.clone.CloneFixture.THREE_BY_THREE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.pool.Checked;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clones made and freed as a chain, and siblings freed as an array: the short ways, and where they end. */
final class CloneChainTest {
    private static final int N = 5;

    private final CloneFixture f = new CloneFixture();

    @AfterEach
    void audit() {
        f.close();
    }

    private static List<NetBufferList> lists(final NetBufferList head) {
        final List<NetBufferList> all = new ArrayList<>();
        for (NetBufferList list = head; list != null; list = list.next()) {
            all.add(list);
        }
        return all;
    }

    private NetBufferList original(final boolean sole) {
        return sole ? f.packet(8, 40) : f.original(THREE_BY_THREE);
    }

    @ParameterizedTest(name = "flags {0}, sole {1}")
    @CsvSource({"0, true", "0, false", "2, true", "2, false"})
    void shouldLinkWholeClones(final int flags, final boolean sole) {
        final NetBufferList original = original(sole);
        final NetBufferList head = f.cloner.allocateCloneChain(original, flags, N);
        final List<NetBufferList> clones = lists(head);

        assertEquals(N, clones.stream().distinct().count());
        assertEquals(N, original.childRefCount());
        for (final NetBufferList clone : clones) {
            assertEquals(original, clone.parentNetBufferList());
            assertEquals(
                    CloneFixture.netBuffers(original).size(),
                    CloneFixture.netBuffers(clone).size());
            assertArrayEquals(
                    CloneFixture.bytes(original.firstNetBuffer()), CloneFixture.bytes(clone.firstNetBuffer()));
        }
        f.cloner.freeChain(head);

        assertEquals(0, original.childRefCount());
        for (final NetBufferList clone : clones) {
            assertEquals(false, clone.isOwned());
            assertInNoChain(clone);
        }
        f.cloner.free(original);
    }

    @ParameterizedTest(name = "sole {0}")
    @ValueSource(booleans = {true, false})
    void shouldReclaimTheOriginalWithItsLastChain(final boolean sole) {
        final NetBufferList original = original(sole);
        final NetBufferList first = f.cloner.allocateCloneChain(original, 2, N);
        final NetBufferList second = f.cloner.allocateCloneChain(original, 2, N);
        final int generation = original.generation();
        f.cloner.free(original);
        f.cloner.freeChain(first);
        assertEquals(false, f.inUse().stream().allMatch(held -> held == 0), "children of the second chain live");

        f.cloner.freeChain(second);
        f.requireAllFree();
        assertEquals(generation + 1, original.generation());
    }

    /** A chain in which one list is no plain clone goes the long way, and ends as whole. */
    @ParameterizedTest(name = "odd one at {0}")
    @ValueSource(ints = {0, 2, 4})
    void shouldFreeAChainWithAnOddOne(final int odd) {
        final NetBufferList original = f.packet(8, 40);
        final NetBufferList head = f.cloner.allocateCloneChain(original, 2, N);
        final List<NetBufferList> clones = lists(head);
        final NetBufferList child = f.cloner.allocateClone(clones.get(odd), 0);
        clones.get((odd + 1) % N).scratch(7);

        f.cloner.freeChain(head);
        assertEquals(1, original.childRefCount(), "the odd one waits for its child");
        f.cloner.free(child);
        assertEquals(0, original.childRefCount());
        f.cloner.free(original);
    }

    @Test
    void shouldFreeAChainOfTwoFamilies() {
        final NetBufferList one = f.packet(8, 40);
        final NetBufferList two = f.packet(8, 40);
        final NetBufferList head = f.cloner.allocateCloneChain(one, 2, 2);
        head.next().next(f.cloner.allocateCloneChain(two, 2, 2));

        f.cloner.freeChain(head);
        assertEquals(0, one.childRefCount() + two.childRefCount());
        f.cloner.free(one);
        f.cloner.free(two);
    }

    /** Nothing is freed when one of the chain was freed before. */
    @Test
    void shouldRefuseAChainWithAFreedOne() {
        final NetBufferList original = f.packet(8, 40);
        final NetBufferList head = f.cloner.allocateCloneChain(original, 2, 3);
        final List<NetBufferList> clones = lists(head);
        final NetBufferList last = f.cloner.allocateClone(original, 2);
        clones.get(2).next(last);
        f.cloner.free(last);

        f.refused(IllegalStateException.class, "must be owned by the caller", () -> f.cloner.freeChain(head));
        assertEquals(3, original.childRefCount());
        clones.get(2).next(null);
        f.cloner.freeChain(head);
        f.cloner.free(original);
    }

    @Test
    void shouldFreeSiblingsOfAnArrayInAnyOrder() {
        final NetBufferList original = f.packet(8, 40);
        final NetBufferList[] clones = new NetBufferList[N];
        assertTrue(f.cloner.allocateClones(original, 2, clones, N));
        clones[1].next(clones[3]);
        final NetBufferList swapped = clones[0];
        clones[0] = clones[4];
        clones[4] = swapped;
        f.cloner.free(original);

        f.cloner.free(clones, N);
        assertInNoChain(clones[1]);
        f.requireAllFree();
    }

    /** A resting list is in no chain; checked mode lets nobody look. */
    private static void assertInNoChain(final NetBufferList list) {
        if (!Checked.ENABLED) {
            assertNull(list.next());
        }
    }

    /** What stands in the array before its second place is freed, and nothing twice. */
    @Test
    void shouldSayThatAListStandsThereTwice() {
        final NetBufferList original = f.packet(8, 40);
        final NetBufferList[] clones = new NetBufferList[4];
        assertTrue(f.cloner.allocateClones(original, 2, clones, 3));
        clones[3] = clones[2];
        clones[2] = clones[0];

        final IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> f.cloner.free(clones, 4));
        assertTrue(thrown.getMessage().contains("freed twice"), thrown.getMessage());
        assertEquals(1, original.childRefCount(), "two were freed once");
        f.cloner.free(clones[3]);
        assertEquals(0, original.childRefCount());
        f.cloner.free(original);
    }

    @ParameterizedTest(name = "n {0}")
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void shouldRefuseAnEmptyChain(final int n) {
        final NetBufferList original = f.packet(8, 40);
        f.refused(
                IllegalArgumentException.class,
                "n must be more than 0: n=" + n,
                () -> f.cloner.allocateCloneChain(original, 2, n));
        f.cloner.free(original);
    }

    @Test
    void shouldGiveBackWhatAShortPoolCouldNotComplete() {
        final NetBufferList original = f.packet(8, 40);
        assertNull(f.cloner.allocateCloneChain(original, 2, 1_000_000));
        assertEquals(0, original.childRefCount());
        final NetBufferList head = f.cloner.allocateCloneChain(original, 2, N);
        assertNotNull(head);
        f.cloner.freeChain(head);
        f.cloner.free(original);
    }
}
