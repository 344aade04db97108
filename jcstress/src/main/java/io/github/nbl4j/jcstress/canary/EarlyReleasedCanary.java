// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Broken: a pool says that its memory is gone before it is. {@code ReleasedStress} is the same on the real pool. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "Not yet.")
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "Released, and all of it seen.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Said to be released before it was: the mistake.")
@State
public class EarlyReleasedCanary {
    private volatile boolean released;
    private int seen;

    @Actor
    public void giver() {
        released = true;
        seen = 1;
    }

    @Actor
    public void user(final I_Result r) {
        r.r1 = released ? 2 * seen - 1 : 0;
    }
}
