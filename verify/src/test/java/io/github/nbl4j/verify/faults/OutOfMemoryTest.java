// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.pool.Checked;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Native memory that ends at the k-th step of a construction, or a heap without room for its k-th object, for every k:
 * all native memory comes back, to the byte.
 */
class OutOfMemoryTest {
    private static final int LIMIT = 8 << 20;
    private static final Pattern OBJECTS =
            Pattern.compile("Outcome\\[what=(.*), refused=(\\d+), leaks=(\\d+), firstLeak=.*]");

    @Test
    void shouldGiveEverythingBackWhateverStepIsRefused() throws Exception {
        final List<String> outcomes = ChildJvm.run(
                        Starved.class, List.of("-Xmx64m", "-XX:MaxDirectMemorySize=" + LIMIT), String.valueOf(LIMIT))
                .lines()
                .toList();

        assertEquals(5, outcomes.size(), outcomes.toString());
        // Steps: rooms of clones and of NetBuffers, two sizes of segments, contexts; of lists contexts, data, rooms.
        assertOutcome("own environment, refused=8, bytes=", "leaked=0]", outcomes.get(0));
        assertOutcome("lists, refused=3, bytes=", "leaked=0]", outcomes.get(1));
        assertOutcome("net buffers, refused=2, bytes=", "leaked=0]", outcomes.get(2));
        assertOutcome("segments, refused=1, bytes=", "leaked=0]", outcomes.get(3));
        assertOutcome("twin, refused=2, bytes=", "leaked=128]", outcomes.get(4));
    }

    /** The heap, which may end at any object; in the mode of this run, because checked mode makes more of them. */
    @Test
    void shouldGiveEverythingBackWhicheverObjectIsRefused() throws Exception {
        final List<String> outcomes = ChildJvm.run(
                        Rationed.class, List.of("-Xmx256m", "-Dnbl4j.checked=" + Checked.ENABLED))
                .lines()
                .toList();

        assertEquals(Builds.NAMES.size(), outcomes.size(), outcomes.toString());
        for (int i = 0; i < outcomes.size(); i++) {
            final Matcher outcome = OBJECTS.matcher(outcomes.get(i));
            assertTrue(outcome.matches(), outcomes.get(i));
            assertEquals(Builds.NAMES.get(i), outcome.group(1));
            final boolean twin = Builds.TWIN.equals(outcome.group(1));
            assertTrue(twin || Integer.parseInt(outcome.group(2)) > 100, "objects there are: " + outcome.group());
            assertEquals(twin, Integer.parseInt(outcome.group(3)) > 0, outcome.group());
        }
    }

    private static void assertOutcome(final String begin, final String end, final String outcome) {
        assertTrue(outcome.startsWith("Outcome[what=" + begin) && outcome.endsWith(end), outcome);
    }
}
