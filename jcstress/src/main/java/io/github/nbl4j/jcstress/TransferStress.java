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
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * A list is given up to a completion while its two clones are freed on two other threads. Whoever is last of the three
 * hands it over, in a new life; the completion frees it.
 *
 * <p>Tests that what the owner stored between the end of the old life and its own read-modify-write is seen by the last
 * child, and that the new life begins after everybody's last touch. If the owner's count went down before its store, the
 * last child would take the list for a freed one, and nobody would be told.
 */
@JCStressTest
@Outcome(
        id = "1, 3, 1, 1",
        expect = Expect.ACCEPTABLE,
        desc = "Handed over once, to somebody who saw all last writes; then freed once.")
@Outcome(
        expect = Expect.FORBIDDEN,
        desc = "Handed over never or twice, without somebody's last write, with children, or not freed by its free.")
@State
public class TransferStress implements NetBufferListCompletion {
    private static final Lists LISTS = new Lists(1, 2, 0);

    private final Reclaim reclaim = new Reclaim();
    private final AtomicInteger times = new AtomicInteger();
    private final NetBufferList parent = LISTS.allocate(reclaim);
    private final NetBufferList one = LISTS.cloneOf(parent);
    private final NetBufferList two = LISTS.cloneOf(parent);
    private final long handle = parent.handle();
    // Plain: nothing but the list's own words orders them.
    private int owners;
    private int ones;
    private int twos;
    private int seen;
    private int fresh;

    @Actor
    public void owner() {
        owners = 1;
        LISTS.complete(parent, this);
    }

    @Actor
    public void one() {
        ones = 1;
        LISTS.free(one);
    }

    @Actor
    public void two() {
        twos = 1;
        LISTS.free(two);
    }

    @Override
    public void completed(final NetBufferList list) {
        times.incrementAndGet();
        seen = owners + ones + twos;
        fresh = list == parent
                        && list.isTransferable()
                        && list.handle() != handle
                        && LISTS.environment().resolve(handle) == null
                        && LISTS.environment().resolve(list.handle()) == list
                ? 1
                : 0;
        LISTS.free(list);
    }

    @Arbiter
    public void books(final IIII_Result r) {
        r.r1 = times.get();
        r.r2 = seen;
        r.r3 = fresh;
        r.r4 = reclaim.times();
    }
}
