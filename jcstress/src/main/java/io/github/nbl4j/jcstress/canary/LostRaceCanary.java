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
 * Broken: who loses a race for one of two slots says that there is none. {@code NeverEmptyStress} is the same test on
 * the real stack.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Both were served.")
@Outcome(expect = Expect.FORBIDDEN, desc = "None, though one was there all the time: the mistake.")
@State
public class LostRaceCanary {
    private final AtomicInteger slots = new AtomicInteger(2);

    @Actor
    public void one(final II_Result r) {
        r.r1 = take();
    }

    @Actor
    public void two(final II_Result r) {
        r.r2 = take();
    }

    private int take() {
        final int seen = slots.get();
        return slots.compareAndSet(seen, seen - 1) ? 1 : 0;
    }
}
