// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Broken: a confined clone's birth is taken back although it is the last that the owner's word holds and the children's
 * word tells of another child, whose birth was folded. The owner's free then sees no birth, takes its short cut and
 * does not look. {@code ConfinedFoldStress} is the same test on the real words.
 */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Reclaimed once, by somebody who saw both last writes.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Reclaimed under the other child: the mistake.")
@State
public class ConfinedLastBirthCanary {
    private final SmallLineage list = new SmallLineage(1);

    public ConfinedLastBirthCanary() {
        list.state.incrementAndGet();
    }

    @Actor
    public void owner() {
        list.first = 1;
        list.births--;
        if (list.births == 0) {
            list.reclaim();
        } else {
            list.release();
            list.reclaimIf(list.ownerGone());
        }
    }

    @Actor
    public void other() {
        list.second = 1;
        list.reclaimIf(list.childGone());
    }

    @Arbiter
    public void books(final II_Result r) {
        r.r1 = list.reclaims();
        r.r2 = list.seen;
    }
}
