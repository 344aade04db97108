// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
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
@Outcome(
        id = {"0, 0, 1", "1, 0, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "Refused or served; released once, after the last slot.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Released never, twice, or while a slot was out.")
@State
public class ThreeCloseStress {
    private final Numbers pool = new Numbers(1, 1);
    private final NumbersHandle handle = new NumbersHandle();
    private final int slot = NumbersHandle.UNCACHED.take(pool);

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
        try {
            final int taken = handle.take(pool);
            if (taken >= 0) {
                r.r1 = pool.releases.get() == 0 ? 1 : -1;
                handle.give(pool, taken);
            }
        } catch (final IllegalStateException refused) {
            r.r1 = 0;
        }
        handle.close();
    }

    @Arbiter
    public void books(final III_Result r) {
        r.r3 = pool.releases.get();
    }
}
