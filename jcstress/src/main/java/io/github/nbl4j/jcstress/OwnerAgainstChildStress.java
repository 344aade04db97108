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
 * The owner frees a list while its last clone is freed: exactly one of the two reclaims it.
 *
 * <p>Tests the edges from the child's decrement to the owner's getAcquire and read-modify-write, and from the owner's
 * read-modify-write to the child's: whoever comes last sees what the other did before. Without them the list would be
 * reclaimed twice or never, or reused under the other's last access; see {@code canary.PlainCountCanary}.
 */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Reclaimed once, by somebody who saw both last writes.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Reclaimed never, twice, or without the other party's last write.")
@State
public class OwnerAgainstChildStress {
    private static final Lists LISTS = new Lists(1, 1, 0);

    private final Reclaim reclaim = new Reclaim();
    private final NetBufferList parent = LISTS.allocate(reclaim);
    private final NetBufferList child = LISTS.cloneOf(parent);

    @Actor
    public void owner() {
        reclaim.first = 1;
        LISTS.free(parent);
    }

    @Actor
    public void child() {
        reclaim.second = 1;
        LISTS.free(child);
    }

    @Arbiter
    public void books(final II_Result r) {
        r.r1 = reclaim.times();
        r.r2 = reclaim.seen();
    }
}
