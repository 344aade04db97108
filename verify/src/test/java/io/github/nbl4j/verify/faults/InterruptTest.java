// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.faults;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.verify.exercise.Exercise;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No operation looks at the interrupt flag, nor clears it, nor sets it: those of PASSIVE_LEVEL neither. */
class InterruptTest {
    static List<String> names() {
        return Exercise.names();
    }

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldLeaveTheFlagAsItIs(final String name) {
        assertTrue(leavesTheFlag(() -> {
            try (Exercise exercise = Exercise.open(name)) {
                exercise.run();
            }
        }));
    }

    @Test
    void shouldSeeACallThatClearsOrSetsIt() {
        assertFalse(leavesTheFlag(Thread::interrupted));
        assertFalse(leavesTheFlag(() -> Thread.currentThread().interrupt()));
    }

    private static boolean leavesTheFlag(final Runnable calls) {
        calls.run();
        final boolean leavesItClear = !Thread.interrupted();
        Thread.currentThread().interrupt();
        calls.run();
        return Thread.interrupted() && leavesItClear;
    }
}
