// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether a NetBuffer may borrow another chain depends on what it holds now, not on what it once held. */
final class RebindTest {
    private static final int LARGE = 2048;

    private final NblFixture f = new NblFixture();

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    void shouldRebindWhenTheSegmentWasGivenBack() {
        final Mdl chain = f.chain(4, 4);
        final NetBufferList list = f.data.allocate();
        final NetBuffer nb = list.firstNetBuffer();
        assertTrue(nb.retreat(NblFixture.DATA + NblFixture.ROOM + 1), "more than the room: a segment of a pool");
        f.refused(IllegalStateException.class, "must hold no segments", () -> nb.rebind(chain, 0, 8));
        assertTrue(nb.advance(NblFixture.DATA + NblFixture.ROOM + 1, true));
        nb.rebind(chain, 2, 5);
        assertArrayEquals(NblFixture.range(2, 5), NblFixture.bytes(nb));
        f.data.free(list);
        NblFixture.release(chain);
    }

    /** Its Mdls are still borrowed: forgetting them would never end their users. */
    @Test
    void shouldRefuseWhenTheBorrowedChainWasCutOut() {
        final Mdl chain = f.chain(4, 4);
        final NetBufferList list = f.plain.allocate(chain, 0, 8);
        final NetBuffer nb = list.firstNetBuffer();
        assertTrue(nb.linearize());
        assertTrue(nb.advance(8, true));
        assertNull(nb.mdlChain());
        f.refused(IllegalStateException.class, "must hold no segments", () -> nb.rebind(chain, 0, 8));
        f.plain.free(list);
        NblFixture.release(chain);
    }

    @Test
    void shouldRebindWhenTheRetreatOfTheListWasTakenBack() {
        final Mdl chain = f.chain(3);
        final NetBufferList list = f.bare.allocate();
        final int segments = f.environment.segments()[1].capacity();
        for (int i = 0; i <= segments; i++) {
            list.append(f.dataNetBuffers.allocateMdlAndData());
        }
        final NetBufferList others = exhaust(segments);
        assertFalse(list.retreat(LARGE, 0), "one segment is left, and two are needed");
        list.firstNetBuffer().rebind(chain, 0, 3);
        assertArrayEquals(NblFixture.range(0, 3), NblFixture.bytes(list.firstNetBuffer()));
        f.bare.free(list);
        f.bare.free(others);
        NblFixture.release(chain);
    }

    /** A list that holds all large segments but one. */
    private NetBufferList exhaust(final int segments) {
        final NetBufferList list = f.bare.allocate();
        final int population = f.environment.segments()[1].population();
        final NetBuffer nb = f.netBuffers.allocate(null, 0, 0);
        list.append(nb);
        for (int i = 1; i < population; i++) {
            assertTrue(nb.retreat(LARGE), i + " of " + population + ", capacity " + segments);
        }
        return list;
    }
}
