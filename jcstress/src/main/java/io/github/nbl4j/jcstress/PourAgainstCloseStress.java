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
 * A pool closes while a thread without a cache takes two slots, the second out of a magazine whose other slots it pours
 * into the overflow, and gives both back to the overflow.
 *
 * <p>Tests the overflow against close: slots that are poured after close has looked into the depot are counted by who
 * poured them, each slot by one of the two. Without the look at {@code phase} after the pour they would be missing for
 * ever, and the memory with them; see {@code canary.TwiceCountedCanary} for the opposite.
 */
@JCStressTest
@Outcome(
        id = {"0, 1", "1, 1", "2, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "Some slots were taken before the close; released once, after they were given.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Released never, twice, or while a slot was out.")
@State
public class PourAgainstCloseStress {
    private final Numbers pool = new Numbers(1, 1);

    @Actor
    public void closer() {
        pool.close();
    }

    @Actor
    public void user(final II_Result r) {
        int first = -1;
        int second = -1;
        try {
            first = NumbersHandle.UNCACHED.take(pool);
            second = NumbersHandle.UNCACHED.take(pool);
        } catch (final IllegalStateException closed) {
            // What was taken before is given below.
        }
        r.r1 = give(first) + give(second);
    }

    private int give(final int slot) {
        if (slot < 0) {
            return 0;
        }
        final int early = pool.releases.get();
        NumbersHandle.UNCACHED.give(pool, slot);
        return early == 0 ? 1 : -10;
    }

    @Arbiter
    public void books(final II_Result r) {
        r.r2 = pool.releases.get();
    }
}
