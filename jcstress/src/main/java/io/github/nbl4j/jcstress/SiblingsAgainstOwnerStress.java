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
 * Two clones are freed by one call, which counts both deaths by one operation, while the owner frees the list.
 *
 * <p>Tests that a death of two is as good as two deaths: one party reclaims, and sees the other's last write. If the
 * count were compared with one instead of zero, nobody would reclaim.
 */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Reclaimed once, by somebody who saw both last writes.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Reclaimed never, twice, or without the other party's last write.")
@State
public class SiblingsAgainstOwnerStress {
    private static final Lists LISTS = new Lists(1, 2, 0);

    private final Reclaim reclaim = new Reclaim();
    private final NetBufferList parent = LISTS.allocate(reclaim);
    private final NetBufferList[] siblings = {LISTS.cloneOf(parent), LISTS.cloneOf(parent)};

    @Actor
    public void owner() {
        reclaim.first = 1;
        LISTS.free(parent);
    }

    @Actor
    public void siblings() {
        reclaim.second = 1;
        LISTS.cloner().free(siblings, siblings.length);
    }

    @Arbiter
    public void books(final II_Result r) {
        r.r1 = reclaim.times();
        r.r2 = reclaim.seen();
    }
}
