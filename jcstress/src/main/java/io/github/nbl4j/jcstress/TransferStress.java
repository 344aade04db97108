// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCompletion;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * A list with three clones is given up to a completion by one thread, which frees a clone too, before or after, while
 * another frees the other two. Whoever is last hands the list over, in a new life; the completion frees it.
 *
 * <p>Tests that what the owner stored between the end of the old life and its own read-modify-write is seen by the last
 * child, and that the new life begins after everybody's last touch. If the owner's count went down before its store,
 * the last child would take the list for a freed one, and nobody would be told.
 */
@JCStressTest
@Outcome(
        id = "1, 2, 1, 1",
        expect = Expect.ACCEPTABLE,
        desc = "Handed over once, to somebody who saw both last writes; then freed once.")
@Outcome(
        expect = Expect.FORBIDDEN,
        desc = "Handed over never or twice, without somebody's last write, with children, or not freed by its free.")
@State
public class TransferStress implements NetBufferListCompletion {
    private static final Lists LISTS = new Lists(1, 3, 0);

    private final Reclaim reclaim = new Reclaim();
    private final AtomicInteger times = new AtomicInteger();
    private final NetBufferList parent = LISTS.allocate(reclaim);
    private final NetBufferList one = LISTS.cloneOf(parent);
    private final NetBufferList two = LISTS.cloneOf(parent);
    private final NetBufferList three = LISTS.cloneOf(parent);
    private final boolean ownerLast = ThreadLocalRandom.current().nextBoolean();
    private final long handle = parent.handle();
    // Plain: nothing but the list's own words orders them.
    private int first;
    private int second;
    private int seen;
    private int fresh;

    @Actor
    public void owner() {
        first = 1;
        if (ownerLast) {
            LISTS.free(one);
            LISTS.complete(parent, this);
        } else {
            LISTS.complete(parent, this);
            LISTS.free(one);
        }
    }

    @Actor
    public void other() {
        second = 1;
        LISTS.free(two);
        LISTS.free(three);
    }

    @Override
    public void completed(final NetBufferList list) {
        seen = first + second;
        times.incrementAndGet();
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
