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
 * A clone of a clone is freed while another thread frees the clone and then the original: the race goes up the chain.
 *
 * <p>Tests the loop in {@code NetBufferListCache.reclaim}: who ends a list is its parent's child that goes, at every
 * level. If a level were skipped or counted twice, the original would stay for ever, or go while it is used.
 */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Reclaimed once, by somebody who saw both last writes.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Reclaimed never, twice, or without the other party's last write.")
@State
public class ChainStress extends ThreeGenerations {
    @Actor
    public void upper() {
        reclaim.first = 1;
        LISTS.free(clone);
        LISTS.free(original);
    }

    @Actor
    public void lower() {
        reclaim.second = 1;
        LISTS.free(cloneOfClone);
    }

    @Arbiter
    public void books(final II_Result r) {
        r.r1 = reclaim.times();
        r.r2 = reclaim.seen();
    }
}
