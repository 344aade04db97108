// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The owner of a list makes a confined clone of it and frees both, in either order, while another thread frees an
 * ordinary clone: the list is reclaimed once, after everybody's last touch.
 *
 * <p>Tests that a birth which is taken back plainly, in the owner's word, and a death which is counted in the
 * children's word at the same time make one true sum. If the last birth were taken back while state tells of others,
 * the owner's free would take the list for one without children.
 */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Reclaimed once, by somebody who saw both last writes.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Reclaimed never, twice, or without the other party's last write.")
@State
public class ConfinedCloneStress {
    private static final Lists LISTS = new Lists(1, 2, 0);

    private final Reclaim reclaim = new Reclaim();
    private final NetBufferList parent = LISTS.allocate(reclaim);
    private final NetBufferList child = LISTS.cloneOf(parent);
    private final boolean parentFirst = ThreadLocalRandom.current().nextBoolean();

    @Actor
    public void owner() {
        final NetBufferListCloner cloner = LISTS.cloner();
        final NetBufferList confined = cloner.allocateCloneConfined(parent, CloneFlags.USE_ORIGINAL_MDLS);
        reclaim.first = 1;
        if (parentFirst) {
            cloner.free(parent);
            cloner.free(confined);
        } else {
            cloner.free(confined);
            cloner.free(parent);
        }
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
