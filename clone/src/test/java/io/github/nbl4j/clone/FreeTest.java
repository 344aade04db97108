// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static io.github.nbl4j.clone.CloneFlags.NONE;
import static io.github.nbl4j.clone.CloneFlags.USE_ORIGINAL_MDLS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.NetBufferList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frees and clones that must be refused: each has its error, and changes nothing. */
final class FreeTest {
    private final CloneFixture f = new CloneFixture();

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    void shouldRefuseTheSecondFreeWhateverCameBetween() {
        final NetBufferList original = f.packet(0, 8);
        final NetBufferList clone = f.cloner.allocateClone(original, NONE);
        f.cloner.free(original);
        assertRefusedFree(original, "released, its children still live");
        f.cloner.free(clone);
        assertRefusedFree(original, "is free");
        assertRefusedFree(clone, "is free");
        f.refused(IllegalStateException.class, "freed twice", () -> f.cloner.freeClone(clone, NONE));
        f.refused(IllegalStateException.class, "freed twice", () -> f.cloner.freeClone(clone, USE_ORIGINAL_MDLS));
    }

    private void assertRefusedFree(final NetBufferList list, final String text) {
        final long misuse = list.pool().counters().misuse();
        f.refused(IllegalStateException.class, text, () -> f.cloner.free(list));
        f.refused(IllegalStateException.class, text, () -> list.pool().free(list));
        f.refused(IllegalStateException.class, text, () -> f.cloner.free(new NetBufferList[] {list}, 1));
        f.refused(IllegalStateException.class, text, () -> f.cloner.freeChain(list));
        assertEquals(misuse + 4, list.pool().counters().misuse());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLoseNothingWhenACloneStandsTwiceInABatch(final boolean parentFreed) {
        final NetBufferList original = f.packet(0, 8);
        final NetBufferList a = f.cloner.allocateClone(original, NONE);
        final NetBufferList b = f.cloner.allocateClone(original, NONE);
        if (parentFreed) {
            f.cloner.free(original);
        }
        final NetBufferList[] batch = {a, a, b};
        assertThrows(IllegalStateException.class, () -> f.cloner.free(batch, 3));
        assertFalse(a.isOwned());
        f.inUse();
        assertEquals(1, original.childRefCount(), "one birth, one death");
        f.cloner.free(b);
        if (!parentFreed) {
            f.cloner.free(original);
        }
    }

    /** The twin of whatever is refused: a call that passes, one that says something else, one that takes first. */
    @Test
    void shouldSeeACallThatIsNotRefusedAsItMustBe() {
        final NetBufferList original = f.packet(0, 8);
        final NetBufferList[] taken = new NetBufferList[1];
        final Executable passes = () -> f.cloner.free(f.cloner.allocateClone(original, NONE));
        final Executable saysSomethingElse = () -> {
            throw new IllegalStateException("no");
        };
        final Executable takesFirst = () -> {
            taken[0] = f.cloner.allocateClone(original, NONE);
            throw new IllegalStateException("freed");
        };
        for (final Executable call : List.of(passes, saysSomethingElse, takesFirst)) {
            assertThrows(AssertionError.class, () -> f.refused(IllegalStateException.class, "freed", call));
        }
        f.cloner.free(taken[0]);
        f.cloner.free(original);
    }

    /**
     * What must be refused when the two lists, or the pools, are of another environment. What is made where nothing is
     * refused is freed, and at last the two lists.
     */
    private List<Executable> calls(
            final CloneFixture of, final NetBufferList list, final NetBufferList clone, final NetBufferList own) {
        final NetBufferList[] out = new NetBufferList[1];
        return List.of(
                () -> f.cloner.free(f.cloner.allocateClone(list, NONE)),
                () -> {
                    assertTrue(f.cloner.allocateClones(list, NONE, out, 1));
                    f.cloner.free(out, 1);
                },
                () -> f.cloner.share(list),
                () -> f.cloner.free(f.cloner.allocateClone(own, of.bare, null, NONE)),
                () -> f.cloner.free(f.cloner.allocateClone(own, null, of.netBuffers, NONE)),
                () -> f.cloner.freeClone(clone, NONE),
                () -> f.cloner.free(list));
    }

    /** The twin: all of one environment. */
    @Test
    void shouldServeTheSameCallsWhenAllIsOfOneEnvironment() {
        final NetBufferList list = f.original(CloneFixture.THREE_BY_THREE);
        final NetBufferList clone = f.cloner.allocateClone(list, NONE);
        final NetBufferList own = f.original(CloneFixture.THREE_BY_THREE);
        calls(f, list, clone, own).forEach(Assertions::assertDoesNotThrow);
        assertFalse(list.isOwned() || clone.isOwned());
        f.cloner.free(own);
    }

    @Test
    void shouldRefuseListsOfAnotherEnvironment() {
        try (CloneFixture other = new CloneFixture()) {
            final NetBufferList foreign = other.original(CloneFixture.THREE_BY_THREE);
            final NetBufferList foreignClone = other.cloner.allocateClone(foreign, NONE);
            final NetBufferList own = f.original(CloneFixture.THREE_BY_THREE);
            for (final Executable call : calls(other, foreign, foreignClone, own)) {
                f.refused(IllegalArgumentException.class, "same environment", call);
            }
            assertEquals(0, own.childRefCount());
            assertEquals(1, foreign.childRefCount());
            f.cloner.free(own);
            other.cloner.free(foreignClone);
            other.cloner.free(foreign);
        }
    }

    @Test
    void shouldRefuseToDeriveFromAFreedOrReleasedList() {
        final NetBufferList original = f.packet(0, 8);
        final NetBufferList clone = f.cloner.allocateClone(original, NONE);
        f.cloner.free(original);
        for (int round = 0; round < 2; round++) {
            final NetBufferList[] out = new NetBufferList[2];
            f.refused(IllegalStateException.class, "must be owned", () -> f.cloner.allocateClone(original, NONE));
            f.refused(
                    IllegalStateException.class,
                    "must be owned",
                    () -> f.cloner.allocateClone(original, f.bare, f.netBuffers, USE_ORIGINAL_MDLS));
            f.refused(
                    IllegalStateException.class,
                    "must be owned",
                    () -> f.anyThread.allocateClone(original, null, null, NONE));
            f.refused(
                    IllegalStateException.class,
                    "must be owned",
                    () -> f.cloner.allocateClones(original, NONE, out, 2));
            f.refused(IllegalStateException.class, "must be owned", () -> f.cloner.share(original));
            f.refused(
                    IllegalStateException.class,
                    "must be owned",
                    () -> original.firstNetBuffer().retreat(1));
            f.refused(
                    IllegalStateException.class,
                    "must be owned",
                    () -> original.firstNetBuffer().putBytes(0, new UnsafeBuffer(new byte[1]), 0, 1));
            if (round == 0) {
                f.cloner.free(clone);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {CloneFlags.RESERVED, 3, 4, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    @DisplayName("3.9: RESERVED or unknown flags")
    void shouldRefuseUnknownFlags(final int flags) {
        final NetBufferList original = f.packet(0, 8);
        final long handle = f.cloner.share(original);
        final NetBufferList[] out = new NetBufferList[1];
        final String text = "flags=" + flags;
        f.refused(IllegalArgumentException.class, text, () -> f.cloner.allocateClone(original, flags));
        f.refused(IllegalArgumentException.class, text, () -> f.cloner.allocateClone(original, null, null, flags));
        f.refused(IllegalArgumentException.class, text, () -> f.anyThread.allocateClone(original, null, null, flags));
        f.refused(IllegalArgumentException.class, text, () -> f.cloner.allocateClones(original, flags, out, 1));
        f.refused(IllegalArgumentException.class, text, () -> f.cloner.allocateCloneShared(handle, flags));
        f.refused(IllegalArgumentException.class, text, () -> f.cloner.freeClone(original, flags));
        assertEquals(0, original.childRefCount());
        f.cloner.free(original);
    }

    @Test
    @DisplayName("3.9: NULL original, and null everywhere else")
    void shouldRefuseNull() {
        final NetBufferList original = f.packet(0, 8);
        f.refused(NullPointerException.class, "", () -> f.cloner.allocateClone(null, NONE));
        f.refused(NullPointerException.class, "", () -> f.cloner.allocateClone(null, null, null, NONE));
        f.refused(NullPointerException.class, "", () -> f.anyThread.allocateClone(null, null, null, NONE));
        f.refused(NullPointerException.class, "", () -> f.cloner.allocateClones(null, NONE, new NetBufferList[1], 1));
        f.refused(
                NullPointerException.class,
                "",
                () -> f.cloner.allocateClones(original, NONE, (NetBufferList[]) null, 1));
        f.refused(NullPointerException.class, "", () -> f.cloner.share(null));
        f.refused(NullPointerException.class, "", () -> f.cloner.free(null));
        f.refused(NullPointerException.class, "", () -> f.cloner.freeClone(null, NONE));
        f.refused(NullPointerException.class, "", () -> f.cloner.free((NetBufferList[]) null, 1));
        f.refused(NullPointerException.class, "", () -> new NetBufferListCloner(null));
        f.cloner.free(original);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void shouldRefuseACountThatLeavesTheArray(final int n) {
        final NetBufferList original = f.packet(0, 8);
        final NetBufferList[] out = new NetBufferList[2];
        f.refused(IndexOutOfBoundsException.class, "", () -> f.cloner.allocateClones(original, NONE, out, n));
        f.refused(IndexOutOfBoundsException.class, "", () -> f.cloner.free(out, n));
        assertEquals(0, original.childRefCount());
        assertTrue(f.cloner.allocateClones(original, NONE, out, 0));
        assertNull(out[0]);
        assertTrue(f.cloner.allocateClones(original, NONE, out, 2), "the twin");
        f.cloner.free(out, 2);
        f.cloner.free(original);
    }

    @Test
    void shouldRefuseEveryCallWhenTheClonerIsClosed() {
        final NetBufferListCloner closed = new NetBufferListCloner(f.data);
        final NetBufferList original = closed.allocate();
        assertSame(f.data, original.pool());
        closed.close();
        closed.close();
        assertThrows(IllegalStateException.class, closed::allocate);
        assertThrows(IllegalStateException.class, () -> closed.allocateClone(original, NONE));
        final long handle = f.cloner.share(original);
        assertThrows(IllegalStateException.class, () -> closed.allocateCloneShared(handle, NONE));
        assertEquals(0, original.childRefCount());
        f.cloner.free(original);
    }

    @Test
    void shouldRefuseStructureChangesOfClonesAndParents() {
        final NetBufferList original = f.original(CloneFixture.THREE_BY_THREE);
        final NetBufferList clone = f.cloner.allocateClone(original, NONE);
        final var nb = f.netBuffers.allocate(null, 0, 0);
        final var segment = f.segments.allocate();
        for (final NetBufferList list : new NetBufferList[] {original, clone}) {
            final String text = "must not be derived, shared, nor have living children";
            f.refused(IllegalStateException.class, text, () -> list.append(nb));
            f.refused(
                    IllegalStateException.class,
                    text,
                    () -> list.firstNetBuffer().append(segment));
            f.refused(
                    IllegalStateException.class,
                    text,
                    () -> list.firstNetBuffer().rebind(null, 0, 0));
            f.refused(
                    IllegalArgumentException.class,
                    "must be of this pool",
                    () -> f.dataNetBuffers.free(list.firstNetBuffer()));
        }
        f.cloner.free(clone);
        original.append(nb);
        f.segments.free(segment);
        assertNotNull(nb);
        f.cloner.free(original);
    }

    /** The refusal is decided before the parent goes to its completion, which may take the slot or throw. */
    @ParameterizedTest
    @ValueSource(strings = {"array", "array, throws", "handles", "handles, throws"})
    void shouldRefuseACloneThatStandsTwiceWhateverACompletionDoes(final String way) {
        final NetBufferList parent = f.packet(0, 8);
        final NetBufferList clone = f.cloner.allocateClone(parent, USE_ORIGINAL_MDLS);
        final NetBufferList[] lists = {clone, clone};
        final long[] handles = {clone.handle(), clone.handle()};
        final boolean throwing = way.endsWith("throws");
        f.cloner.complete(parent, list -> {
            assertSame(clone, f.cloner.allocateClone(list, USE_ORIGINAL_MDLS), "the very slot");
            if (throwing) {
                throw new ArithmeticException("hides nothing");
            }
        });

        final IllegalStateException refused = assertThrows(IllegalStateException.class, () -> {
            if (way.startsWith("array")) {
                f.cloner.free(lists, 2);
            } else {
                f.cloner.free(handles, 2);
            }
        });

        assertTrue(refused.getMessage().contains(way.startsWith("array") ? "freed twice" : "past life"));
        assertTrue(clone.isOwned(), "of its next owner");
        f.cloner.free(clone);
        if (!throwing) {
            f.cloner.free(parent);
        }
    }
}
