// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

final class FailEachAllocationTest {
    @BeforeEach
    void open() {
        World.open();
        FailurePaths.WarmsUp.warm = false;
        FailurePaths.Grows.grown = false;
    }

    @AfterEach
    void close() {
        World.close();
    }

    @Test
    void shouldRunOnceForEachTakeAndSayWhichIsRefused() {
        final Runs runs = Runs.of(FailurePaths.Thorough.class);
        runs.assertPassed(4);
        assertEquals(
                List.of(
                        "nothing refused",
                        "take 1 of 3 refused: packets",
                        "take 2 of 3 refused: world.clones",
                        "take 3 of 3 refused: world.clones"),
                runs.names());
    }

    @Test
    void shouldFindTheLeakThatOnlyAFailureShows() {
        final Runs runs = Runs.of(FailurePaths.Forgetful.class);
        assertEquals(5, runs.names().size(), "the plain test, and four runs");
        assertEquals(List.of("take 3 of 3 refused: world.clones"), runs.failedNames());
        final Throwable failure = runs.failures().get(0);
        assertInstanceOf(AssertionFailedError.class, failure);
        assertTrue(failure.getMessage().contains("left out=2 "), failure.getMessage());
        assertTrue(failure.getMessage().contains("FailurePaths.fanOut(FailurePaths.java:"), failure.getMessage());
    }

    @Test
    void shouldFailWhenTheMethodExpectsNoNull() {
        final Runs runs = Runs.of(FailurePaths.ExpectsNoNull.class);
        assertEquals(List.of("take 1 of 1 refused: packets"), runs.failedNames());
        assertInstanceOf(NullPointerException.class, runs.failures().get(0));
    }

    @Test
    void shouldRefuseNothingBeyondTheOneTake() {
        Runs.of(FailurePaths.FallsBack.class).assertPassed(2);
        Runs.of(FailurePaths.TakesNothing.class).assertPassed(1);
    }

    @Test
    void shouldFailARunThatNeverGetsToItsRefusal() {
        final Runs runs = Runs.of(FailurePaths.WarmsUp.class);
        assertEquals(List.of("take 1 of 1 refused: packets"), runs.failedNames());
        final String message = runs.failures().get(0).getMessage();
        assertTrue(message.startsWith("each run must take the same slots up to its refusal: takes=[] "), message);
    }

    /** The twin: it gets to the number of its refusal, but what is refused is not what was announced. */
    @Test
    void shouldFailARunThatTakesMoreBeforeItsRefusal() {
        final Runs runs = Runs.of(FailurePaths.Grows.class);
        assertEquals(List.of("take 1 of 1 refused: packets"), runs.failedNames());
        final String message = runs.failures().get(0).getMessage();
        assertTrue(
                message.startsWith("each run must take the same slots up to its refusal: takes=[world.clones, packets]"
                        + " of the first run=[packets] "),
                message);
    }

    @Test
    void shouldStopAfterAFirstRunThatDoesNotPass() {
        assertEquals(
                List.of("nothing refused"),
                Runs.of(FailurePaths.FailsAnyway.class).failedNames());
        final Runs aborted = Runs.of(FailurePaths.IsAborted.class);
        assertEquals(List.of("nothing refused"), aborted.names());
        assertEquals(1, aborted.events().aborted().count());
    }

    @Test
    void shouldCountARefusalAsExhaustion() {
        Runs.of(FailurePaths.Counts.class).assertPassed(2);
    }
}
