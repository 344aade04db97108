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
 * Broken: births that are about to overflow are moved to the children's word by a read and a write, between which a
 * death is lost. {@code CloneAgainstFreeStress} and {@code BothBirthsStress} are the same test on the real fold.
 */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "Lived until the second child went, then reclaimed.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A death was lost and nobody reclaims: the mistake.")
@State
public class PlainFoldCanary {
    private final SmallLineage list = new SmallLineage(2);

    @Actor
    public void owner() {
        list.state.set(list.state.get() + list.births - 1);
        list.births = 1;
        list.release();
        list.reclaimIf(list.ownerGone());
    }

    @Actor
    public void child() {
        list.reclaimIf(list.childGone());
    }

    @Arbiter
    public void secondChild(final II_Result r) {
        r.r1 = list.reclaims();
        list.reclaimIf(list.childGone());
        r.r2 = list.reclaims();
    }
}
