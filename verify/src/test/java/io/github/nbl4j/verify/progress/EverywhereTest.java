// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.verify.progress.Outcome.Fault;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The debugger sees who holds up others: what is broken on purpose hangs, and what is not does not. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EverywhereTest {
    private final Everywhere everywhere = new Everywhere(10_000);
    /** Of what must hang, and goes on when it may. */
    private final Everywhere hasty = new Everywhere(1_000);

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void shouldSeeThatOthersWaitForALock() throws InterruptedException {
        try (TargetVm vm = TargetVm.launch()) {
            final Outcome outcome = hasty.suspend(vm, "LOCK");

            assertTrue(outcome.isOnly(Fault.HANG), outcome.toString());
            assertTrue(outcome.where(1).get(0).contains("java.util.concurrent.locks."), "nothing is filtered");
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void shouldSeeThatOthersWaitForeverForADeadThread() throws InterruptedException {
        try (TargetVm vm = TargetVm.launch()) {
            final Outcome outcome = hasty.fail(vm, "QUEUE");

            assertTrue(outcome.isOnly(Fault.HANG), outcome.toString());
            assertEquals(1, outcome.count(Fault.HANG), "it ends there");
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void shouldPassWhatHoldsUpNobody() throws InterruptedException {
        try (TargetVm vm = TargetVm.launch()) {
            final Outcome suspended = everywhere.suspend(vm, "CLONE_FOLD");
            final Outcome failed = everywhere.fail(vm, "CLONE_FOLD");

            assertTrue(suspended.isGood(), () -> suspended + " " + suspended.where(9));
            assertTrue(failed.isGood(), () -> failed + " " + failed.where(9));
            assertTrue(suspended.points() > 50 && failed.points() > 50, suspended + " " + failed);
        }
    }
}
