// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/**
 * What became of the tests of some classes.
 *
 * @param events of the tests.
 */
record Runs(Events events) {
    static Runs of(final Class<?>... fixtures) {
        return of(Map.of(), fixtures);
    }

    static Runs of(final Map<String, String> parameters, final Class<?>... fixtures) {
        final EngineTestKit.Builder builder =
                EngineTestKit.engine("junit-jupiter").configurationParameters(parameters);
        for (final Class<?> fixture : fixtures) {
            builder.selectors(selectClass(fixture));
        }
        return new Runs(builder.execute().testEvents());
    }

    void assertPassed(final int tests) {
        assertEquals(List.of(), failures(), "failures");
        assertEquals(tests, events.succeeded().count());
        assertEquals(tests, events.started().count());
    }

    Throwable onlyFailure() {
        assertEquals(1, events.started().count());
        assertEquals(1, failures().size());
        return failures().get(0);
    }

    List<Throwable> failures() {
        return events.failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .toList();
    }

    /** Names of the tests, in the order in which they started. */
    List<String> names() {
        return events.started().stream().map(Runs::name).toList();
    }

    List<String> failedNames() {
        return events.failed().stream().map(Runs::name).toList();
    }

    private static String name(final Event event) {
        return event.getTestDescriptor().getDisplayName();
    }
}
