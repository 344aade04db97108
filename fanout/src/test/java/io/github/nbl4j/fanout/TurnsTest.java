// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final List<Turns> all = new ArrayList<>();

    @Test
    void shouldStandForAllByTheMiddleTurn() {
        for (final double nanos : new double[] {900, 100, 300}) {
            Turns.add(all, List.of(result("a", nanos), result("b", 1 / nanos)));
        }

        assertEquals(2, all.size());
        assertEquals(result("a", 300), all.get(0).middle());
        assertEquals(result("b", 1.0 / 300), all.get(1).middle());
        assertEquals(List.of(100.0, 300.0, 900.0), all.get(0).nanosPerPacket());
    }

    @Test
    void shouldTakeTheShorterOfTwo() {
        Turns.add(all, List.of(result("a", 2)));
        Turns.add(all, List.of(result("a", 1)));

        assertEquals(1, all.get(0).middle().nanosPerPacket());
    }

    private static RunResult result(final String name, final double nanosPerPacket) {
        return new RunResult(
                name, 1, 1, 1, new Histogram(3), nanosPerPacket, 0, 0, 0, 0, 0, List.of(), List.of(), List.of());
    }
}
