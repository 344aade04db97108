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
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * A thread clones a shared list by its handle while the owner frees it, gets the same slot again and shares that new
 * life too: cloned or refused, never resurrected, and never a child of another life.
 *
 * <p>Tests the CAS of {@code Lineage.tryBirthShared} against the owner's read-modify-write: both change one word, so
 * the birth comes before the release, and then the clone keeps the list alive, or it fails; and the generation in that
 * word. With a check and an increment in two steps, or without the generation, a clone would live off a list that has
 * been reclaimed, or show another packet; see {@code canary.SharedWithoutGenerationCanary}.
 */
@JCStressTest
@Outcome(
        id = "1, 0, 0, 1",
        expect = Expect.ACCEPTABLE,
        desc = "Cloned; the clone kept the list alive, the owner got another slot.")
@Outcome(
        id = "0, 10, 1, 1",
        expect = Expect.ACCEPTABLE,
        desc = "Refused; the owner reclaimed, and the slot was reborn.")
@Outcome(id = "0, 0, 1, 1", expect = Expect.ACCEPTABLE, desc = "Refused; the owner reclaimed, and got another slot.")
@Outcome(
        expect = Expect.FORBIDDEN,
        desc = "Reclaimed under the clone, never or twice, or the new life has a child of the old one.")
@State
public class SharedCloneStress {
    private static final Lists LISTS = new Lists(2, 1, 0);

    private final Reclaim reclaim = new Reclaim();
    private final NetBufferList parent = LISTS.allocate(reclaim);
    private final long handle = LISTS.cloner().share(parent);
    private NetBufferList reborn;
    private NetBufferList clone;

    @Actor
    public void cloner() {
        clone = LISTS.cloner().allocateCloneShared(handle, CloneFlags.USE_ORIGINAL_MDLS);
    }

    @Actor
    public void owner() {
        final NetBufferListCloner cloner = LISTS.cloner();
        cloner.free(parent);
        reborn = cloner.allocate();
        cloner.share(reborn);
    }

    @Arbiter
    public void books(final IIII_Result r) {
        r.r1 = clone == null ? 0 : 1;
        r.r2 = (reborn == parent ? 10 : 0) + (int) reborn.childRefCount();
        r.r3 = reclaim.times();
        if (clone != null) {
            LISTS.free(clone);
        }
        r.r4 = reclaim.times();
        LISTS.free(reborn);
    }
}
