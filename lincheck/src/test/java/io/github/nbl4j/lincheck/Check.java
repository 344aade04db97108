// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * Runs Lincheck's model checker. How much is the caller's to say: {@code lincheck/run} does. All runs demand
 * obstruction-freedom: no thread may wait for one that stands still.
 */
final class Check {
    private static final int SCENARIOS = Integer.getInteger("nbl4j.lincheck.scenarios", 1);
    private static final int INTERLEAVINGS = Integer.getInteger("nbl4j.lincheck.interleavings", 100);

    /** No loop of the library is longer, and none may be taken for one that waits. */
    private static final int LONGEST_LOOP = 1000;

    private static int read;

    private Check() {}

    /** Throws unless all interleavings of random scenarios are linearizable. */
    static void holds(final Class<?> model, final int threads, final int calls) throws IOException {
        CountingVerifier.judged();
        final long start = System.nanoTime();
        options(threads, calls, SCENARIOS, INTERLEAVINGS).check(model);
        final double seconds = (System.nanoTime() - start) / 1e9;
        final long judged = CountingVerifier.judged();
        System.out.printf(
                "lincheck: %s: %d interleavings in %.1f s, %.0f/s%n",
                model.getSimpleName(), judged, seconds, judged / seconds);
        assertTrue(judged > 0, "no interleaving was judged");
        requireAllTransformed();
    }

    /** Throws unless the mistake is found, as what it is. */
    static void isCaught(final Class<?> canary, final Class<?> specification, final String verdict) throws IOException {
        final ModelCheckingOptions options =
                options(2, 3, 30, 1000).minimizeFailedScenario(false).sequentialSpecification(specification);
        final Throwable thrown = assertThrows(LincheckAssertionError.class, () -> options.check(canary));
        assertTrue(thrown.getMessage().contains(verdict), thrown::getMessage);
        System.out.printf("lincheck: %s: caught%n", canary.getSimpleName());
        requireAllTransformed();
    }

    private static ModelCheckingOptions options(
            final int threads, final int calls, final int scenarios, final int interleavings) {
        return new ModelCheckingOptions()
                .iterations(scenarios)
                .invocationsPerIteration(interleavings)
                .threads(threads)
                .actorsPerThread(calls)
                .actorsBefore(0)
                .actorsAfter(0)
                .checkObstructionFreedom(true)
                .loopIterationsBeforeThreadSwitch(LONGEST_LOOP)
                .loopBound(LONGEST_LOOP)
                // One thread is left: nothing can be switched there, and to watch each access costs more than the
                // calls.
                .addGuarantee(forClasses(name -> name.startsWith("io.github.nbl4j."))
                        .methods("settleBooks")
                        .ignore())
                .verifier(CountingVerifier.class);
    }

    /** Throws unless Lincheck complains, as it does of classes in which it cannot switch threads. */
    static void isComplainedOf(final Class<?> canary, final String complaint) throws IOException {
        options(2, 2, 1, 10).minimizeFailedScenario(false).check(canary);
        final String complaints = complaints();
        assertTrue(complaints.contains(complaint), complaints);
        System.out.printf("lincheck: %s: caught%n", canary.getSimpleName());
    }

    private static void requireAllTransformed() throws IOException {
        assertEquals("", complaints(), "Lincheck must have nothing to complain of");
    }

    /** What Lincheck told its log since the last call. */
    private static String complaints() throws IOException {
        final Path log = Path.of(System.getProperty("lincheck.logFile"));
        final String all = Files.exists(log) ? Files.readString(log) : "";
        final String told = all.substring(read);
        read = all.length();
        return told;
    }
}
