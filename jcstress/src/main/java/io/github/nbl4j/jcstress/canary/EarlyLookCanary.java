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
 * Broken: who uses a stripe looks whether it is wanted before it lets it go. {@code StripeAgainstCloseStress} is the
 * same test on the real stripe.
 */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "The slot came home.")
@Outcome(expect = Expect.FORBIDDEN, desc = "It rests where nobody looks any more: the mistake.")
@State
public class EarlyLookCanary {
    /** 0 for none. */
    private final AtomicInteger owner = new AtomicInteger(1);

    private final AtomicInteger home = new AtomicInteger();
    private volatile boolean wanted;

    @Actor
    public void user() {
        final boolean seen = wanted;
        owner.set(0);
        if (seen) {
            retireIfIdle(1);
        }
    }

    @Actor
    public void closer() {
        if (!retireIfIdle(2)) {
            wanted = true;
            retireIfIdle(2);
        }
    }

    private boolean retireIfIdle(final int current) {
        if (!owner.compareAndSet(0, current)) {
            return false;
        }
        home.set(1);
        owner.set(0);
        return true;
    }

    @Arbiter
    public void books(final I_Result r) {
        r.r1 = home.get();
    }
}
