// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.nbl4j.verify.exercise.Exercise;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of DISPATCH_LEVEL is called by an exercise, and no exercise makes garbage. */
final class ZeroAllocationCoverageTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Classes PUBLISHED = Classes.published();
    private static final int ROUNDS = 12;
    private static final int CALLS = 5_000;

    private Object sink;

    static List<String> names() {
        return Exercise.names();
    }

    private static Coverage coverage(final List<String> exercises) {
        return new Coverage(PUBLISHED, Exercise.class.getPackageName(), exercises);
    }

    @Test
    void shouldCallEveryOperationOfDispatchLevel() {
        assertEquals(Set.of(), coverage(names()).missing());
    }

    @Test
    void shouldCallNothingElse() {
        assertEquals(Set.of(), coverage(names()).surplus());
    }

    @Test
    void shouldNameWhatNoExerciseCalls() {
        final List<String> without = new ArrayList<>(names());
        assertTrue(without.remove("OwnPool.misuse"));

        assertTrue(coverage(without).missing().contains("pool.SlotPool.countMisuse()V"));
    }

    @Test
    void shouldNameACallThatIsNotOfDispatchLevelAndLeaveOutLambdas() {
        final String broken = "io.github.nbl4j.verify.broken";

        assertEquals(
                Set.of("nbl.NetBufferEnvironment.close()V"),
                new Coverage(PUBLISHED, broken, List.of("Stray.callsPassive")).surplus());
        assertEquals(Set.of(), new Coverage(PUBLISHED, broken, List.of("Stray.callsInALambdaOnly")).surplus());
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldAllocateNothing(final String name) {
        try (Exercise exercise = Exercise.open(name)) {
            assertEquals(0, bytesOfQuietestRound(exercise), name + ": bytes of " + CALLS + " calls");
        }
    }

    @Test
    void shouldSeeAnObjectOfEachCall() {
        final long bytes = bytesOfQuietestRound(() -> sink = new Object());
        assertTrue(bytes >= 16L * CALLS, "bytes=" + bytes + " last=" + sink);
    }

    /** The JVM allocates by itself when it loads, links or recompiles; an operation that does, does in every round. */
    private static long bytesOfQuietestRound(final Runnable work) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > 0; round++) {
            final long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int call = 0; call < CALLS; call++) {
                work.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
