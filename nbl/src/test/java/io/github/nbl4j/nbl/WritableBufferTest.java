// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A NetBuffer gives out the memory of its own chain for writing, and no other. */
class WritableBufferTest {
    private final NblFixture f = new NblFixture();

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    void shouldGiveEachMdlOfItsChain() {
        final Mdl chain = f.chain(7, 11, 5);
        final NetBufferList borrower = f.plain.allocate(chain, 0, 23);
        for (Mdl m = chain; m != null; m = m.next()) {
            assertSame(m.buffer(), borrower.firstNetBuffer().writableBuffer(m));
        }
        final NetBufferList own = f.data.allocate();
        own.firstNetBuffer().append(f.segments.allocate());
        for (Mdl m = own.firstNetBuffer().mdlChain(); m != null; m = m.next()) {
            assertSame(m.buffer(), own.firstNetBuffer().writableBuffer(m));
        }
        f.plain.free(borrower);
        f.data.free(own);
        NblFixture.release(chain);
    }

    /** What is lent to one list is not to be had from another, which does not know of the first one's clones. */
    @Test
    void shouldRefuseMemoryThatIsLentToAnotherList() {
        final Mdl chain = f.chain(7, 11, 5);
        final NetBufferList borrower = f.plain.allocate(chain, 0, 23);
        final NetBufferList other = f.plain.allocate();
        final NetBufferList own = f.data.allocate();
        for (final NetBufferList list : new NetBufferList[] {other, own}) {
            f.refused(
                    IllegalArgumentException.class,
                    "of this chain",
                    () -> list.firstNetBuffer().writableBuffer(chain.next()));
        }
        f.refused(
                IllegalArgumentException.class,
                "of this chain",
                () -> borrower.firstNetBuffer()
                        .writableBuffer(own.firstNetBuffer().mdlChain()));
        f.plain.free(borrower);
        f.plain.free(other);
        f.data.free(own);
        NblFixture.release(chain);
    }

    /** Whoever lends an Mdl twice answers for it: a list knows of its own clones, not of those of the other. */
    @Test
    void shouldNotKnowOfClonesOfAnotherListOverTheSameMemory() {
        final Mdl chain = f.chain(7, 11, 5);
        final NetBufferList first = f.plain.allocate(chain, 0, 23);
        final NetBufferList second = f.plain.allocate(chain, 0, 23);
        try (NetBufferListCache cache = new NetBufferListCache(f.data)) {
            final NetBufferList child = Derivation.begin(cache, f.bare, first, true);
            Derivation.bear(first, 1);

            assertFalse(first.firstNetBuffer().isWritable(0, 23));
            assertTrue(second.firstNetBuffer().isWritable(0, 23));

            cache.free(child);
        }
        assertTrue(first.firstNetBuffer().isWritable(0, 23));
        f.plain.free(first);
        f.plain.free(second);
        NblFixture.release(chain);
    }

    /** The first list of each environment has the same number, and so has its memory. */
    @Test
    void shouldRefuseMemoryOfAnotherEnvironment() {
        try (NblFixture elsewhere = new NblFixture()) {
            final NetBufferList here = f.data.allocate();
            final NetBufferList there = elsewhere.data.allocate();
            assertEquals(here.firstNetBuffer().id(), there.firstNetBuffer().id());
            f.refused(
                    IllegalArgumentException.class,
                    "same environment",
                    () -> here.firstNetBuffer()
                            .writableBuffer(there.firstNetBuffer().mdlChain()));
            f.data.free(here);
            elsewhere.data.free(there);
        }
    }
}
