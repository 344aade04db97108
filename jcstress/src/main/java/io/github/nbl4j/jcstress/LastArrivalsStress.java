// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The last two slots of a closed pool come home at once, each after its user's last write.
 *
 * <p>Tests the sum of {@code SlotPool.arrive}: one of the two sees that all are home, and what the other wrote before.
 * With a plain sum, or without the edge between the two, the memory would never go back, or go back under a user.
 */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Released once, by somebody who saw both last writes.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Released never, twice, or before a last write.")
@State
public class LastArrivalsStress {
    private final Numbers pool = new Numbers(2, 0);
    private final int first = NumbersHandle.UNCACHED.take(pool);
    private final int second = NumbersHandle.UNCACHED.take(pool);

    public LastArrivalsStress() {
        pool.close();
    }

    @Actor
    public void one() {
        give(first);
    }

    @Actor
    public void two() {
        give(second);
    }

    private void give(final int slot) {
        pool.contents[slot] = 1;
        NumbersHandle.UNCACHED.give(pool, slot);
    }

    @Arbiter
    public void books(final II_Result r) {
        r.r1 = pool.releases.get();
        r.r2 = pool.seen;
    }
}
