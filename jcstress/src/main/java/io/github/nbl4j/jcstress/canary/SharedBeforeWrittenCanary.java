// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Broken: a list is shared before its packet is written, so that the read-modify-write has nothing to release. {@code
 * SharedPayloadStress} is the same test on the real share.
 */
@JCStressTest
@Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "Not shared yet.")
@Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "Cloned, with the packet.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Cloned without the packet: the mistake.")
@State
public class SharedBeforeWrittenCanary {
    private static final long SHARED = 1L << 62;

    private final SmallLineage list = new SmallLineage(0);
    private int payload;

    @Actor
    public void owner() {
        list.state.addAndGet(SHARED);
        payload = 7;
    }

    @Actor
    public void cloner(final I_Result r) {
        final long seen = list.state.get();
        r.r1 = seen >= SHARED && list.state.compareAndSet(seen, seen + 1) ? payload : -1;
    }
}
