// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.LineageWords;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * The owner clones a list once more and frees it, while an earlier clone is freed. In half of the samples the owner's
 * births are about to overflow: the clone first folds them into the children's word.
 *
 * <p>Tests that births, which the owner counts plainly, and deaths, which children count atomically, add up whatever
 * comes first: the list lives as long as the second clone. If the sum were taken from one word or in the wrong order,
 * or the fold were a plain store, the death of the first clone would be lost or count for the second; if the fold kept
 * no birth behind, free would take its short cut and reclaim the list under its clones.
 */
@JCStressTest
@Outcome(
        id = {"0, 0, 1", "1, 0, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "Lived until the second clone went, then reclaimed once.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Reclaimed under the second clone, never, or twice.")
@State
public class CloneAgainstFreeStress {
    private static final Lists LISTS = new Lists(1, 2, 0);

    private final Reclaim reclaim = new Reclaim();
    private final NetBufferList parent = LISTS.allocate(reclaim);
    private final boolean fold = ThreadLocalRandom.current().nextBoolean();
    private final NetBufferList earlier;
    private NetBufferList later;

    public CloneAgainstFreeStress() {
        if (fold) {
            LineageWords.presetBirths(parent, LineageWords.BEFORE_GUARD);
        }
        earlier = LISTS.cloneOf(parent);
    }

    @Actor
    public void owner() {
        later = LISTS.cloneOf(parent);
        LISTS.free(parent);
    }

    @Actor
    public void child() {
        LISTS.free(earlier);
    }

    @Arbiter
    public void books(final III_Result r) {
        r.r1 = fold ? 1 : 0;
        r.r2 = reclaim.times();
        LISTS.free(later);
        r.r3 = reclaim.times();
    }
}
