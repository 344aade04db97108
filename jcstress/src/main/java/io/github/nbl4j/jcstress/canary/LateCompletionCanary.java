// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Broken: a list that is given up to a completion is counted down before it says so, and the last child takes it for a
 * freed one. {@code TransferStress} is the same test on the real order of the two stores.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "Handed over once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Freed, and nobody was told: the mistake.")
@State
public class LateCompletionCanary {
    private final SmallLineage list = new SmallLineage(1);
    private final AtomicInteger completions = new AtomicInteger();
    private boolean awaited;

    @Actor
    public void owner() {
        list.release();
        final boolean last = list.ownerGone();
        awaited = true;
        end(last);
    }

    @Actor
    public void child() {
        end(list.childGone());
    }

    private void end(final boolean last) {
        if (last && awaited) {
            completions.incrementAndGet();
        } else {
            list.reclaimIf(last);
        }
    }

    @Arbiter
    public void books(final II_Result r) {
        r.r1 = completions.get();
        r.r2 = list.reclaims();
    }
}
