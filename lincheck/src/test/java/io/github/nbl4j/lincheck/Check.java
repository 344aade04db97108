// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.jvm.agent.InstrumentationMode;
import org.jetbrains.lincheck.jvm.agent.LincheckInstrumentation;

/**
 * Runs Lincheck's model checker. How much is the caller's to say: {@code lincheck/run} does. All runs demand
 * obstruction-freedom: no thread may wait for one that stands still.
 */
final class Check {
    private static final int OF_EACH_SCENARIO = Integer.getInteger("nbl4j.lincheck.ofEachScenario", 100);

    /** No loop of the library is longer, and none may be taken for one that waits. */
    private static final int LONGEST_LOOP = 1000;

    private static int read;

    static {
        // Else each check would transform the classes and restore them, and the JVM compile them anew: half of the
        // time.
        LincheckInstrumentation.INSTANCE.attachJavaAgentStatically(ByteBuddyAgent.install());
        LincheckInstrumentation.INSTANCE.install(InstrumentationMode.MODEL_CHECKING);
    }

    private Check() {}

    /**
     * Throws unless enough interleavings of random scenarios, or all there are, are linearizable. A model that has few
     * scenarios is looked at again, with more interleavings of each.
     */
    static void holds(final Class<?> model, final int threads, final int calls) throws IOException {
        final long start = System.nanoTime();
        int ofEach = OF_EACH_SCENARIO;
        Scenarios.Over over = look(model, threads, calls, ofEach);
        while (over.tooFew()) {
            ofEach += over.more();
            over = look(model, threads, calls, ofEach);
        }
        System.out.printf(
                "lincheck: %s: %d interleavings of %s%d scenarios, %d cut off at %d, in %.1f s%n",
                model.getSimpleName(),
                over.judged,
                over.all ? "all " : "",
                over.scenarios,
                over.cutOff,
                ofEach,
                (System.nanoTime() - start) / 1e9);
        assertTrue(over.judged > 0, "no interleaving was judged");
        requireAllTransformed();
    }

    private static Scenarios.Over look(final Class<?> model, final int threads, final int calls, final int ofEach) {
        final ModelCheckingOptions options =
                options(threads, calls, Integer.MAX_VALUE, ofEach).executionGenerator(Scenarios.class);
        CountingVerifier.begin();
        return assertThrows(Scenarios.Over.class, () -> options.check(model));
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
                // Of models. Before the first call, and after the last, there is one thread: nothing can be switched
                // there, and to watch each access costs more than the calls. Marks are no part of what is tested.
                .addGuarantee(forClasses(name -> name.endsWith("Model") || name.endsWith("Canary"))
                        .methods("setUp", "cloneOf", "handOut", "settleBooks", "taken", "handBack")
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
