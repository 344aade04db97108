// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.pool.Checked;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of two frees of one list, checked mode detects one; {@code -Dnbl4j.doubleFrees=10000000} makes it a long run. */
class DoubleFreeTest {
    @Test
    void shouldDetectEveryDoubleFreeWhenThreadsRace() throws Exception {
        assertTrue(Checked.ENABLED, "exact only in checked mode, which tests run in");
        try (DoubleFree frees = new DoubleFree()) {
            frees.race(Long.getLong("nbl4j.doubleFrees", 100_000), false);

            assertEquals(0, frees.freedByBoth(), "undetected");
            assertEquals(0, frees.freedByNobody(), "false alarms");
            assertEquals(frees.rounds(), frees.misuse(), "detected");
            System.out.println("DoubleFreeTest: detected=" + frees.misuse() + " of " + frees.rounds());
        }
    }

    /** The twin: the threads really race, and without the CAS of checked mode one list is freed twice. */
    @Test
    void shouldMissOneWhenNobodyDecides() throws Exception {
        final String output = ChildJvm.run(DoubleFree.class, List.of("-Xmx64m"), "20000000");

        assertNotEquals("freedByBoth=0", output.trim());
        assertTrue(output.startsWith("freedByBoth="), output);
    }
}
