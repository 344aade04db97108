// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StallsTest {
    private static final Intervals NONE = new Intervals(List.of());
    private final Stalls stalls = new Stalls();

    @Test
    void shouldLastUntilTheThreadHasCaughtUpWhenWorkIsLate() {
        stalls.noticed(100, 200);
        stalls.caughtUp(350);
        stalls.caughtUp(500);

        assertEquals(List.of(new Interval(100, 200)), stalls.ofTheMachine(NONE));
        assertEquals(List.of(new Interval(100, 350)), stalls.ofTheMachineAndAfter(NONE));
    }

    @Test
    void shouldEndWhereTheNextBeginsWhenTheThreadHasNotCaughtUp() {
        stalls.noticed(100, 200);
        stalls.noticed(300, 400);
        stalls.caughtUp(450);

        assertEquals(List.of(new Interval(100, 300), new Interval(300, 450)), stalls.ofTheMachineAndAfter(NONE));
    }

    /** The subject's garbage made the JVM pause: its backlog stays in the figures. */
    @Test
    void shouldBeTheSubjectsOwnWhenTheJvmPausedInIt() {
        stalls.noticed(100, 200);
        stalls.caughtUp(350);
        stalls.noticed(500, 600);
        stalls.caughtUp(650);

        final Intervals pause = new Intervals(List.of(new Interval(190, 195)));

        assertEquals(List.of(new Interval(500, 650)), stalls.ofTheMachineAndAfter(pause));
    }

    /** The twin: a pause while the thread caught up did not make the stall. */
    @Test
    void shouldBeTheMachinesWhenTheJvmPausedAfterIt() {
        stalls.noticed(100, 200);
        stalls.caughtUp(350);

        final Intervals pause = new Intervals(List.of(new Interval(200, 210)));

        assertEquals(List.of(new Interval(100, 350)), stalls.ofTheMachineAndAfter(pause));
    }

    @Test
    void shouldKeepWhatItHasWhenThereAreTooMany() {
        for (int i = 0; i < 1 << 17; i++) {
            stalls.noticed(10L * i, 10L * i + 5);
        }
        stalls.noticed(1 << 30, (1 << 30) + 5);
        stalls.caughtUp(Long.MAX_VALUE);

        assertEquals(1 << 17, stalls.ofTheMachine(NONE).size());
        assertEquals(1, stalls.notKept());
    }
}
