// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Broken: a handle names a slot and no life of it, so that it resolves whenever somebody holds the slot. {@code
 * HandleRebirthStress} is the same test on the real handle.
 */
@JCStressTest
@Outcome(
        id = {"-1, 0", "-1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "Nothing is known of the free.")
@Outcome(id = "9, 0", expect = Expect.ACCEPTABLE, desc = "The new packet, and the old handle names nothing.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The old handle names the new packet: the mistake.")
@State
public class HandleWithoutGenerationCanary {
    private final SmallLineage slot = new SmallLineage(0);
    private final AtomicInteger lane = new AtomicInteger(-1);

    @Actor
    public void owner() {
        slot.reclaim();
        slot.phase = 1;
        lane.setRelease(9);
    }

    @Actor
    public void other(final II_Result r) {
        r.r1 = lane.getAcquire();
        r.r2 = slot.phase == 1 ? 1 : 0;
    }
}
