// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long PERIOD = 1_000_000;
    private static final Intervals NONE = new Intervals(List.of());

    private final long[] readings = new long[64];
    private int read;
    private int written;
    private long runDelay;
    private final Watch watch = new Watch(() -> runDelay);
    private final Pacer pacer = new Pacer(() -> readings[read++], watch, 0, 1000);

    private void clock(final long... times) {
        for (final long time : times) {
            readings[written++] = time;
        }
    }

    private List<Interval> stalls() {
        watch.onTime(Long.MAX_VALUE);
        return watch.stalls().ofTheMachine(NONE);
    }

    @Test
    void shouldIntendEachPacketAtItsTimeWhenTheRateDoesNotDivideASecond() {
        final Pacer third = new Pacer(() -> 0, watch, 7, 3);

        assertEquals(7, third.intended(0));
        assertEquals(7 + 333_333_333L, third.intended(1));
        assertEquals(7 + 1_000_000_000L, third.intended(3));
        assertEquals(7 + 600_000_000_000L, third.intended(1800));
    }

    @Test
    void shouldWaitUntilTheIntendedTimeWhenEarly() {
        clock(999_980, 999_990, 1_000_010);
        watch.begin(999_970);

        assertEquals(1_000_010, pacer.await(pacer.intended(1)));
        assertEquals(3, read);
        assertEquals(List.of(), stalls());
    }

    @Test
    void shouldNotMoveTheScheduleWhenLate() {
        clock(5 * PERIOD, 5 * PERIOD + 100);
        watch.begin(5 * PERIOD);

        assertEquals(5 * PERIOD, pacer.await(pacer.intended(1)));
        assertEquals(5 * PERIOD + 100, pacer.await(pacer.intended(2)));
        assertEquals(2 * PERIOD, pacer.intended(2));
    }

    @Test
    void shouldNoticeAStallWhenTheGapIsInTheWait() {
        clock(100_000, 100_000 + Watch.STALL + 1, PERIOD);
        watch.begin(100_000);
        runDelay = 0;

        pacer.await(200_000);

        assertEquals(List.of(new Interval(100_000, 100_000 + Watch.STALL + 1), last()), stalls());
    }

    private static Interval last() {
        return new Interval(100_000 + Watch.STALL + 1, PERIOD);
    }

    @Test
    void shouldNoticeNothingWhenTheGapIsNoLongerThanAStall() {
        clock(100_000, 100_000 + Watch.STALL, 100_000 + 2 * Watch.STALL);
        watch.begin(100_000);

        pacer.await(200_000);

        assertEquals(List.of(), stalls());
    }

    /** The twin: the same gap, but the subject ran, and the kernel knows of no delay. */
    @Test
    void shouldBlameTheSubjectWhenTheGapIsInItsCode() {
        watch.begin(100_000);

        watch.worked(900_000);

        assertEquals(List.of(), stalls());
        assertEquals(0, watch.inSubject());
    }

    @Test
    void shouldBlameTheMachineForAGapInTheSubjectWhenTheKernelKeptTheCoreForHalfOfIt() {
        watch.begin(100_000);
        runDelay = 400_000;

        watch.worked(900_000);

        assertEquals(List.of(new Interval(100_000, 900_000)), stalls());
        assertEquals(1, watch.inSubject());
    }

    @Test
    void shouldBlameTheSubjectWhenTheKernelKeptTheCoreForLessThanHalf() {
        watch.begin(100_000);
        runDelay = 399_999;

        watch.worked(900_000);

        assertEquals(List.of(), stalls());
    }

    /** A delay is used up by the gap that showed it. */
    @Test
    void shouldNotChargeADelayTwice() {
        watch.begin(100_000);
        runDelay = 800_000;

        watch.worked(900_000);
        watch.worked(1_700_000);

        assertEquals(List.of(new Interval(100_000, 900_000)), stalls());
    }

    @Test
    void shouldCountAsWatchedOnlyWhatTheSubjectDidNotRunIn() {
        watch.begin(0);
        watch.idle(10);
        watch.worked(30);
        watch.idle(35);

        assertEquals(15, watch.watched());
    }
}
