// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * A thread clones a shared clone by its handle and frees that at once, while the holder frees the clone and then the
 * original.
 *
 * <p>Tests shared births one level down: a birth by CAS on a derived list keeps the whole chain above it, or is
 * refused, and the chain then ends on whichever thread was last. If the CAS came after the clone's end, the original
 * would be left twice by one child.
 */
@JCStressTest
@Outcome(id = "1, 1, 2", expect = Expect.ACCEPTABLE, desc = "Cloned; the last of the chain saw both last writes.")
@Outcome(
        id = {"0, 1, 1", "0, 1, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "Refused; the holder reclaimed, whom nothing orders after the other thread's write.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Reclaimed never, twice, or without the other party's last write.")
@State
public class SharedCloneOfCloneStress {
    private static final Lists LISTS = new Lists(1, 2, 0);

    private final Reclaim reclaim = new Reclaim();
    private final NetBufferList original = LISTS.allocate(reclaim);
    private final NetBufferList clone = LISTS.cloneOf(original);
    private final long handle = LISTS.cloner().share(clone);

    @Actor
    public void cloner(final III_Result r) {
        final NetBufferListCloner cloner = LISTS.cloner();
        final NetBufferList shared = cloner.allocateCloneShared(handle, CloneFlags.USE_ORIGINAL_MDLS);
        reclaim.first = 1;
        if (shared != null) {
            r.r1 = 1;
            cloner.free(shared);
        }
    }

    @Actor
    public void holder() {
        reclaim.second = 1;
        LISTS.free(clone);
        LISTS.free(original);
    }

    @Arbiter
    public void books(final III_Result r) {
        r.r2 = reclaim.times();
        r.r3 = reclaim.seen();
    }
}
