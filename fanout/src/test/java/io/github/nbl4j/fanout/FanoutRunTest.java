// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FanoutRunTest {
    /** As where the operating system has no more threads. One that has ended cannot start either. */
    @Test
    void shouldStopTheThreadsThatRunWhenAnotherCannotStart() throws InterruptedException {
        final RunState state = new RunState();
        final Thread running = new Thread(() -> {
            while (!state.isStopped()) {
                Thread.onSpinWait();
            }
        });
        running.setDaemon(true);
        final Thread ended = new Thread(() -> {});
        ended.start();
        ended.join();
        final FanoutRun run = new FanoutRun(null, null, null, null, 0, 1);
        try {
            assertThrows(
                    IllegalThreadStateException.class,
                    () -> run.measure(List.of(running, ended), List.of(), null, state));
            assertFalse(running.isAlive());
        } finally {
            state.stop();
        }
    }
}
