// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A list, its clone and the clone of that are freed by three threads at once.
 *
 * <p>Tests the way up: whoever ends the middle one, its holder or its child, goes on to the original, and meets its
 * owner there. If the middle one's death were counted by both, or by him who was not last, the original would be
 * reclaimed twice or under the lowest clone.
 */
@JCStressTest
@Outcome(id = "1, 3", expect = Expect.ACCEPTABLE, desc = "Reclaimed once, by somebody who saw all last writes.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Reclaimed never, twice, or without another party's last write.")
@State
public class GenerationsStress extends ThreeGenerations {
    @Actor
    public void upper() {
        reclaim.first = 1;
        LISTS.free(original);
    }

    @Actor
    public void middle() {
        reclaim.second = 1;
        LISTS.free(clone);
    }

    @Actor
    public void lower() {
        reclaim.third = 1;
        LISTS.free(cloneOfClone);
    }

    @Arbiter
    public void books(final II_Result r) {
        r.r1 = reclaim.times();
        r.r2 = reclaim.seen();
    }
}
