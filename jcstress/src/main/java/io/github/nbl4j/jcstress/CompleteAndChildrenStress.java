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
 * A list is given up to a completion by one thread, while two others free its two clones. Whoever is last hands the
 * list over, in a new life; the completion frees it.
 *
 * <p>Tests that what the owner stored for the handover reaches the last child through the other child's
 * read-modify-write, whatever the order of the three. If it reached the next one only, the last child would free the
 * list, and nobody would be told.
 */
@JCStressTest
@Outcome(
        id = "1, 3, 1",
        expect = Expect.ACCEPTABLE,
        desc = "Handed over once, to somebody who saw all last writes; then freed once.")
@Outcome(
        expect = Expect.FORBIDDEN,
        desc = "Handed over never or twice, without somebody's last write, with children, or not freed by its free.")
@State
public class CompleteAndChildrenStress extends TwoChildren implements NetBufferListCompletion {
    private final AtomicInteger times = new AtomicInteger();

    @Actor
    public void owner() {
        reclaim.first = 1;
        LISTS.complete(parent, this);
    }

    @Actor
    public void one() {
        freeOne();
    }

    @Actor
    public void two() {
        freeTwo();
    }

    @Override
    public void completed(final NetBufferList list) {
        if (list == parent && list.isTransferable() && reclaim.times() == 0) {
            times.incrementAndGet();
        }
        LISTS.free(list);
    }

    @Arbiter
    public void books(final III_Result r) {
        r.r1 = times.get();
        r.r2 = reclaim.seen();
        r.r3 = reclaim.times();
    }
}
