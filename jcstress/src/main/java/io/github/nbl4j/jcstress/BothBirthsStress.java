// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.LineageWords;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * A shared list gets a child by its owner, who counts plainly, and one by handle, counted by CAS, at the same moment;
 * before that an earlier clone is freed, after that the owner frees. In half of the samples the owner's births are
 * about to overflow, and its clone folds them into the word on which the CAS works.
 *
 * <p>Tests that the two birth modes and the deaths make one sum. If the fold were no read-modify-write, a birth by CAS
 * would be lost in it; if it touched the flag or the generation beside the count, cloning by handle would fail for
 * good or go on after the owner's free.
 */
@JCStressTest
@Outcome(id = "1, 2, 0, 1", expect = Expect.ACCEPTABLE, desc = "Cloned by handle: two children, then reclaimed once.")
@Outcome(id = "0, 1, 0, 1", expect = Expect.ACCEPTABLE, desc = "Refused: the owner's child, then reclaimed once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A birth or a death was lost, or reclaimed under a child, never or twice.")
@State
public class BothBirthsStress {
    private static final Lists LISTS = new Lists(1, 3, 0);

    private final Reclaim reclaim = new Reclaim();
    private final NetBufferList parent = LISTS.allocate(reclaim);
    private final long handle = LISTS.cloner().share(parent);
    private final NetBufferList earlier;
    private NetBufferList later;
    private NetBufferList shared;

    public BothBirthsStress() {
        if (ThreadLocalRandom.current().nextBoolean()) {
            LineageWords.presetBirths(parent, LineageWords.BEFORE_GUARD);
        }
        earlier = LISTS.cloneOf(parent);
    }

    @Actor
    public void owner() {
        later = LISTS.cloneOf(parent);
        LISTS.free(parent);
    }

    @Actor
    public void cloner() {
        LISTS.free(earlier);
        shared = LISTS.cloner().allocateCloneShared(handle, CloneFlags.USE_ORIGINAL_MDLS);
    }

    @Arbiter
    public void books(final IIII_Result r) {
        r.r1 = shared == null ? 0 : 1;
        r.r2 = (int) parent.childRefCount();
        r.r3 = reclaim.times();
        LISTS.free(later);
        if (shared != null) {
            LISTS.free(shared);
        }
        r.r4 = reclaim.times();
    }
}
