// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.exercise;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Threads that come and go open exercises for ever, and a class that a lambda gets stays for good. */
final class ExerciseTest {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final int EXERCISES = Exercise.names().size();

    @Test
    void shouldMakeNoClassWhenOpenedAgain() {
        openAll();
        final long before = classesMade();
        openAll();
        final long made = classesMade() - before;
        assertTrue(made < EXERCISES, () -> made + " classes more for " + EXERCISES + " exercises");
    }

    @Test
    void shouldSeeAClassForEachLambda() throws Throwable {
        makeLambda();
        final long before = classesMade();
        for (int i = 0; i < EXERCISES; i++) {
            makeLambda();
        }
        final long made = classesMade() - before;
        assertTrue(made >= EXERCISES, () -> made + " classes seen of " + EXERCISES + " lambdas");
    }

    private static void openAll() {
        for (final String name : Exercise.names()) {
            Exercise.open(name).close();
        }
    }

    /** One lambda as {@link Exercise} makes them. */
    private static void makeLambda() throws Throwable {
        final MethodType nothing = MethodType.methodType(void.class);
        LambdaMetafactory.metafactory(
                        LOOKUP,
                        "run",
                        MethodType.methodType(Runnable.class),
                        nothing,
                        LOOKUP.findStatic(ExerciseTest.class, "nothing", nothing),
                        nothing)
                .getTarget()
                .invoke();
    }

    private static void nothing() {}

    private static long classesMade() {
        return ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
    }
}
