// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * One clone makes its front private, writes over it and frees itself, while the owner frees the original, gives a
 * second clone a private header, frees that too, and allocates and writes at once.
 *
 * <p>Tests that what a clone writes into private memory is seen by nobody else, and that a copy from shared memory ends
 * before that memory's reuse. If two clones got one segment, or the front were written in place, each would read the
 * other's byte; if the original ended before its last clone, the copy could be one of the next packet.
 */
@JCStressTest
@Outcome(id = "71, 72, 9", expect = Expect.ACCEPTABLE, desc = "Each read the packet, then its own byte.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A byte of the other clone or of the next packet was read or overwritten.")
@State
public class PrivateFrontStress {
    private static final Lists LISTS = new Lists(2, 2, Long.BYTES);
    private static final byte[] MARKS = {0, 1, 2};

    private final NetBufferList parent = LISTS.allocate(7);
    private final NetBufferList one = LISTS.cloneOf(parent);
    private final NetBufferList two = LISTS.cloneOf(parent);
    private NetBufferList reborn;

    @Actor
    public void one(final III_Result r) {
        final NetBuffer nb = one.firstNetBuffer();
        nb.privatize(1);
        r.r1 = 10 * nb.getByte(0);
        nb.putBytes(0, MARKS, 1, 1);
        r.r1 += nb.getByte(0);
        LISTS.free(one);
    }

    @Actor
    public void owner(final III_Result r) {
        LISTS.free(parent);
        final NetBuffer nb = two.firstNetBuffer();
        nb.retreat(1);
        nb.putBytes(0, MARKS, 2, 1);
        r.r2 = 10 * nb.getByte(1) + nb.getByte(0);
        LISTS.free(two);
        reborn = LISTS.allocate(9);
    }

    @Arbiter
    public void books(final III_Result r) {
        r.r3 = (int) Lists.read(reborn);
        LISTS.free(reborn);
    }
}
