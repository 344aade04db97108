// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static io.github.nbl4j.clone.CloneFixture.THREE_BY_THREE;
import static io.github.nbl4j.clone.CloneFixture.elsewhere;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.pool.Checked;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clones that live and die on the thread of their original: their deaths take back their births. */
final class ConfinedCloneTest {
    private final CloneFixture f = new CloneFixture();

    @AfterEach
    void audit() {
        f.close();
    }

    @ParameterizedTest(name = "flags {0}, sole {1}")
    @CsvSource({"0, true", "0, false", "2, true", "2, false"})
    void shouldBeCountedLikeAnyClone(final int flags, final boolean sole) {
        final NetBufferList original = sole ? f.packet(8, 40) : f.original(THREE_BY_THREE);
        final NetBufferList clone = f.cloner.allocateCloneConfined(original, flags);
        assertEquals(1, original.childRefCount());
        assertEquals(original, clone.parentNetBufferList());
        assertArrayEquals(CloneFixture.bytes(original.firstNetBuffer()), CloneFixture.bytes(clone.firstNetBuffer()));
        assertFalse(clone.isTransferable(), "it stays on its thread");
        f.cloner.freeClone(clone, flags);
        assertEquals(0, original.childRefCount());
        assertTrue(original.isTransferable());
        f.cloner.free(original);
        assertFalse(original.isOwned(), "it ended at once");
    }

    /** Families of confined and other clones, of both and of clones, end in every order that a seed gives. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void shouldEndMixedFamiliesInAnyOrder(final long seed) {
        final Random random = new Random(seed);
        final NetBufferList original = f.packet(8, 40);
        final List<NetBufferList> family = new ArrayList<>(List.of(original));
        while (family.size() < 9) {
            final NetBufferList parent = family.get(random.nextInt(family.size()));
            final int flags = random.nextInt(2) * CloneFlags.USE_ORIGINAL_MDLS;
            family.add(
                    random.nextBoolean()
                            ? f.cloner.allocateCloneConfined(parent, flags)
                            : f.cloner.allocateClone(parent, flags));
        }
        Collections.shuffle(family, random);
        while (!family.isEmpty()) {
            final int n = 1 + random.nextInt(Math.min(3, family.size()));
            final NetBufferList[] some = new NetBufferList[n];
            for (int i = 0; i < n; i++) {
                some[i] = family.remove(0);
            }
            switch (random.nextInt(3)) {
                case 0 -> f.cloner.free(some, n);
                case 1 -> {
                    for (int i = 1; i < n; i++) {
                        some[i - 1].next(some[i]);
                    }
                    some[n - 1].next(null);
                    f.cloner.freeChain(some[0]);
                }
                default -> {
                    for (final NetBufferList list : some) {
                        f.cloner.free(list.handle());
                    }
                }
            }
        }
        f.requireAllFree();
    }

    /** Its last child, wherever that ends, reclaims it: then it counts as any clone does. */
    @Test
    void shouldBeConfinedNoLongerWhenAChildOutlivesIt() throws InterruptedException {
        final NetBufferList original = f.packet(8, 40);
        final NetBufferList clone = f.cloner.allocateCloneConfined(original, 2);
        final NetBufferList child = f.cloner.allocateClone(clone, 2);
        f.cloner.free(clone);
        assertEquals(1, original.childRefCount());
        assertNull(elsewhere(() -> f.anyThread.free(child)));
        assertEquals(0, original.childRefCount());
        f.cloner.free(original);
    }

    @Test
    void shouldBeConfinedNoLongerWhenItIsHandedOn() throws InterruptedException {
        final NetBufferList original = f.packet(8, 40);
        final NetBufferList clone = f.cloner.allocateCloneConfined(original, 2);
        final NetBufferList[] given = new NetBufferList[1];
        f.cloner.complete(clone, list -> given[0] = list);
        assertEquals(clone, given[0]);
        assertTrue(given[0].isTransferable());
        assertNull(elsewhere(() -> f.anyThread.free(given[0])));
        assertEquals(0, original.childRefCount());
        f.cloner.free(original);
    }

    @Test
    @EnabledIfSystemProperty(named = Checked.PROPERTY_NAME, matches = "true")
    void shouldBeRefusedOnAnotherThreadInCheckedMode() throws InterruptedException {
        final NetBufferList original = f.packet(8, 40);
        final NetBufferList clone = f.cloner.allocateCloneConfined(original, 2);
        final NetBufferList other = f.cloner.allocateClone(original, 2);
        final Throwable thrown = elsewhere(() -> f.anyThread.free(clone));
        assertTrue(String.valueOf(thrown).contains("must end on the thread that made it"), String.valueOf(thrown));
        assertTrue(clone.isOwned(), "nothing changed");
        assertEquals(2, original.childRefCount());
        assertNull(elsewhere(() -> f.anyThread.free(other)), "the twin: this one may");
        f.cloner.free(clone);
        f.cloner.free(original);
    }

    @Test
    void shouldForgetItsConfinementInTheNextLife() throws InterruptedException {
        final NetBufferList original = f.packet(8, 40);
        final NetBufferList clone = f.cloner.allocateCloneConfined(original, 2);
        f.cloner.free(clone);
        final NetBufferList next = f.cloner.allocateClone(original, 2);
        assertEquals(clone, next, "the slot that was freed last");
        assertNull(elsewhere(() -> f.anyThread.free(next)));
        f.cloner.free(original);
    }

    @Test
    void shouldRefuseWhatAllocateCloneRefuses() {
        final NetBufferList original = f.packet(8, 40);
        f.refused(
                IllegalArgumentException.class,
                "flags=1",
                () -> f.cloner.allocateCloneConfined(original, CloneFlags.RESERVED));
        f.refused(NullPointerException.class, "", () -> f.cloner.allocateCloneConfined(null, 2));
        final NetBufferList[] all = new NetBufferList[1024];
        int n = 0;
        for (NetBufferList clone = f.cloner.allocateCloneConfined(original, 2);
                clone != null;
                clone = f.cloner.allocateCloneConfined(original, 2)) {
            all[n++] = clone;
        }
        assertEquals(n, original.childRefCount());
        f.cloner.free(all, n);
        f.cloner.free(original);
        f.refused(IllegalStateException.class, "", () -> f.cloner.allocateCloneConfined(original, 2));
    }
}
