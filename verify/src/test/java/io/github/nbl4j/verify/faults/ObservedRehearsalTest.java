// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever refuses allocations before the first environment is told so, and nothing is lost for the next one. */
final class ObservedRehearsalTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void shouldSayThatTheFirstEnvironmentComesBeforeTheObserver(final int granted) throws Exception {
        final List<String> lines = run(granted);
        assertEquals(2, lines.size(), lines::toString);
        assertTrue(lines.get(0).startsWith("refused: the first environment of a JVM must be built"), lines::toString);
        assertEquals("built", lines.get(1), lines::toString);
    }

    /** The twin: one that only watches is no hindrance. */
    @ParameterizedTest
    @ValueSource(ints = 1000)
    void shouldRehearseUnderAnObserverThatRefusesNothing(final int granted) throws Exception {
        assertEquals(List.of("built"), run(granted));
    }

    private static List<String> run(final int granted) throws Exception {
        return ChildJvm.run(ObservedRehearsal.class, List.of("-Dnbl4j.checked=true"), String.valueOf(granted))
                .lines()
                .toList();
    }
}
