// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The holder of a clone clones it once more and frees both, while another thread frees an earlier clone of the clone
 * and then the original: three generations, a birth in the middle one, and deaths on both threads.
 *
 * <p>Tests that a derived list counts its births and its children's deaths as an original does, and that its own death
 * is counted upwards once, by whoever ends it. If a clone's births stood in its parent's words, or its free went up
 * before its last child, the original would be reclaimed under the clones of the clone, or never.
 */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Reclaimed once, by somebody who saw both last writes.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Reclaimed never, twice, or without the other party's last write.")
@State
public class CloneOfCloneStress {
    private static final Lists LISTS = new Lists(1, 3, 0);

    private final Reclaim reclaim = new Reclaim();
    private final NetBufferList original = LISTS.allocate(reclaim);
    private final NetBufferList clone = LISTS.cloneOf(original);
    private final NetBufferList earlier = LISTS.cloneOf(clone);

    @Actor
    public void holder() {
        final NetBufferList later = LISTS.cloneOf(clone);
        reclaim.first = 1;
        LISTS.free(clone);
        LISTS.free(later);
    }

    @Actor
    public void other() {
        reclaim.second = 1;
        LISTS.free(earlier);
        LISTS.free(original);
    }

    @Arbiter
    public void books(final II_Result r) {
        r.r1 = reclaim.times();
        r.r2 = reclaim.seen();
    }
}
