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
 * Owner and clone read the same packet and free; each then allocates and writes. One of them reclaims the list, gets
 * its memory at once, and writes over what the other has read.
 *
 * <p>Tests, in both directions, the edge from a party's last access to the reuse by whoever reclaims. Without it a lane
 * could read bytes of the next packet.
 */
@JCStressTest
@Outcome(id = "7, 7, 1, 1", expect = Expect.ACCEPTABLE, desc = "Both read the packet; one of them reused its memory.")
@Outcome(id = "7, 7, 1, 0", expect = Expect.ACCEPTABLE, desc = "Both read the packet; its memory rests.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A byte of another life was read, or overwritten.")
@State
public class PayloadReuseStress {
    private static final Lists LISTS = new Lists(3, 1, Long.BYTES);

    private final NetBufferList parent = LISTS.allocate();
    private final NetBufferList child;
    private NetBufferList one;
    private NetBufferList two;

    public PayloadReuseStress() {
        Lists.write(parent, 7);
        child = LISTS.cloneOf(parent);
    }

    @Actor
    public void owner(final IIII_Result r) {
        r.r1 = (int) Lists.read(parent);
        LISTS.free(parent);
        one = LISTS.allocate();
        Lists.write(one, 1);
    }

    @Actor
    public void child(final IIII_Result r) {
        r.r2 = (int) Lists.read(child);
        LISTS.free(child);
        two = LISTS.allocate();
        Lists.write(two, 2);
    }

    @Arbiter
    public void books(final IIII_Result r) {
        r.r3 = Lists.read(one) == 1 && Lists.read(two) == 2 ? 1 : 0;
        r.r4 = one == parent || two == parent ? 1 : 0;
        LISTS.free(one);
        LISTS.free(two);
    }
}
