// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.junit;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests in parallel: a watched one runs alone. */
final class ParallelTest {
    private static final Map<String, String> PARALLEL = Map.of(
            "junit.jupiter.execution.parallel.enabled",
            "true",
            "junit.jupiter.execution.parallel.mode.default",
            "concurrent",
            "junit.jupiter.execution.parallel.config.strategy",
            "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism",
            "4");

    @BeforeEach
    void open() {
        World.open();
    }

    @AfterEach
    void close() {
        World.close();
    }

    @Test
    void shouldRunAWatchedTestAlone() {
        Runs.of(PARALLEL, Together.Unwatched.class, Together.Watched.class, Together.WatchedToo.class)
                .assertPassed(154);
    }

    @Test
    void shouldRunOthersTogether() {
        Runs.of(PARALLEL, Together.Meeting.class).assertPassed(2);
    }
}
