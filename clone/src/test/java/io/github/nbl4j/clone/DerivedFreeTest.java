// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.pool.Checked;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ends of derived lists of all kinds: in every order, and refused when named by another kind, flag or delta. */
final class DerivedFreeTest {
    private static final int HEADER = 6;

    private final CloneFixture f = new CloneFixture();

    @AfterEach
    void close() {
        f.close();
    }

    static Stream<List<Integer>> orders() {
        return FreeOrderTest.permutations(6).stream();
    }

    /** An original, its clone, fragments of that, a clone of those, both reassembled: every order of the six. */
    @ParameterizedTest
    @MethodSource("orders")
    void shouldKeepTheBytesUntilTheLastWhenKindsAreMixed(final List<Integer> order) {
        final NetBufferList original = f.original(CloneFixture.THREE_BY_THREE);
        final NetBufferList clone = f.cloner.allocateClone(original, CloneFlags.NONE);
        final NetBufferList fragments = f.cloner.allocateFragment(clone, null, null, 0, 5, HEADER, 2);
        for (final NetBuffer nb : CloneFixture.netBuffers(fragments)) {
            nb.putBytes(0, new UnsafeBuffer(new byte[HEADER]), 0, HEADER);
        }
        final NetBufferList ofFragments = f.cloner.allocateClone(fragments, CloneFlags.USE_ORIGINAL_MDLS);
        final NetBufferList whole = f.cloner.allocateReassembled(fragments, null, HEADER, HEADER, 0);
        whole.firstNetBuffer().putBytes(0, new UnsafeBuffer(new byte[HEADER]), 0, HEADER);
        final NetBufferList ofClone = f.cloner.allocateReassembled(ofFragments, null, HEADER, 0, 0);
        final NetBufferList[] family = {original, clone, fragments, ofFragments, whole, ofClone};
        final List<byte[]> bytes = Stream.of(family).map(DerivedFreeTest::bytes).toList();
        final List<NetBufferList> alive = new ArrayList<>(List.of(family));
        for (final int i : order) {
            f.cloner.free(family[i]);
            alive.remove(family[i]);
            for (final NetBufferList list : alive) {
                assertArrayEquals(bytes.get(List.of(family).indexOf(list)), bytes(list));
            }
        }
        f.requireAllFree();
        for (final NetBufferList list : family) {
            assertFalse(list.isOwned());
            assertTrue(Checked.ENABLED || list.childRefCount() == 0, "checked mode lets nobody look");
        }
    }

    private static byte[] bytes(final NetBufferList list) {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        CloneFixture.netBuffers(list).forEach(nb -> all.writeBytes(CloneFixture.bytes(nb)));
        return all.toByteArray();
    }

    @Test
    @DisplayName("(b) 17, 18: kind, flags and delta are remembered, and others refused")
    void shouldRefuseAFreeWhenKindFlagsOrDeltaAreOthers() {
        final NetBufferList original = f.packet(4, 20);
        final NetBufferList[] lists = {
            original,
            f.cloner.allocateClone(original, CloneFlags.NONE),
            f.cloner.allocateClone(original, CloneFlags.USE_ORIGINAL_MDLS),
            f.cloner.allocateFragment(original, null, null, 0, 7, HEADER, 2),
            f.cloner.allocateReassembled(original, null, 0, HEADER, 2)
        };
        final String[] names = {
            "not derived (no clone)",
            "a clone with flags=0 (NONE)",
            "a clone with flags=2 (USE_ORIGINAL_MDLS)",
            "a fragment with dataOffsetDelta=6",
            "a reassembled list with dataOffsetDelta=6"
        };
        for (int i = 0; i < lists.length; i++) {
            for (int as = 1; as < lists.length; as++) {
                if (as != i) {
                    refusedFree(lists[i], as, HEADER, names[i] + ", freed as " + names[as]);
                }
            }
        }
        for (final int delta : new int[] {0, 5, 7, -1}) {
            refusedFree(lists[3], 3, delta, names[3] + ", freed as a fragment with dataOffsetDelta=" + delta);
            refusedFree(lists[4], 4, delta, names[4] + ", freed as a reassembled list with dataOffsetDelta=" + delta);
        }
        for (int i = 0; i < lists.length; i++) {
            free(lists[i], i, HEADER, i % 2 == 0);
            final NetBufferList ended = lists[i];
            final int kind = i;
            f.refused(IllegalStateException.class, "must be owned", () -> free(ended, kind, HEADER, false));
        }
    }

