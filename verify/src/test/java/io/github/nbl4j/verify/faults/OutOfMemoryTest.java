// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Native memory that ends at the k-th step of a construction, or a heap without room for its k-th object, for every k:
 * all native memory comes back, to the byte.
 */
class OutOfMemoryTest {
    private static final int LIMIT = 8 << 20;
    private static final Pattern STEPS =
            Pattern.compile("Outcome\\[what=(.*), refused=(\\d+), bytes=\\d+, leaked=(\\d+)]");
    private static final Pattern OBJECTS =
            Pattern.compile("Outcome\\[what=(.*), refused=(\\d+), leaks=(\\d+), firstLeak=.*]");

    /** In checked mode there are more steps: red zones stand also round blocks of no bytes. */
    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGiveEverythingBackWhateverStepIsRefused(final boolean checked) throws Exception {
        final List<String> outcomes = ChildJvm.run(
                        Starved.class,
                        List.of("-Xmx64m", "-XX:MaxDirectMemorySize=" + LIMIT, "-Dnbl4j.checked=" + checked),
                        String.valueOf(LIMIT))
                .lines()
                .toList();

        assertEquals(5, outcomes.size(), outcomes.toString());
        // Steps: rooms of clones and of NetBuffers, two sizes of segments, contexts; of lists contexts, data, rooms.
        assertSteps("own environment", 8, false, outcomes.get(0));
        assertSteps("lists", 3, false, outcomes.get(1));
        assertSteps("net buffers", 2, false, outcomes.get(2));
        assertSteps("segments", 1, false, outcomes.get(3));
        assertSteps("twin", 2, true, outcomes.get(4));
    }

    /** The heap, which may end at any object; checked mode makes more of them. */
    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGiveEverythingBackWhicheverObjectIsRefused(final boolean checked) throws Exception {
        final List<String> outcomes = ChildJvm.run(Rationed.class, List.of("-Xmx256m", "-Dnbl4j.checked=" + checked))
                .lines()
                .toList();

        assertEquals(Builds.SMALL.size(), outcomes.size(), outcomes.toString());
        for (int i = 0; i < outcomes.size(); i++) {
            final Matcher outcome = OBJECTS.matcher(outcomes.get(i));
            assertTrue(outcome.matches(), outcomes.get(i));
            assertEquals(Builds.SMALL.get(i), outcome.group(1));
            final boolean twin = Builds.TWIN.equals(outcome.group(1));
            assertTrue(twin || Integer.parseInt(outcome.group(2)) > 100, "objects there are: " + outcome.group());
            assertEquals(twin, Integer.parseInt(outcome.group(3)) > 0, outcome.group());
        }
    }

    /** As many steps as that were refused at least, and something was left behind, or nothing. */
    private static void assertSteps(final String what, final int least, final boolean leaks, final String said) {
        final Matcher outcome = STEPS.matcher(said);
        assertTrue(outcome.matches(), said);
        assertEquals(what, outcome.group(1));
        assertTrue(Integer.parseInt(outcome.group(2)) >= least, said);
        assertEquals(leaks, Long.parseLong(outcome.group(3)) > 0, said);
    }
}
