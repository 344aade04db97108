// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static final long LONG = Samples.LONG + 1;

    private final Samples samples = new Samples("some", 4);

    @Test
    void shouldLeaveOutExactlyTheLongSamplesThatOverlapAStall() {
        samples.record(0, LONG);
        samples.record(20_000, 20_000 + LONG);
        samples.record(20_000, 20_300);

        final Histogram rest = samples.without(new Intervals(List.of(new Interval(20_100, 20_200))));

        assertEquals(3, samples.all().getTotalCount());
        assertEquals(2, rest.getTotalCount());
        assertEquals(1, rest.getCountAtValue(300));
        assertEquals(1, rest.getCountAtValue(LONG));
    }

    @Test
    void shouldLeaveOutNothingWhenTheStallOnlyTouches() {
        samples.record(1000, 1000 + LONG);

        final Intervals stalls = new Intervals(List.of(new Interval(0, 1000), new Interval(1000 + LONG, 90_000)));

        assertEquals(1, samples.without(stalls).getTotalCount());
    }

    @Test
    void shouldKeepSamplesInTheFiguresWhenThereIsNoRoomForTheirTimes() {
        for (int i = 0; i < 5; i++) {
            samples.record(0, LONG);
        }

        assertEquals(1, samples.notKept());
        assertEquals(
                1, samples.without(new Intervals(List.of(new Interval(0, 1)))).getTotalCount());
    }

    @Test
    void shouldAgreeWithEveryIntervalAskedInTurnWhenIntervalsAreRandom() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            final List<Interval> intervals = new ArrayList<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                intervals.add(any(random));
            }
            final Intervals merged = new Intervals(intervals);
            for (int i = 0; i < 50; i++) {
                final Interval sample = any(random);
                assertEquals(
                        intervals.stream().anyMatch(sample::overlaps),
                        merged.overlap(sample),
                        () -> "seed=" + seed + " sample=" + sample + " intervals=" + intervals);
            }
        }
    }

    private static Interval any(final Random random) {
        final long from = random.nextInt(100);
        return new Interval(from, from + 1 + random.nextInt(12));
    }

    @Test
    void shouldOverlapNothingWhenThereIsNone() {
        assertFalse(new Intervals(List.of()).overlap(new Interval(0, 1)));
        assertTrue(new Intervals(List.of(new Interval(0, 1))).overlap(new Interval(0, 1)));
    }
}
