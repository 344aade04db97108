// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

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
 * The two last clones of a list are freed at once. If its owner has freed it before, exactly one of them reclaims it;
 * if not, the owner, who comes later, finds no child and reclaims.
 *
 * <p>Tests that no death is lost in the count that children share, and the edge between their decrements: the one that
 * brings the count to zero sees what the other did before. With a plain count both would reclaim, or nobody ever; see
 * {@code canary.PlainCountCanary}.
 */
@JCStressTest
@Outcome(
        id = "1, 1, 2",
        expect = Expect.ACCEPTABLE,
        desc = "The owner went first: reclaimed once, by a child that saw both last writes.")
@Outcome(id = "10, 1, 2", expect = Expect.ACCEPTABLE, desc = "The owner went last: it found no child, and reclaimed.")
@Outcome(
        expect = Expect.FORBIDDEN,
        desc = "A death was lost, or reclaimed never, twice, or without the other's last write.")
@State
public class LastChildrenStress {
    private static final Lists LISTS = new Lists(1, 2, 0);

    private final Reclaim reclaim = new Reclaim();
    private final NetBufferList parent = LISTS.allocate(reclaim);
    private final NetBufferList one = LISTS.cloneOf(parent);
    private final NetBufferList two = LISTS.cloneOf(parent);
    private final boolean ownerFirst = ThreadLocalRandom.current().nextBoolean();

    public LastChildrenStress() {
        if (ownerFirst) {
            LISTS.free(parent);
        }
    }

    @Actor
    public void one() {
        reclaim.first = 1;
        LISTS.free(one);
    }

    @Actor
    public void two() {
        reclaim.second = 1;
        LISTS.free(two);
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
