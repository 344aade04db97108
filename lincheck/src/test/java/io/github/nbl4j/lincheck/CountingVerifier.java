// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.verifier.LinearizabilityVerifier;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;

/** Linearizability, and how many interleavings were judged: Lincheck says when one is wrong, not how many it saw. */
public final class CountingVerifier implements Verifier {
    private static final AtomicLong JUDGED = new AtomicLong();

    private final Verifier verifier;

    public CountingVerifier(final Class<?> specification) {
        verifier = new LinearizabilityVerifier(specification);
    }

    @Override
    public boolean verifyResults(final ExecutionScenario scenario, final ExecutionResult results) {
        JUDGED.incrementAndGet();
        return verifier.verifyResults(scenario, results);
    }

    static void begin() {
        JUDGED.set(0);
    }

    /** Since {@link #begin}. */
    static long judged() {
        return JUDGED.get();
    }
}
