// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Broken: {@code PlainCountCanary} with three children, for the way in which tests of more than two actors are run. Two
 * of its actors at least must meet.
 */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "Reclaimed once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Reclaimed never or twice: the mistake.")
@State
public class ThreePlainCountCanary {
    private final AtomicInteger reclaims = new AtomicInteger();
    private volatile int count = 3;

    @Actor
    public void one() {
        free();
    }

    @Actor
    public void two() {
        free();
    }

    @Actor
    public void three() {
        free();
    }

    @Arbiter
    public void books(final I_Result r) {
        r.r1 = reclaims.get();
    }

    private void free() {
        final int left = count - 1;
        count = left;
        if (left == 0) {
            reclaims.incrementAndGet();
        }
    }
}
