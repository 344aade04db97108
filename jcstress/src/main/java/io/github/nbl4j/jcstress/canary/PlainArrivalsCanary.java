// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Broken: slots that come home to a closed pool are counted by a read and a write. {@code LastArrivalsStress} is the
 * same test on the real pool.
 */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "Released once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Released never or twice: the mistake.")
@State
public class PlainArrivalsCanary {
    private static final int POPULATION = 2;

    private volatile int arrived;
    private volatile int releasedByOne;
    private volatile int releasedByTwo;

    @Actor
    public void one() {
        releasedByOne = arrive();
    }

    @Actor
    public void two() {
        releasedByTwo = arrive();
    }

    private int arrive() {
        final int seen = arrived;
        arrived = seen + 1;
        return arrived == POPULATION ? 1 : 0;
    }

    @Arbiter
    public void books(final I_Result r) {
        r.r1 = releasedByOne + releasedByTwo;
    }
}