    private void refusedFree(final NetBufferList list, final int as, final int delta, final String text) {
        final List<Object> fields = CloneFixture.fields(list);
        final long misuses = list.pool().counters().misuse();
        f.refused(IllegalStateException.class, text, () -> free(list, as, delta, false));
        f.refused(IllegalStateException.class, text, () -> free(list, as, delta, true));
        assertEquals(fields, CloneFixture.fields(list));
        assertEquals(misuses + 2, list.pool().counters().misuse());
    }

    /** Frees a list as the given kind. */
    private void free(final NetBufferList list, final int as, final int delta, final boolean anyThread) {
        switch (as) {
            case 0 -> f.anyThread.free(list);
            case 1, 2 -> {
                final int flags = as == 1 ? CloneFlags.NONE : CloneFlags.USE_ORIGINAL_MDLS;
                if (anyThread) {
                    f.anyThread.freeClone(list, flags);
                } else {
                    f.cloner.freeClone(list, flags);
                }
            }
            case 3 -> {
                if (anyThread) {
                    f.anyThread.freeFragment(list, delta);
                } else {
                    f.cloner.freeFragment(list, delta);
                }
            }
            default -> {
                if (anyThread) {
                    f.anyThread.freeReassembled(list, delta);
                } else {
                    f.cloner.freeReassembled(list, delta);
                }
            }
        }
    }

