// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Broken: the owner's free gives the list back at once and leaves the count to the children, so that its memory is used
 * again under the last of them. {@code PayloadReuseStress} is the same test on the real free.
 */
@JCStressTest
@Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "The child read the packet.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The child read the next packet: the mistake.")
@State
public class EarlyReclaimCanary {
    private final SmallLineage list = new SmallLineage(1);
    private int payload = 7;

    @Actor
    public void owner() {
        list.reclaim();
        payload = 9;
    }

    @Actor
    public void child(final I_Result r) {
        r.r1 = payload;
        list.childGone();
    }
}
