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
 * Broken: the high-water mark is raised by a look and a store, so that the lower of two marks may come last. {@code
 * HighWaterStress} is the same test on the real mark.
 */
@JCStressTest
@Outcome(id = "64", expect = Expect.ACCEPTABLE, desc = "The mark counts both magazines.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The higher mark was lost: the mistake.")
@State
public class PlainHighWaterCanary {
    private final AtomicInteger out = new AtomicInteger();
    private volatile int highWater;

    @Actor
    public void one() {
        take();
    }

    @Actor
    public void two() {
        take();
    }

    private void take() {
        final int now = out.addAndGet(32);
        if (now > highWater) {
            highWater = now;
        }
    }

    @Arbiter
    public void books(final I_Result r) {
        r.r1 = highWater;
    }
}
