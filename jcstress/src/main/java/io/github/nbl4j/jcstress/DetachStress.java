// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * The holder of a clone turns it into a copy, which ends the clone, while the owner frees the original, allocates and
 * writes at once.
 *
 * <p>Tests that {@code detach}, and {@code deepCopy} in it, reads the shared bytes before it counts the clone's death,
 * and that this death is what allows their reuse. If it ended the clone first, the copy could be one of the next
 * packet.
 */
@JCStressTest
@Outcome(id = "7, 7, 9", expect = Expect.ACCEPTABLE, desc = "The copy has the packet, the next list its own.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Copied from memory of another life, or into memory that somebody holds.")
@State
public class DetachStress {
    private static final Lists LISTS = new Lists(3, 1, Long.BYTES);

    private final NetBufferList parent = LISTS.allocate(7);
    private final NetBufferList child = LISTS.cloneOf(parent);
    private NetBufferList copy;
    private NetBufferList reborn;

    @Actor
    public void holder(final III_Result r) {
        copy = LISTS.cloner().detach(child);
        r.r1 = (int) Lists.read(copy);
    }

    @Actor
    public void owner() {
        LISTS.free(parent);
        reborn = LISTS.allocate(9);
    }

    @Arbiter
    public void books(final III_Result r) {
        r.r2 = (int) Lists.read(copy);
        r.r3 = (int) Lists.read(reborn);
        LISTS.free(copy);
        LISTS.free(reborn);
    }
}
