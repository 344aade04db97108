// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The word of a slot's life. Blocks are used here without their pool, which has nothing to say about them. */
class SlotTest {
    private final TestPool pool = new TestPool(5, 9, 0);
    private final TestPool.Block block = pool.block(7);

    @Test
    void shouldKnowItsPlaceForLife() {
        assertEquals(5 << 24 | 7, block.id());
        assertEquals(7, block.index());
        assertEquals("Block[test5#7 generation 0]", block.toString());
    }

    @Test
    void shouldCountLives() {
        for (int life = 0; life < 9; life++) {
            assertFalse(block.isOwned());
            assertEquals(life, block.generation());
            block.begin();
            assertTrue(block.isOwned());
            assertEquals(life, block.generation());
            block.end();
        }
    }

    @Test
    void shouldRefuseSecondEndAndChangeNothing() {
        block.begin();
        block.end();
        final long before = block.life;

        final IllegalStateException refused = assertThrows(IllegalStateException.class, block::end);

        assertEquals(before, block.life);
        assertEquals(1, pool.counters().misuse());
        final String story =
                "; allocated by nobody, last freed by " + Thread.currentThread().getName() + ", last events: free";
        assertEquals(
                "must be owned by the caller: Block[test5#7 generation 1] is free"
                        + " (most likely it was freed twice, or used after free)" + (Checked.ENABLED ? story : ""),
                refused.getMessage());
    }

    @Test
    void shouldSayReleasedWhenChildrenLive() {
        block.begin();
        block.release();

        final IllegalStateException refused = assertThrows(IllegalStateException.class, block::end);

        assertTrue(refused.getMessage().contains("is released, its children still live"), refused.getMessage());
    }

    @Test
    void shouldRefuseSecondBeginAndChangeNothing() {
        block.begin();
        final long before = block.life;

        final IllegalStateException refused = assertThrows(IllegalStateException.class, block::begin);

        assertEquals(before, block.life);
        assertEquals(1, pool.counters().misuse());
        assertTrue(refused.getMessage().startsWith("a resting slot must be free: Block[test5#7"), refused.getMessage());
    }

    @Test
    void shouldDetectWordThatIsNotARestingOne() {
        for (int bit = 0; bit < 32; bit++) {
            block.life = 3L << 40 | 1L << bit;
            assertThrows(IllegalStateException.class, block::begin, "bit " + bit);
        }
        assertEquals(32, pool.counters().misuse());
        block.life = 3L << 40;
        block.begin();
        assertEquals(3, block.generation());
    }

    @Test
    void shouldStartAgainWhenGenerationsRunOut() {
        final int last = (1 << 24) - 1;
        block.life = (long) last << 40;
        assertEquals(last, block.generation());
        block.begin();
        assertTrue(block.isOwned());

        block.end();

        assertEquals(0, block.generation());
        assertEquals(0, block.life);
        block.begin();
        block.end();
        assertEquals(1, block.generation());
    }

    @Test
    void shouldElectOneWinnerWhenTwoThreadsEndOneLife() throws Exception {
        assumeTrue(Checked.ENABLED, "exact only in checked mode");
        final int rounds = 20_000;
        final TestPool many = new TestPool(rounds, 0);
        final AtomicInteger wins = new AtomicInteger();
        for (int i = 0; i < rounds; i++) {
            many.block(i).begin();
        }

        final AtomicInteger arrivals = new AtomicInteger();
        Race.run(2, thread -> {
            for (int i = 0; i < rounds; i++) {
                Race.meet(arrivals, 2 * (i + 1));
                try {
                    many.block(i).end();
                    wins.incrementAndGet();
                } catch (final IllegalStateException ex) {
                    assertTrue(ex.getMessage().startsWith("must be owned by the caller"), ex.getMessage());
                }
            }
        });

        assertEquals(rounds, wins.get());
        assertEquals(rounds, many.counters().misuse());
    }
}
