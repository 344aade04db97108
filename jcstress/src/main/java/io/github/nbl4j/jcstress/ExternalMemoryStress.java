// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The holder of an external Mdl frees it while the last list over it is freed: its completion is told once.
 *
 * <p>Tests the count of users in {@code Mdl}: the last to go acquires what the others released, so the completion may
 * hand the memory back. Without it the caller could get its buffer back under a reader, twice, or never.
 */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Told once, by somebody who saw both last writes.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Told never, twice, or too early.")
@State
public class ExternalMemoryStress {
    private static final Lists LISTS = new Lists(1, 1, 0);

    private final Reclaim reclaim = new Reclaim();
    private final Mdl mdl = LISTS.external(reclaim);
    private final NetBufferList list = LISTS.allocate(mdl);

    @Actor
    public void holder() {
        reclaim.first = 1;
        LISTS.free(mdl);
    }

    @Actor
    public void user() {
        reclaim.second = 1;
        LISTS.free(list);
    }

    @Arbiter
    public void books(final II_Result r) {
        r.r1 = reclaim.times();
        r.r2 = reclaim.seen();
    }
}
