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
 * Broken: the owner's free writes that the list is released after its read-modify-write, when the last child may have
 * reclaimed the list already. {@code OwnerAgainstChildStress} is the same test on the real words.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "Reclaimed once, and it rests as a free list.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A list that rests says that it is released: the mistake.")
@State
public class LatePhaseCanary {
    private final SmallLineage list = new SmallLineage(1);

    @Actor
    public void owner() {
        final boolean last = list.ownerGone();
        list.release();
        list.reclaimIf(last);
    }

    @Actor
    public void child() {
        list.reclaimIf(list.childGone());
    }

    @Arbiter
    public void books(final II_Result r) {
        r.r1 = list.reclaims();
        r.r2 = list.phase;
    }
}
