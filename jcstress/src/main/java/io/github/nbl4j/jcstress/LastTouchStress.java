// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.LineageWords;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The owner's end of a list and its only child's death, by the list's own words alone: {@code OwnerAgainstChildStress}
 * without the completion that tells of a reclaim, whose count of users is a fence on its way.
 *
 * <p>Tests that whoever reclaims has acquired the other's last plain write by the word that told him so: the owner by
 * its getAcquire or its read-modify-write, the child by its own.
 */
@JCStressTest
@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "The owner was last, and saw the child's write.")
@Outcome(id = "0, 2", expect = Expect.ACCEPTABLE, desc = "The child was last, and saw the owner's write.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Neither or both were last, or the last did not see the other's write.")
@State
public class LastTouchStress {
    private static final Lists LISTS = new Lists(1, 1, 0);

    private final NetBufferList parent = LISTS.allocate();
    private int first;
    private int second;

    public LastTouchStress() {
        LineageWords.bear(parent);
    }

    @Actor
    public void owner(final II_Result r) {
        first = 1;
        r.r1 = LineageWords.endOwnership(parent) ? 1 + second : 0;
    }

    @Actor
    public void child(final II_Result r) {
        second = 1;
        r.r2 = LineageWords.childGone(parent) ? 1 + first : 0;
    }

    @Arbiter
    public void home() {
        LineageWords.beginAgain(parent);
        LISTS.free(parent);
    }
}
