// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * Two threads free one clone by its handle, in checked mode; one of them clones the original again at once, and mostly
 * gets the slot that was just freed.
 *
 * <p>Tests that a free by handle ends the life that the handle means or none: it compares generation and phase, and
 * the CAS in {@code Slot.endLife} fails when they have changed since. Without the generation in that word the late free
 * would end the new clone.
 */
@JCStressTest
@Outcome(
        id = {"1, 0, 1, 1", "0, 1, 1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "One freed it, the other was refused; the new clone lives, and then the original goes once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Freed twice or by nobody, or the new clone was freed.")
@State
public class StaleFreeStress {
    static {
        CheckedMode.on();
    }

    private static final Lists LISTS = new Lists(1, 2, 0);

    private final Reclaim reclaim = new Reclaim();
    private final NetBufferList parent = LISTS.allocate(reclaim);
    private final long handle = LISTS.cloneOf(parent).handle();
    private NetBufferList reborn;

    @Actor
    public void owner(final IIII_Result r) {
        r.r1 = free();
        reborn = LISTS.cloner().allocateClone(parent, CloneFlags.USE_ORIGINAL_MDLS);
    }

    @Actor
    public void other(final IIII_Result r) {
        r.r2 = free();
    }

    @Arbiter
    public void books(final IIII_Result r) {
        r.r3 = (int) parent.childRefCount();
        LISTS.free(reborn);
        LISTS.free(parent);
        r.r4 = reclaim.times();
    }

    private int free() {
        try {
            LISTS.cloner().free(handle);
            return 1;
        } catch (final IllegalStateException refused) {
            return 0;
        }
    }
}
