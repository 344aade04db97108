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
 * A pool closes while a thread allocates, frees its last slots and closes its handle.
 *
 * <p>Tests the pair of {@code SlotPool}: close stores the phase and then looks into the depot, a giver pushes and then
 * reads the phase, so that one sees the other's store and each slot is counted home by exactly one of them. Otherwise
 * memory would never be released, or twice, or under a slot that is still out.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Allocated before the close; released once.")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "Refused; released once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Released never, twice, or while a slot was out.")
@State
public class PoolCloseStress {
    private final Numbers pool = new Numbers(1, 1);
    private final NumbersHandle handle = new NumbersHandle();
    private final int slot = NumbersHandle.UNCACHED.take(pool);

    @Actor
    public void closer() {
        pool.close();
    }

    @Actor
    public void user(final II_Result r) {
        try {
            final int second = handle.take(pool);
            // Never exhausted: closed is what it must say when the close has drained it.
            r.r1 = second >= 0 && pool.releases.get() == 0 ? 1 : -1;
            if (second >= 0) {
                handle.give(pool, second);
            }
        } catch (final IllegalStateException refused) {
            r.r1 = pool.releases.get() == 0 ? 0 : -1;
        }
        handle.give(pool, slot);
        handle.close();
    }

    @Arbiter
    public void books(final II_Result r) {
        r.r2 = pool.releases.get();
    }
}
