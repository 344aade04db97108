// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.NetBufferList;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/**
 * The owner writes a packet, clones it, frees the original and hands the clone over as a handle, by a release store;
 * the taker resolves the handle, reads and frees.
 *
 * <p>Tests that ownership moves with the user's own release and acquire and needs nothing of ours: the taker sees the
 * bytes, the geometry of the clone and its life word, which are all plain. If any of them were cached by thread, the
 * taker would see a list of another life.
 */
@JCStressTest
@Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "Nothing there yet.")
@Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "Taken, with the packet.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Taken without the packet, or not resolved.")
@State
public class PayloadHandOverStress {
    private static final Lists LISTS = new Lists(1, 1, Long.BYTES);

    private final NetBufferList original = LISTS.allocate();
    private final AtomicLong lane = new AtomicLong();
    private NetBufferList taken;

    public PayloadHandOverStress() {
        Lists.write(original, 0);
    }

    @Actor
    public void owner() {
        Lists.write(original, 7);
        final NetBufferList clone = LISTS.cloneOf(original);
        LISTS.free(original);
        lane.setRelease(clone.handle());
    }

    @Actor
    public void taker(final J_Result r) {
        final long handle = lane.getAcquire();
        if (handle == 0) {
            r.r1 = -1;
            return;
        }
        taken = LISTS.environment().resolve(handle);
        r.r1 = taken == null ? -2 : Lists.read(taken);
        LISTS.free(taken);
    }

    @Arbiter
    public void free(final J_Result r) {
        if (taken == null) {
            LISTS.free(LISTS.environment().resolve(lane.get()));
        }
    }
}
