// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static io.github.nbl4j.clone.CloneFixture.THREE_BY_THREE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.NetBufferList;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clones made and freed by their handles, several at once: the short way, and where it ends. */
final class CloneHandlesTest {
    private static final int N = 5;

    private final CloneFixture f = new CloneFixture();
    private final long[] handles = new long[N + 1];

    @AfterEach
    void audit() {
        f.close();
    }

    private NetBufferList original(final boolean sole) {
        return sole ? f.packet(8, 40) : f.original(THREE_BY_THREE);
    }

    @ParameterizedTest(name = "flags {0}, sole {1}")
    @CsvSource({"0, true", "0, false", "2, true", "2, false"})
    void shouldMakeWholeClonesAndFreeThemInAnyOrder(final int flags, final boolean sole) {
        final NetBufferList original = original(sole);
        assertTrue(f.cloner.allocateClones(original, flags, handles, N));
        assertEquals(0, handles[N], "no more than was asked for");
        assertEquals(N, Arrays.stream(handles, 0, N).distinct().count());
        assertEquals(N, original.childRefCount());
        for (int i = 0; i < N; i++) {
            final NetBufferList clone = f.environment.resolve(handles[i]);
            assertEquals(original, clone.parentNetBufferList());
            assertEquals(flags == CloneFlags.USE_ORIGINAL_MDLS, clone.usesOriginalMdls());
            assertArrayEquals(
                    CloneFixture.bytes(original.firstNetBuffer()), CloneFixture.bytes(clone.firstNetBuffer()));
        }
        final long swapped = handles[0];
        handles[0] = handles[3];
        handles[3] = swapped;
        f.cloner.free(handles, N);
        assertEquals(0, original.childRefCount());
        for (int i = 0; i < N; i++) {
            assertEquals(null, f.environment.resolve(handles[i]));
        }
        f.cloner.free(original);
    }

    @Test
    void shouldReclaimTheOriginalWithItsLastClones() {
        final NetBufferList original = original(true);
        assertTrue(f.cloner.allocateClones(original, 2, handles, N));
        f.cloner.free(original);
        f.cloner.free(handles, 2);
        assertFalse(f.inUse().stream().allMatch(held -> held == 0), "three live");
        f.cloner.free(Arrays.copyOfRange(handles, 2, N), 3);
        f.requireAllFree();
    }

    /** Other kinds of lists, other families and parents go the long way. */
    @ParameterizedTest(name = "odd one at {0}")
    @ValueSource(ints = {0, 2, N})
    void shouldFreeWithAnOddOne(final int odd) {
        final NetBufferList original = original(true);
        final NetBufferList other = original(false);
        assertTrue(f.cloner.allocateClones(original, 2, handles, N));
        handles[N] = handles[odd];
        handles[odd] = other.handle();
        final NetBufferList parent = f.environment.resolve(handles[1]);
        final NetBufferList child = f.cloner.allocateClone(parent, 0);
        f.cloner.free(handles, N + 1);
        assertEquals(1, original.childRefCount(), "one waits for its child");
        f.cloner.free(child);
        f.cloner.free(original);
    }

    @ParameterizedTest(name = "stale at {0}")
    @ValueSource(ints = {0, 1, 4})
    void shouldFreeNothingWhenOneIsStale(final int stale) {
        final NetBufferList original = original(true);
        assertTrue(f.cloner.allocateClones(original, 2, handles, N));
        final long past = handles[stale];
        f.cloner.free(past);
        f.refused(IllegalStateException.class, "past life", () -> f.cloner.free(handles, N));
        handles[stale] = f.cloner.allocateClone(original, 2).handle();
        final long[] wrong = handles.clone();
        for (final long bad : new long[] {past, -1, Long.MIN_VALUE, handles[stale] ^ 1L << 40}) {
            wrong[stale] = bad;
            f.refused(IllegalStateException.class, "handle=0x", () -> f.cloner.free(wrong, N));
        }
        assertEquals(N, original.childRefCount());
        f.cloner.free(handles, N);
        f.cloner.free(original);
    }

    /** What stands there before its second place is freed, and nothing twice. */
    @ParameterizedTest(name = "sole {0}")
    @ValueSource(booleans = {true, false})
    void shouldSayThatAHandleStandsThereTwice(final boolean sole) {
        final NetBufferList original = original(sole);
        assertTrue(f.cloner.allocateClones(original, 2, handles, 3));
        final long[] twice = {handles[0], handles[1], handles[0], handles[2]};
        boolean refused = false;
        try {
            f.cloner.free(twice, 4);
        } catch (final IllegalStateException expected) {
            refused = expected.getMessage().contains("past life");
        }
        assertTrue(refused);
        assertEquals(1, original.childRefCount(), "two were freed once");
        f.cloner.free(handles[2]);
        f.cloner.free(original);
    }

    @ParameterizedTest(name = "n {0}")
    @ValueSource(ints = {-1, 7, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void shouldRefuseALengthThatDoesNotFit(final int n) {
        final NetBufferList original = original(true);
        f.refused(IndexOutOfBoundsException.class, "", () -> f.cloner.allocateClones(original, 2, handles, n));
        f.refused(IndexOutOfBoundsException.class, "", () -> f.cloner.free(handles, n));
        f.refused(NullPointerException.class, "", () -> f.cloner.free((long[]) null, 1));
        f.refused(NullPointerException.class, "", () -> f.cloner.allocateClones(original, 2, (long[]) null, 1));
        assertTrue(f.cloner.allocateClones(original, 2, handles, 0));
        f.cloner.free(handles, 0);
        assertEquals(0, original.childRefCount());
        f.cloner.free(original);
    }

    @ParameterizedTest(name = "sole {0}")
    @ValueSource(booleans = {true, false})
    void shouldGiveBackWhatAShortPoolCouldNotComplete(final boolean sole) {
        final NetBufferList original = original(sole);
        final long[] many = new long[4096];
        assertFalse(f.cloner.allocateClones(original, 2, many, many.length));
        assertEquals(0, original.childRefCount());
        assertTrue(f.cloner.allocateClones(original, 2, handles, N), "the twin: fewer are there");
        f.cloner.free(handles, N);
        f.cloner.free(original);
    }

    @Test
    void shouldRefuseWhenThePoolIsClosed() {
        final NetBufferList original = original(true);
        assertTrue(f.cloner.allocateClones(original, 2, handles, 3));
        f.environment.clonePool().close();
        f.refused(IllegalStateException.class, "closed", () -> f.cloner.allocateClones(original, 2, new long[N], N));
        f.refused(IllegalStateException.class, "closed", () -> f.cloner.allocateCloneChain(original, 2, N));
        f.cloner.free(handles, 3);
        f.cloner.free(original);
    }
}
