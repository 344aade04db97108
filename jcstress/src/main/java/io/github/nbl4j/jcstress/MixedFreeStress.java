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
 * Two parents and their children end in two calls, an array on one thread and handles on the other: each call has one
 * of the parents, a child of it, and a child of the other parent.
 *
 * <p>Tests the slow way of {@code free(array, n)} and {@code free(long[], n)}, which takes what the short ways refuse;
 * in an array siblings that follow each other are counted together and all else alone. If a run of siblings took in a
 * child of another parent, one parent would be left twice and the other never.
 */
@JCStressTest
@Outcome(id = "1, 2, 1, 2", expect = Expect.ACCEPTABLE, desc = "Each reclaimed once, by somebody who saw both writes.")
@Outcome(expect = Expect.FORBIDDEN, desc = "One was reclaimed never, twice, or without the other party's last write.")
@State
public class MixedFreeStress {
    private static final Lists LISTS = new Lists(2, 5, 0, p -> p.mdls(2 * Lists.STATES));

    private final Reclaim left = new Reclaim();
    private final Reclaim right = new Reclaim();
    private final NetBufferList one = LISTS.allocate(left);
    private final NetBufferList two = LISTS.allocate(right);
    private final NetBufferList[] lists = {LISTS.cloneOf(one), LISTS.cloneOf(one), LISTS.cloneOf(two), one};
    private final long[] handles = {
        LISTS.cloneOf(one).handle(), LISTS.cloneOf(two).handle(), two.handle()
    };

    @Actor
    public void lists() {
        left.first = 1;
        right.first = 1;
        LISTS.cloner().free(lists, lists.length);
    }

    @Actor
    public void handles() {
        left.second = 1;
        right.second = 1;
        LISTS.cloner().free(handles, handles.length);
    }

    @Arbiter
    public void books(final IIII_Result r) {
        r.r1 = left.times();
        r.r2 = left.seen();
        r.r3 = right.times();
        r.r4 = right.seen();
    }
}
