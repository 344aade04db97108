// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MagazineTest {
    @Test
    void shouldTakeLastPutFirst() {
        final Magazine magazine = new Magazine(0, 3);
        assertTrue(magazine.put(7));
        assertTrue(magazine.put(8));
        assertTrue(magazine.put(9));

        assertEquals(9, magazine.take());
        assertEquals(8, magazine.take());
        assertEquals(7, magazine.take());
    }

    @Test
    void shouldChangeNothingWhenPutIntoFullOne() {
        final Magazine magazine = new Magazine(0, Magazine.CAPACITY);
        for (int i = 0; i < Magazine.CAPACITY; i++) {
            assertFalse(magazine.isFull());
            assertTrue(magazine.put(i));
        }

        assertTrue(magazine.isFull());
        assertFalse(magazine.put(99));
        assertEquals(Magazine.CAPACITY, magazine.count());
        for (int i = 0; i < Magazine.CAPACITY; i++) {
            assertEquals(i, magazine.slotAt(i));
        }
    }

    @Test
    void shouldChangeNothingWhenTakenFromEmptyOne() {
        final Magazine magazine = new Magazine(0, 3);

        assertEquals(-1, magazine.take());
        assertTrue(magazine.isEmpty());
        assertEquals(0, magazine.count());
        assertTrue(magazine.put(5));
        assertEquals(5, magazine.take());
        assertEquals(-1, magazine.take());
    }

    @Test
    void shouldGiveAndHoldNothingWhenThereIsNone() {
        assertEquals(-1, Magazine.NONE.take());
        assertFalse(Magazine.NONE.put(1));
        assertTrue(Magazine.NONE.isEmpty());
        assertEquals(0, Magazine.NONE.count());
    }

    @Test
    void shouldRefuseClaimWhenStateDiffers() {
        final Magazine magazine = new Magazine(0, 3);
        magazine.publish(Magazine.FULL);

        assertFalse(magazine.claim(Magazine.EMPTY, Magazine.LOADED));
        assertEquals(Magazine.FULL, magazine.state());
        assertTrue(magazine.claim(Magazine.FULL, Magazine.LOADED | 5 << 2));
        assertEquals(Magazine.LOADED | 5 << 2, magazine.state());
    }

    @Test
    void shouldHaveOneWinnerAndVisibleContentsWhenTwoThreadsClaim() throws Exception {
        final int rounds = 20_000;
        final Magazine magazine = new Magazine(0, 1);
        final AtomicInteger arrivals = new AtomicInteger();
        final AtomicInteger wins = new AtomicInteger();
        magazine.put(0);
        magazine.publish(Magazine.EMPTY);

        Race.run(2, thread -> {
            for (int i = 1; i <= rounds; i++) {
                Race.meet(arrivals, 4 * i - 2);
                final boolean won = magazine.claim(Magazine.EMPTY, Magazine.LOADED | thread << 2);
                if (won) {
                    wins.incrementAndGet();
                    assertEquals(i - 1, magazine.take());
                }
                Race.meet(arrivals, 4 * i);
                if (won) {
                    magazine.put(i);
                    magazine.publish(Magazine.EMPTY);
                }
            }
        });

        assertEquals(rounds, wins.get());
    }
}
