// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Broken: who takes the hint of an empty magazine takes the magazine, whatever its state word says; a scan may have
 * claimed it before. {@code StaleHintStress} is the same test on the real depot.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "One has the magazine.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both have it: the mistake.")
@State
public class TrustedHintCanary {
    private static final int EMPTY = 0;
    private static final int LOADED = 2;

    private final AtomicInteger hints = new AtomicInteger(1);
    private final AtomicInteger state = new AtomicInteger(EMPTY);

    @Actor
    public void follower(final II_Result r) {
        if (hints.compareAndSet(1, 0)) {
            state.set(LOADED);
            r.r1 = 1;
        }
    }

    @Actor
    public void scanner(final II_Result r) {
        r.r2 = state.compareAndSet(EMPTY, LOADED) ? 1 : 0;
    }
}
