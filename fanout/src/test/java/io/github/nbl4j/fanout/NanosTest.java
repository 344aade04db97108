// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NanosTest {
    private final Nanos nanos = new Nanos();

    @Test
    void shouldLeaveOutTheLongestOfAHundred() {
        record(99, 100);
        record(1, 4_000_000);
        assertEquals(100, nanos.mean());
    }

    @Test
    void shouldCountWhatIsNoRarity() {
        record(75, 100);
        record(25, 500);
        assertEquals(200, nanos.mean());
    }

    @Test
    void shouldBeNothingWhereNothingWasCalled() {
        record(1, 100);
        nanos.reset();
        assertEquals(0, nanos.mean());
    }

    private void record(final int times, final long value) {
        for (int i = 0; i < times; i++) {
            nanos.record(value);
        }
    }
}
