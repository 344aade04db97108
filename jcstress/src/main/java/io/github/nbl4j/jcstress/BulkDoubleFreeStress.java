// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * Two threads free the same clones as an array, one in the order of the other's reverse, in checked mode.
 *
 * <p>Tests the CAS on the life word in a free of several: each clone ends once, by one of the two. Who loses one of
 * them is told, and still brings home those that it ended before. Otherwise the parent would never be reclaimed, or
 * early.
 */
@JCStressTest
@Outcome(
        id = {"1, 0, 0, 1", "0, 1, 0, 1", "0, 0, 0, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "Each clone was freed once, and who came too late was told.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A clone was freed twice, or by nobody.")
@State
public class BulkDoubleFreeStress {
    static {
        CheckedMode.on();
    }

    private static final Lists LISTS = new Lists(1, 3, 0);

    private final Reclaim reclaim = new Reclaim();
    private final NetBufferList parent = LISTS.allocate(reclaim);
    private final NetBufferList[] one = {LISTS.cloneOf(parent), LISTS.cloneOf(parent), LISTS.cloneOf(parent)};
    private final NetBufferList[] two = {one[2], one[1], one[0]};

    @Actor
    public void one(final IIII_Result r) {
        r.r1 = free(one);
    }

    @Actor
    public void two(final IIII_Result r) {
        r.r2 = free(two);
    }

    @Arbiter
    public void books(final IIII_Result r) {
        r.r3 = (int) parent.childRefCount();
        LISTS.free(parent);
        r.r4 = reclaim.times();
    }

    private static int free(final NetBufferList[] clones) {
        try {
            LISTS.cloner().free(clones, clones.length);
            return 1;
        } catch (final IllegalStateException refused) {
            return 0;
        }
    }
}