    @Test
    void shouldForgetKindAndDeltaWhenTheSlotLivesAgain() {
        final NetBufferList original = f.packet(0, 8);
        for (int i = 0; i < 200; i++) {
            final NetBufferList fragment = f.cloner.allocateFragment(original, null, null, 0, 8, 1 + i % 8, 0);
            f.cloner.freeFragment(fragment, 1 + i % 8);
            final NetBufferList clone = f.cloner.allocateClone(original, CloneFlags.NONE);
            assertTrue(!clone.isFragment() && !clone.isReassembled() && clone.isDerived());
            f.cloner.freeClone(clone, CloneFlags.NONE);
            final NetBufferList plain = f.plain.allocate();
            assertFalse(plain.isFragment() || plain.isReassembled() || plain.isDerived());
            f.cloner.free(plain);
        }
        f.cloner.free(original);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldRefuseNumbersOutOfRangeAndPoolsOfTheWrongKind(final boolean shared) {
        final NetBufferList list = f.packet(0, 8);
        if (shared) {
            f.cloner.share(list);
        }
        final Class<IllegalArgumentException> argument = IllegalArgumentException.class;
        final Class<IllegalStateException> state = IllegalStateException.class;
        for (final int bad : new int[] {-1, Integer.MIN_VALUE}) {
            f.refused(argument, "startOffset=" + bad, () -> f.cloner.allocateFragment(list, null, null, bad, 1, 0, 0));
            f.refused(
                    argument,
                    "dataOffsetDelta=" + bad,
                    () -> f.cloner.allocateFragment(list, null, null, 0, 1, bad, 0));
            f.refused(argument, "dataBackFill=" + bad, () -> f.cloner.allocateFragment(list, null, null, 0, 1, 0, bad));
            f.refused(
                    argument, "maximumLength=" + bad, () -> f.cloner.allocateFragment(list, null, null, 0, bad, 0, 0));
            f.refused(argument, "startOffset=" + bad, () -> f.cloner.allocateReassembled(list, null, bad, 0, 0));
            f.refused(argument, "dataOffsetDelta=" + bad, () -> f.cloner.allocateReassembled(list, null, 0, bad, 0));
            f.refused(argument, "dataBackFill=" + bad, () -> f.cloner.allocateReassembled(list, null, 0, 0, bad));
        }
        f.refused(argument, "maximumLength=0", () -> f.anyThread.allocateFragment(list, null, null, 0, 0, 0, 0));
        f.refused(state, "no data", () -> f.cloner.allocateFragment(list, f.data, null, 0, 1, 0, 0));
        f.refused(state, "no data", () -> f.cloner.allocateFragment(list, null, f.dataNetBuffers, 0, 1, 0, 0));
        f.refused(state, "no data", () -> f.cloner.allocateReassembled(list, f.data, 0, 0, 0));
        f.refused(state, "must have NetBuffers", () -> f.cloner.allocateReassembled(list, f.bare, 0, 0, 0));
        f.refused(state, "must have data", () -> f.cloner.deepCopy(list, f.plain, null));
        f.refused(state, "must have data", () -> f.cloner.detach(list, null, f.netBuffers));
        assertEquals(0, list.childRefCount());
        f.cloner.free(list);
        f.refused(state, "must be owned", () -> f.cloner.allocateFragment(list, null, null, 0, 1, 0, 0));
        f.refused(state, "must be owned", () -> f.cloner.allocateReassembled(list, null, 0, 0, 0));
        f.refused(state, "must be owned", () -> f.cloner.deepCopy(list));
        f.refused(state, "must be owned", () -> f.cloner.detach(list));
        f.refused(state, "must be owned", () -> f.anyThread.detach(list, f.data, null));
    }

    @Test
    void shouldRefuseListsAndPoolsOfAnotherEnvironment() {
        final Class<IllegalArgumentException> argument = IllegalArgumentException.class;
        final String text = "same environment";
        try (CloneFixture other = new CloneFixture()) {
            final NetBufferList own = f.packet(0, 8);
            final NetBufferList foreign = other.packet(0, 8);
            final NetBufferList fragment = other.cloner.allocateFragment(foreign, null, null, 0, 4, 4, 0);
            final NetBufferList[] out = new NetBufferList[1];
            f.refused(argument, text, () -> f.cloner.allocateFragment(foreign, null, null, 0, 1, 0, 0));
            f.refused(argument, text, () -> f.cloner.allocateFragment(own, other.bare, null, 0, 1, 0, 0));
            f.refused(argument, text, () -> f.cloner.allocateFragment(own, null, other.netBuffers, 0, 1, 0, 0));
            f.refused(argument, text, () -> f.cloner.allocateReassembled(foreign, null, 0, 0, 0));
            f.refused(argument, text, () -> f.cloner.allocateReassembled(own, other.plain, 0, 0, 0));
            f.refused(argument, text, () -> f.cloner.allocateCloneOne(foreign, 0, CloneFlags.NONE));
            f.refused(argument, text, () -> f.cloner.split(foreign, CloneFlags.NONE, out));
            f.refused(argument, text, () -> f.cloner.deepCopy(foreign));
            f.refused(argument, text, () -> f.cloner.deepCopy(own, other.data, null));
            // Whether the list has a second NetBuffer, which would be of that pool, or not.
            f.refused(argument, text, () -> f.cloner.deepCopy(own, f.data, other.dataNetBuffers));
            f.refused(argument, text, () -> f.cloner.detach(own, f.data, other.dataNetBuffers));
            f.refused(argument, text, () -> f.cloner.allocateClone(own, null, other.netBuffers, CloneFlags.NONE));
            f.refused(argument, text, () -> f.cloner.freeFragment(fragment, 4));
            f.refused(argument, text, () -> f.anyThread.free(fragment));
            f.refused(argument, text, () -> f.anyThread.allocateClone(foreign, null, null, CloneFlags.NONE));
            other.cloner.free(fragment);
            other.cloner.free(foreign);
            f.cloner.free(own);
        }
    }
}
