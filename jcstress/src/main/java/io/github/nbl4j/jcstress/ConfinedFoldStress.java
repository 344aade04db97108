// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.LineageWords;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * {@code ConfinedCloneStress} where the births of the owner's word are about to overflow: two confined clones fold the
 * other child's birth into the children's word, and one of the two is the last birth that the owner's word holds.
 *
 * <p>Tests the question that the owner asks before it takes back its last birth: whether the children's word tells of
 * anybody. Taken back without it, the owner's free sees no birth and ends the list under the other child; see {@code
 * canary.ConfinedLastBirthCanary}.
 */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Reclaimed once, by somebody who saw both last writes.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Reclaimed never, twice, or without the other party's last write.")
@State
public class ConfinedFoldStress {
    private static final Lists LISTS = new Lists(1, 3, 0);

    private final Reclaim reclaim = new Reclaim();
    private final NetBufferList parent = LISTS.allocate(reclaim);
    private final NetBufferList child;

    public ConfinedFoldStress() {
        LineageWords.presetBirths(parent, LineageWords.BEFORE_GUARD - 1);
        child = LISTS.cloneOf(parent);
    }

    @Actor
    public void owner() {
        final NetBufferListCloner cloner = LISTS.cloner();
        final NetBufferList last = cloner.allocateCloneConfined(parent, CloneFlags.USE_ORIGINAL_MDLS);
        final NetBufferList folding = cloner.allocateCloneConfined(parent, CloneFlags.USE_ORIGINAL_MDLS);
        reclaim.first = 1;
        cloner.free(folding);
        cloner.free(last);
        cloner.free(parent);
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
