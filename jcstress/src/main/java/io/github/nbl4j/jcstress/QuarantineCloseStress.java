// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * {@code PoolCloseStress} in checked mode: what the user gives back goes through a quarantine of one place.
 *
 * <p>Tests that a slot that goes there while the pool closes is found: by the closer, by its giver, or when the handle
 * closes. {@code QuarantineGiveStress} has no handle.
 */
@JCStressTest
@State
public class QuarantineCloseStress extends ClosingPool {
    static {
        CheckedMode.on(1);
    }

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
