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
 * A confined clone has a child, which another thread frees while the clone's owner frees the clone, clones the original
 * once more and frees all: whoever is last, on whatever thread, ends the clone and counts its death at the original.
 *
 * <p>Tests that the clone is confined no longer before its owner's last touch. Were it confined still, the other thread
 * would take the birth back plainly, in a word that only the owner may write, and one of the two counts would be lost.
 */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Reclaimed once, by somebody who saw both last writes.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Reclaimed never, twice, or without the other party's last write.")
@State
public class ConfinedOutlivedStress {
    private static final Lists LISTS = new Lists(1, 3, 0);

    private final Reclaim reclaim = new Reclaim();
    private final NetBufferList parent = LISTS.allocate(reclaim);
    private final NetBufferList confined = LISTS.cloner().allocateCloneConfined(parent, CloneFlags.USE_ORIGINAL_MDLS);
    private final NetBufferList child = LISTS.cloneOf(confined);

    @Actor
    public void owner() {
        reclaim.first = 1;
        LISTS.free(confined);
        final NetBufferList later = LISTS.cloneOf(parent);
        LISTS.free(later);
        LISTS.free(parent);
    }

    @Actor
    public void other() {
        reclaim.second = 1;
        LISTS.free(child);
    }

    @Arbiter
    public void books(final II_Result r) {
        r.r1 = reclaim.times();
        r.r2 = reclaim.seen();
    }
}
