// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A pool closes while one thread takes and gives through a cache and another gives its slot straight to the depot.
 *
 * <p>Tests the count of close with two givers at once, one of which may fill the overflow that the closer, or the other
 * giver, is just draining. If a slot were counted by two of the three, or by none, the memory would go back under a
 * user, or never.
 */
@JCStressTest
@State
public class ThreeCloseStress extends ClosingPool {
    @Actor
    public void closer() {
        pool.close();
    }

    @Actor
    public void giver(final III_Result r) {
        r.r2 = pool.releases.get();
        NumbersHandle.UNCACHED.give(pool, slot);
    }

    @Actor
    public void user(final III_Result r) {
        r.r1 = takeAndGive();
        handle.close();
    }

    @Arbiter
    public void books(final III_Result r) {
        r.r3 = pool.releases.get();
    }
}
