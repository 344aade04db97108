// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The owner clones a packet of two NetBuffers twice at once, with new Mdls, which all lie in the clones' own slots,
 * frees the original and hands the handles over; the taker reads both clones, frees them by one call, and gets one of
 * the slots again for a clone of a small packet.
 *
 * <p>Tests that the spare NetBuffers and Mdls of a slot move with it, to the taker by the user's release and acquire,
 * and to the slot's next life. If they were settled by the thread that made them, or not undone, the taker would read
 * half a packet, or the small clone would have a NetBuffer too many.
 */
@JCStressTest
@Outcome(id = "-1, 0", expect = Expect.ACCEPTABLE, desc = "Nothing there yet.")
@Outcome(id = "1313, 1", expect = Expect.ACCEPTABLE, desc = "Both whole; the next clone has one NetBuffer.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Taken without a part of the packet, or reborn with a part of it.")
@State
public class SpareHandOverStress {
    private static final Lists LISTS = new Lists(
            2,
            2,
            Long.BYTES,
            p -> p.netBuffersPerClone(2)
                    .mdlsPerNetBuffer(2)
                    .netBuffers(Lists.STATES)
                    .mdls(2 * Lists.STATES));

    private final NetBufferList small = LISTS.allocate(3);
    private final NetBufferList original = LISTS.allocate(0);
    private final long[] handles = new long[2];
    private final AtomicBoolean lane = new AtomicBoolean();
    private boolean taken;

    public SpareHandOverStress() {
        original.append(LISTS.borrower());
    }

    @Actor
    public void owner() {
        Lists.write(original, 7);
        final NetBufferListCloner cloner = LISTS.cloner();
        cloner.allocateClones(original, CloneFlags.NONE, handles, handles.length);
        cloner.free(original);
        lane.setRelease(true);
    }

    @Actor
    public void taker(final II_Result r) {
        taken = lane.getAcquire();
        r.r1 = -1;
        if (taken) {
            r.r1 = 100 * sum(handles[0]) + sum(handles[1]);
            final NetBufferListCloner cloner = LISTS.cloner();
            cloner.free(handles, handles.length);
            final NetBufferList reborn = cloner.allocateClone(small, CloneFlags.NONE);
            r.r2 = reborn.firstNetBuffer().next() == null ? 1 : 2;
            cloner.free(reborn);
        }
    }

    /** The packet's first byte, and of each NetBuffer its segments and its length in longs: 7 + 1 + 1 + 2 + 2. */
    private static int sum(final long handle) {
        int sum = 0;
        NetBuffer nb = LISTS.environment().resolve(handle).firstNetBuffer();
        sum += nb.getByte(0);
        while (nb != null) {
            sum += nb.segmentCount() + (int) nb.dataLength() / Long.BYTES;
            nb = nb.next();
        }
        return sum;
    }

    @Arbiter
    public void free(final II_Result r) {
        if (!taken) {
            LISTS.cloner().free(handles, handles.length);
        }
        LISTS.free(small);
    }
}
