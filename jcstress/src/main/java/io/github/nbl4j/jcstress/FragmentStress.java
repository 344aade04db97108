// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * The owner cuts a list into two fragments, writes their private headers, frees the list and hands the fragments over;
 * the other thread frees a clone of the list, then the fragments, if they are there.
 *
 * <p>Tests that fragments are a child like any clone, and that their NetBuffers, private headers and descriptors go
 * with them and are given back by the thread that frees them. If the cut counted a birth for each piece, the list would
 * never be reclaimed; if the headers were settled by the thread that cut, the taker would not read them.
 */
@JCStressTest
@Outcome(id = "-1, 1, 2", expect = Expect.ACCEPTABLE, desc = "Nothing there yet; reclaimed once, later.")
@Outcome(id = "12, 1, 2", expect = Expect.ACCEPTABLE, desc = "Taken with both headers; reclaimed once.")
@Outcome(
        expect = Expect.FORBIDDEN,
        desc = "Taken without a header, or reclaimed never, twice, or without a last write.")
@State
public class FragmentStress {
    private static final Lists LISTS =
            new Lists(1, 2, 0, p -> p.netBuffersPerClone(2).privateLength(16));
    private static final byte[] HEADERS = {1, 2};

    private final Reclaim reclaim = new Reclaim();
    private final NetBufferList parent = LISTS.allocate(reclaim);
    private final NetBufferList child = LISTS.cloneOf(parent);
    private final AtomicLong lane = new AtomicLong(-1);

    @Actor
    public void owner() {
        final NetBufferList fragments = LISTS.cloner().allocateFragment(parent, null, null, 0, Long.BYTES / 2, 1, 0);
        final NetBuffer first = fragments.firstNetBuffer();
        first.putBytes(0, HEADERS, 0, 1);
        first.next().putBytes(0, HEADERS, 1, 1);
        reclaim.first = 1;
        LISTS.free(parent);
        lane.setRelease(fragments.handle());
    }

    @Actor
    public void taker(final III_Result r) {
        reclaim.second = 1;
        LISTS.free(child);
        r.r1 = take();
    }

    @Arbiter
    public void books(final III_Result r) {
        take();
        r.r2 = reclaim.times();
        r.r3 = reclaim.seen();
    }

    private int take() {
        final NetBufferList fragments = LISTS.environment().resolve(lane.getAcquire());
        if (fragments == null) {
            return -1;
        }
        final NetBuffer first = fragments.firstNetBuffer();
        final int headers = 10 * first.getByte(0) + first.next().getByte(0);
        LISTS.free(fragments);
        return headers;
    }
}
