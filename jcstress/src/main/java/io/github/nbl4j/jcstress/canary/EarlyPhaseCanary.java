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
 * Broken: who claims a cache looks whether the pool is closed before it does. {@code ClaimAgainstCloseStress} is the
 * same test on the real cache.
 */
@JCStressTest
@Outcome(
        id = {"0, 1", "1, 0", "1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "The closer saw the claim, or the claimer the close.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Neither: the cache fills, and nobody looks at it any more: the mistake.")
@State
public class EarlyPhaseCanary {
    /** 0 for none. */
    private final AtomicInteger holder = new AtomicInteger();

    private volatile int phase;

    @Actor
    public void claimer(final II_Result r) {
        r.r1 = phase;
        holder.set(1);
    }

    @Actor
    public void closer(final II_Result r) {
        phase = 1;
        r.r2 = holder.get();
    }
}
