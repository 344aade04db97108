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
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The owner frees a list, gets a list again, which mostly is the same slot, writes it, and publishes its handle, by a
 * release store; another thread resolves the handles of both lives.
 *
 * <p>Tests that a free which is known to have happened has made its handle stale, although the free is a plain store
 * and the slot is alive again. Without the generation in the handle the old one would name the new packet; see {@code
 * canary.HandleWithoutGenerationCanary}.
 */
@JCStressTest
@Outcome(
        id = {"-1, 0", "-1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "Nothing is known of the free; the old handle may name its list or nothing.")
@Outcome(id = "9, 0", expect = Expect.ACCEPTABLE, desc = "The new handle names the new packet, the old one nothing.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The old handle names a list, or the new one not the new packet.")
@State
public class HandleRebirthStress {
    private static final Lists LISTS = new Lists(1, 1, Long.BYTES);

    private final NetBufferList list = LISTS.allocate(7);
    private final long handle = list.handle();
    private final AtomicLong lane = new AtomicLong(-1);
    private NetBufferList reborn;

    @Actor
    public void owner() {
        LISTS.free(list);
        reborn = LISTS.allocate(9);
        lane.setRelease(reborn.handle());
    }

    @Actor
    public void other(final II_Result r) {
        final long next = lane.getAcquire();
        if (next == -1) {
            r.r1 = -1;
        } else {
            final NetBufferList taken = LISTS.environment().resolve(next);
            r.r1 = taken == null ? -2 : (int) Lists.read(taken);
        }
        r.r2 = LISTS.environment().resolve(handle) == null ? 0 : 1;
    }

    @Arbiter
    public void free(final II_Result r) {
        LISTS.free(reborn);
    }
}
