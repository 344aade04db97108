// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import io.github.nbl4j.jcstress.Reclaim;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Broken: children count their deaths by a read and a write instead of one operation. {@code LastChildrenStress} is the
 * same test on the real count.
 */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Reclaimed once, with everything seen.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Reclaimed never, twice or early: the mistake.")
@State
public class PlainCountCanary {
    private final Reclaim reclaim = new Reclaim();
    private volatile int count = 2;

    @Actor
    public void one() {
        reclaim.first = 1;
        free();
    }

    @Actor
    public void two() {
        reclaim.second = 1;
        free();
    }

    @Arbiter
    public void books(final II_Result r) {
        r.r1 = reclaim.times();
        r.r2 = reclaim.seen();
    }

    private void free() {
        final int left = count - 1;
        count = left;
        if (left == 0) {
            reclaim.completed(null);
        }
    }
}
