// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Five clones of a list end on three threads, two as a chain, two as an array, one alone, while the owner frees the
 * list: four parties.
 *
 * <p>Tests that deaths of one and of several in a call make one sum, in every order. If a call counted its clones one
 * short, nobody would reclaim; one over, somebody would under a clone.
 */
@JCStressTest
@Outcome(id = "1, 4", expect = Expect.ACCEPTABLE, desc = "Reclaimed once, by somebody who saw all last writes.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Reclaimed never, twice, or without another party's last write.")
@State
public class BulkFreersStress {
    private static final Lists LISTS = new Lists(1, 5, 0);

    private final Reclaim reclaim = new Reclaim();
    private final NetBufferList parent = LISTS.allocate(reclaim);
    private final NetBufferList chain = LISTS.cloner().allocateCloneChain(parent, CloneFlags.USE_ORIGINAL_MDLS, 2);
    private final NetBufferList[] array = {LISTS.cloneOf(parent), LISTS.cloneOf(parent)};
    private final NetBufferList alone = LISTS.cloneOf(parent);

    @Actor
    public void owner() {
        reclaim.first = 1;
        LISTS.free(parent);
    }

    @Actor
    public void chain() {
        reclaim.second = 1;
        LISTS.cloner().freeChain(chain);
    }

    @Actor
    public void array() {
        reclaim.third = 1;
        LISTS.cloner().free(array, array.length);
    }

    @Actor
    public void alone() {
        reclaim.fourth = 1;
        LISTS.free(alone);
    }

    @Arbiter
    public void books(final II_Result r) {
        r.r1 = reclaim.times();
        r.r2 = reclaim.seen();
    }
}
