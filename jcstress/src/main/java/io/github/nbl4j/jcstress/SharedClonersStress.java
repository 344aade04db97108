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
 * Two threads clone a shared list by its handle, one of them frees its clone at once, while the owner frees the list.
 *
 * <p>Tests that births by CAS lose none of each other, nor of a death and the owner's free between them: who was not
 * refused keeps the list alive. With a read and a write in the place of the CAS one of two births would be lost, and
 * the list reclaimed under a clone.
 */
@JCStressTest
@Outcome(
        id = {"1, 0, 1", "11, 0, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "Cloned, and the other thread cloned or was refused; the clone that stays kept the list.")
@Outcome(
        id = {"0, 1, 1", "10, 1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "Refused, and the other thread cloned or was refused; no clone stayed.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Reclaimed under a clone, never or twice.")
@State
public class SharedClonersStress {
    private static final Lists LISTS = new Lists(1, 2, 0);

    private final Reclaim reclaim = new Reclaim();
    private final NetBufferList parent = LISTS.allocate(reclaim);
    private final long handle = LISTS.cloner().share(parent);
    private NetBufferList kept;
    private int passing;

    @Actor
    public void keeper() {
        kept = LISTS.cloner().allocateCloneShared(handle, CloneFlags.USE_ORIGINAL_MDLS);
    }

    @Actor
    public void passer() {
        final NetBufferListCloner cloner = LISTS.cloner();
        final NetBufferList clone = cloner.allocateCloneShared(handle, CloneFlags.USE_ORIGINAL_MDLS);
        if (clone != null) {
            passing = 10;
            cloner.free(clone);
        }
    }

    @Actor
    public void owner() {
        LISTS.free(parent);
    }

    @Arbiter
    public void books(final III_Result r) {
        r.r1 = passing + (kept == null ? 0 : 1);
        r.r2 = reclaim.times();
        if (kept != null) {
            LISTS.free(kept);
        }
        r.r3 = reclaim.times();
    }
}
