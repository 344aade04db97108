// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final long WALL = Windows.LENGTH;

    @Test
    void shouldAcceptWhenTheThreadRanAllTheTime() {
        assertTrue(Windows.accepts(WALL, WALL, 0));
    }

    @Test
    void shouldAcceptToTheLimitsAndNothingBeyondThem() {
        final long ran = WALL * 85 / 100;
        final long waited = WALL * 2 / 100;
        assertTrue(Windows.accepts(WALL, ran, waited));
        assertFalse(Windows.accepts(WALL, ran - 1, waited), "it slept");
        assertFalse(Windows.accepts(WALL, ran, waited + 1), "another ran in its place");
    }

    @Test
    void shouldRejectWhatTheThreadSleptThrough() {
        assertFalse(Windows.accepts(700, 700, 0), "both borders seen at once");
        assertFalse(Windows.accepts(WALL * 3 / 4 - 1, WALL * 3 / 4 - 1, 0), "the border before was seen too late");
        assertTrue(Windows.accepts(WALL * 3 / 4, WALL * 3 / 4, 0));
        assertTrue(Windows.accepts(WALL * 5 / 4, WALL * 5 / 4, 0));
        assertFalse(Windows.accepts(WALL * 5 / 4 + 1, WALL * 5 / 4 + 1, 0), "a border that it saw too late");
    }

    @Test
    void shouldTellPercentilesInWhateverOrderTheValuesCome() {
        final Windows windows = new Windows(100);
        for (int i = 0; i < 100; i++) {
            windows.add(1 + i * 37 % 100);
        }
        assertEquals(100, windows.count());
        assertEquals(10, windows.percentile(10));
        assertEquals(50, windows.percentile(50));
        assertEquals(90, windows.percentile(90));
        assertEquals(100, windows.percentile(100));
    }

    @Test
    void shouldTellTheOnlyValueAsEveryPercentile() {
        final Windows windows = new Windows(1);
        windows.add(7);
        assertEquals(7, windows.percentile(10));
        assertEquals(7, windows.percentile(90));
    }
}
