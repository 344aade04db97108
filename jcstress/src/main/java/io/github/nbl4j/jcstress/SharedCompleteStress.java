// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCompletion;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A thread clones a shared list by its handle while the owner gives it up to a completion. There are fewer clones than
 * samples, so that the birth is often taken back, maybe after the owner has gone: then the cloner hands the list over.
 *
 * <p>Tests {@code Lineage.tryBirthShared} and the end of a birth that came to nothing against the read-modify-write of
 * {@code ownerGone}: whoever is last hands over. If a birth were counted too late, or not taken back, the list would be
 * handed over under its clone, twice, or never.
 */
@JCStressTest
@Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "Cloned; handed over when the clone was freed.")
@Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "Not cloned; handed over.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Handed over under the clone, twice or never, or not freed by its free.")
@State
public class SharedCompleteStress implements NetBufferListCompletion {
    private static final Lists LISTS = new Lists(1, 1, 0, p -> p.clones(1));

    private final Reclaim reclaim = new Reclaim();
    private final AtomicInteger times = new AtomicInteger();
    private final NetBufferList parent = LISTS.allocate(reclaim);
    private final long handle = LISTS.cloner().share(parent);
    private NetBufferList clone;

    @Actor
    public void cloner() {
        clone = LISTS.cloner().allocateCloneShared(handle, CloneFlags.USE_ORIGINAL_MDLS);
    }

    @Actor
    public void owner() {
        LISTS.complete(parent, this);
    }

    @Override
    public void completed(final NetBufferList list) {
        if (list == parent && list.isTransferable()) {
            times.incrementAndGet();
        }
        LISTS.free(list);
    }

    @Arbiter
    public void books(final III_Result r) {
        // Without a clone it was handed over already, and with one it was not: 1 and 0.
        r.r1 = times.get();
        if (clone != null) {
            r.r1 += r.r1;
            LISTS.free(clone);
        }
        r.r2 = times.get();
        r.r3 = reclaim.times();
    }
}
