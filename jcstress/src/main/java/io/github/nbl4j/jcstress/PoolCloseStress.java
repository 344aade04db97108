// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A pool closes while a thread allocates, frees its last slots and closes its handle.
 *
 * <p>Tests the pair of {@code SlotPool}: close stores the phase and then looks into the depot, a giver pushes and then
 * reads the phase, so that one sees the other's store and each slot is counted home by exactly one of them. Otherwise
 * memory would never be released, or twice, or under a slot that is still out.
 */
@JCStressTest
@State
public class PoolCloseStress extends ClosingPool {
    @Actor
    public void closer() {
        pool.close();
    }

    @Actor
    public void user(final III_Result r) {
        useAndLeave(r);
    }

    @Arbiter
    public void books(final III_Result r) {
        r.r3 = pool.releases.get();
    }
}
