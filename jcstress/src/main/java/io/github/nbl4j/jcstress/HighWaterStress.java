// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Two threads take a magazine each and raise the high-water mark of the pool at once.
 *
 * <p>Tests the CAS in {@code SlotPool.noteTaken}: the higher of two marks stays. With a check and a store in two steps
 * the lower one would come last; see {@code canary.PlainHighWaterCanary}.
 */
@JCStressTest
@Outcome(id = "64", expect = Expect.ACCEPTABLE, desc = "The mark counts both magazines.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The mark was lost.")
@State
public class HighWaterStress {
    private final Numbers pool = new Numbers(1, 2);
    private final NumbersHandle one = new NumbersHandle();
    private final NumbersHandle two = new NumbersHandle();

    @Actor
    public void one() {
        one.take(pool);
    }

    @Actor
    public void two() {
        two.take(pool);
    }

    @Arbiter
    public void books(final I_Result r) {
        r.r1 = pool.counters().highWater();
    }
}
