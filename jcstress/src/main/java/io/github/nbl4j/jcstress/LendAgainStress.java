// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The holder of an external Mdl makes another list over it while the first one is freed.
 *
 * <p>Tests that the count of users in {@code Mdl} goes up and down by read-modify-writes: with a read and a write on
 * either side one of the two would be forgotten. Then the completion would come while the second list lives, or never;
 * see {@code canary.PlainUsersCanary}.
 */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "Told once, when the second list was freed too.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Told too early, twice, or never.")
@State
public class LendAgainStress {
    private static final Lists LISTS = new Lists(2, 1, 0);

    private final Reclaim reclaim = new Reclaim();
    private final Mdl mdl = LISTS.external(reclaim);
    private final NetBufferList first = LISTS.allocate(mdl);
    private NetBufferList second;

    @Actor
    public void holder() {
        second = LISTS.allocate(mdl);
    }

    @Actor
    public void user() {
        LISTS.free(first);
    }

    @Arbiter
    public void books(final II_Result r) {
        LISTS.free(mdl);
        r.r1 = reclaim.times();
        LISTS.free(second);
        r.r2 = reclaim.times();
    }
}
