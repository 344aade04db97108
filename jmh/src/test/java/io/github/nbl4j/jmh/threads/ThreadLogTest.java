// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ThreadLogTest {
    private static final int WINDOWS = 100;

    private Object kept;

    @Test
    void shouldTellUnitsAndFillOfEachWindow() {
        try (ThreadLog log = new ThreadLog(2)) {
            log.row(0, 0, 0);
            log.row(7, 30, 2);
            log.row(12, 31, 3);
            assertEquals(2, log.windows());
            assertEquals(7, log.units(0));
            assertEquals(5, log.units(1));
            assertEquals(30, log.fill(0));
            assertEquals(1, log.fills(1));
        }
    }

    @Test
    void shouldMakeNoGarbageAndSeeWhatOthersMake() {
        try (ThreadLog log = new ThreadLog(WINDOWS + 1)) {
            for (int i = 0; i <= WINDOWS; i++) {
                log.row(i, 0, 0);
            }
            kept = new byte[1000];
            log.row(0, 0, 0);
            for (int i = 0; i < WINDOWS; i++) {
                assertEquals(0, log.bytes(i), "window " + i);
            }
            assertTrue(log.bytes(WINDOWS) >= 1000, kept + " must be seen");
        }
    }

    /** No figure of this depends on how fast the machine is: a thread that parks does not run. */
    @Test
    void shouldRejectAWindowThatTheThreadSleptThrough() {
        try (ThreadLog log = new ThreadLog(1)) {
            log.row(0, 0, 0);
            final long end = System.nanoTime() + Windows.LENGTH;
            while (System.nanoTime() - end < 0) {
                LockSupport.parkNanos(Windows.LENGTH);
            }
            log.row(1, 0, 0);
            assertFalse(log.accepts(0));
        }
    }
}
