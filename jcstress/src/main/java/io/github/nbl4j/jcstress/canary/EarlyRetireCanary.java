// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Broken: a cache is let go before its magazine is given back. {@code CacheClaimStress} is the same test on the real
 * cache.
 */
@JCStressTest
@Outcome(
        id = {"0", "1"},
        expect = Expect.ACCEPTABLE,
        desc = "The next holder has a clean cache, or none.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The next holder has the magazine that is on its way home: the mistake.")
@State
public class EarlyRetireCanary {
    private final AtomicInteger holder = new AtomicInteger(1);
    private int magazine = 1;

    @Actor
    public void retire() {
        holder.set(0);
        magazine = 0;
    }

    @Actor
    public void claim(final I_Result r) {
        if (holder.compareAndSet(0, 2)) {
            r.r1 = 1 + magazine;
        }
    }
}
