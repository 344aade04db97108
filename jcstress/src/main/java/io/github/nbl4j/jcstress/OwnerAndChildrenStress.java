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
 * Owner and two children of a list, all three on threads of their own, free at once.
 *
 * <p>Tests that one of three reclaims and sees what both others did before: the edge from one child's decrement to the
 * reclaimer goes through the third party's read-modify-write, whichever comes in between. If a read-modify-write only
 * released and the last did not acquire all before it, the list would be reused under somebody's last access.
 */
@JCStressTest
@Outcome(id = "1, 3", expect = Expect.ACCEPTABLE, desc = "Reclaimed once, by somebody who saw all last writes.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Reclaimed never, twice, or without another party's last write.")
@State
public class OwnerAndChildrenStress extends TwoChildren {
    @Actor
    public void owner() {
        reclaim.first = 1;
        LISTS.free(parent);
    }

    @Actor
    public void one() {
        freeOne();
    }

    @Actor
    public void two() {
        freeTwo();
    }

    @Arbiter
    public void books(final II_Result r) {
        r.r1 = reclaim.times();
        r.r2 = reclaim.seen();
    }
}
