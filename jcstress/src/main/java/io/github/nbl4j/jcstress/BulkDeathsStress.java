// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two siblings in a chain end by one call, two others by their handles by another one, at once. In half of the samples
 * the owner has freed the list before; in the others it comes later.
 *
 * <p>Tests that {@code freeChain} and {@code free(long[], n)} each count two deaths by one operation that loses none of
 * the other's, and that the second of them sees what the first did. If each call read the count once and wrote it at
 * its end, both would reclaim, or nobody ever.
 */
@JCStressTest
@Outcome(
        id = "1, 1, 2",
        expect = Expect.ACCEPTABLE,
        desc = "The owner went first: reclaimed once, by a call that saw both last writes.")
@Outcome(id = "10, 1, 2", expect = Expect.ACCEPTABLE, desc = "The owner went last: it found no child, and reclaimed.")
@Outcome(
        expect = Expect.FORBIDDEN,
        desc = "Deaths were lost, or reclaimed never, twice, or without the other's last write.")
@State
public class BulkDeathsStress {
    private static final Lists LISTS = new Lists(1, 4, 0);

    private final Reclaim reclaim = new Reclaim();
    private final NetBufferList parent = LISTS.allocate(reclaim);
    private final NetBufferList chain = LISTS.cloner().allocateCloneChain(parent, CloneFlags.USE_ORIGINAL_MDLS, 2);
    private final long[] handles = new long[2];
    private final boolean ownerFirst = ThreadLocalRandom.current().nextBoolean();

    public BulkDeathsStress() {
        LISTS.cloner().allocateClones(parent, CloneFlags.USE_ORIGINAL_MDLS, handles, handles.length);
        if (ownerFirst) {
            LISTS.free(parent);
        }
    }

    @Actor
    public void chain() {
        reclaim.first = 1;
        LISTS.cloner().freeChain(chain);
    }

    @Actor
    public void handles() {
        reclaim.second = 1;
        LISTS.cloner().free(handles, handles.length);
    }

    @Arbiter
    public void owner(final III_Result r) {
        r.r1 = reclaim.times();
        if (!ownerFirst) {
            r.r1 += 10 + (int) parent.childRefCount();
            LISTS.free(parent);
        }
        r.r2 = reclaim.times();
        r.r3 = reclaim.seen();
    }
}
