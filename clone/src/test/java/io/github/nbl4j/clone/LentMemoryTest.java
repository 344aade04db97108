// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clone that ends gives back what is its own, and not what somebody lent to its original. */
final class LentMemoryTest {
    private final CloneFixture f = new CloneFixture();

    @AfterEach
    void close() {
        f.close();
    }

    /** A clone's descriptor names the original's memory, and still does when it rests and in the slot's next life. */
    @Test
    void shouldNotGiveOutWhatADescriptorOfTheLastLifeNames() {
        final Mdl lent = f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[9]), 0, 9, null);
        final NetBufferList borrower = f.plain.allocate(lent, 0, 9);
        final NetBufferList clone = f.cloner.allocateClone(borrower, CloneFlags.NONE);
        final Mdl descriptor = clone.firstNetBuffer().mdlChain();
        f.cloner.free(clone);
        final NetBufferList next = f.cloner.allocate(f.environment.clonePool());
        assertSame(clone, next, "the slot that was freed last");
        final NetBufferList reader = f.cloner.allocateClone(borrower, CloneFlags.NONE);

        f.refused(
                IllegalArgumentException.class,
                "of this chain",
                () -> next.firstNetBuffer().writableBuffer(descriptor));

        f.cloner.free(reader);
        f.cloner.free(next);
        f.cloner.free(borrower);
        f.environment.mdlPool().free(lent);
    }

    @ParameterizedTest
    @ValueSource(ints = {CloneFlags.NONE, CloneFlags.USE_ORIGINAL_MDLS})
    void shouldLeaveLentMemoryAloneWhenACloneWithAHeaderEnds(final int flags) {
        final int[] told = new int[1];
        final Mdl mdl = f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[9]), 0, 9, done -> told[0]++);
        final NetBufferList original = f.plain.allocate(mdl, 2, 5);
        for (int i = 0; i < 3; i++) {
            final NetBufferList clone = f.cloner.allocateClone(original, flags);
            assertTrue(clone.firstNetBuffer().retreatPrivate(20));
            f.cloner.free(clone);
        }
        f.environment.mdlPool().free(mdl);
        assertEquals(0, told[0], "the original still uses it");
        assertEquals(1, f.environment.mdlPool().counters().inUse());

        f.cloner.free(original);

        assertEquals(1, told[0]);
    }

    @Test
    void shouldLinkNothingWhenThePrivateRetreatFillsTheBackfillExactly() {
        final NetBufferList list = f.packet(CloneFixture.DATA, 0);
        final NetBuffer nb = list.firstNetBuffer();
        final List<Mdl> before = CloneFixture.mdls(nb);

        assertTrue(nb.retreatPrivate(CloneFixture.DATA));

        assertEquals(before, CloneFixture.mdls(nb));
        assertEquals(0, nb.dataOffset());
        assertSame(before.get(0), nb.currentMdl());
        assertTrue(nb.retreatPrivate(1));
        assertEquals(before.size() + 1, CloneFixture.mdls(nb).size(), "one byte more needs memory");
        f.cloner.free(list);
    }
}
