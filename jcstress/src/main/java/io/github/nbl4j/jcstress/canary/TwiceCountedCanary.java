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
 * Broken: who gives a slot to a pool that has closed meanwhile counts it as come home without taking it out again, so
 * that the closer, who looks into the depot, may count it too. {@code PoolCloseStress} and {@code
 * PourAgainstCloseStress} are the same test on the real pool.
 */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Two slots came home.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A slot was counted twice: the mistake.")
@State
public class TwiceCountedCanary {
    private final AtomicInteger depot = new AtomicInteger(1);
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile boolean closed;

    @Actor
    public void closer() {
        closed = true;
        arrived.addAndGet(depot.getAndSet(0));
    }

    @Actor
    public void giver() {
        depot.incrementAndGet();
        if (closed) {
            arrived.incrementAndGet();
        }
    }

    @Arbiter
    public void books(final I_Result r) {
        r.r1 = arrived.get();
    }
}
