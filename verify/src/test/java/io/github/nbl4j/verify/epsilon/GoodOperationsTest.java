// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.epsilon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.pool.Checked;
import io.github.nbl4j.verify.epsilon.Traffic.Disturbance;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Checked mode refuses nobody who keeps the rules; {@code -Dnbl4j.goodOperations=1000000000} makes it a long run. */
class GoodOperationsTest {
    @Test
    void shouldRefuseNothingWhenTheRulesAreKept() throws Exception {
        assertTrue(Checked.ENABLED, "tests run in checked mode");
        final long operations = Long.getLong("nbl4j.goodOperations", 4_000_000);

        final TwoThreads.Report report = TwoThreads.run(operations, Disturbance.NONE);

        assertTrue(report.operations() >= operations, report.toString());
        assertEquals(0, report.misuse());
    }

    @Test
    void shouldSeeWhatIsRefused() throws Exception {
        final TwoThreads.Report report = TwoThreads.run(2L * Disturbance.MISUSE.every(), Disturbance.MISUSE);

        assertTrue(report.misuse() > 0, report.toString());
    }

    @Test
    void shouldEndWhenOneThreadFailsWhereTheOtherDoesNot() {
        final AtomicBoolean failed = new AtomicBoolean();
        final Disturbance once = new Disturbance(1000, cloner -> {
            if (failed.compareAndSet(false, true)) {
                throw new IllegalStateException("one of two");
            }
        });

        final IllegalStateException thrown =
                assertThrows(IllegalStateException.class, () -> TwoThreads.run(100_000, once));

        assertEquals("one of two", thrown.getCause().getMessage());
    }
}
