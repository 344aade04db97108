// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

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
 * Two siblings, each with a child, are given up to a completion on two threads at once; then each thread frees the
 * child of the other's. Whoever is last hands a sibling over, in a new life; the completion frees it, and the last of
 * the two takes their parent along.
 *
 * <p>Tests that a derived list that is given up keeps its parent while it waits and in its next life, and that two
 * handovers under one parent do not disturb each other. If the handover counted the sibling's death, the parent would
 * go while the completion holds a child of it, and then once more.
 */
@JCStressTest
@Outcome(id = "2, 1, 2", expect = Expect.ACCEPTABLE, desc = "Both handed over once; then the parent reclaimed once.")
@Outcome(
        expect = Expect.FORBIDDEN,
        desc = "A sibling handed over never or twice, or their parent reclaimed early, never or twice.")
@State
public class CompleteSiblingsStress implements NetBufferListCompletion {
    private static final Lists LISTS = new Lists(1, 4, 0);

    private final Reclaim reclaim = new Reclaim();
    private final AtomicInteger times = new AtomicInteger();
    private final NetBufferList one;
    private final NetBufferList two;
    private final NetBufferList childOfOne;
    private final NetBufferList childOfTwo;

    public CompleteSiblingsStress() {
        final NetBufferList parent = LISTS.allocate(reclaim);
        one = LISTS.cloneOf(parent);
        two = LISTS.cloneOf(parent);
        childOfOne = LISTS.cloneOf(one);
        childOfTwo = LISTS.cloneOf(two);
        LISTS.free(parent);
    }

    @Actor
    public void one() {
        reclaim.first = 1;
        LISTS.complete(one, this);
        LISTS.free(childOfTwo);
    }

    @Actor
    public void two() {
        reclaim.second = 1;
        LISTS.complete(two, this);
        LISTS.free(childOfOne);
    }

    @Override
    public void completed(final NetBufferList list) {
        if (reclaim.times() == 0 && list.isTransferable()) {
            times.incrementAndGet();
        }
        LISTS.free(list);
    }

    @Arbiter
    public void books(final III_Result r) {
        r.r1 = times.get();
        r.r2 = reclaim.times();
        r.r3 = reclaim.seen();
    }
}
