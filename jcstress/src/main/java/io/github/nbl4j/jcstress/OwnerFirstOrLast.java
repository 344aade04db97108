// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.NetBufferList;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * The state of a test about a list whose children end by two threads at once, and what may come of it. In half of the
 * samples its owner has freed it before; in the others he comes later.
 */
@Outcome(
        id = "1, 1, 2",
        expect = Expect.ACCEPTABLE,
        desc = "The owner went first: reclaimed once, by a child that saw both last writes.")
@Outcome(id = "10, 1, 2", expect = Expect.ACCEPTABLE, desc = "The owner went last: it found no child, and reclaimed.")
@Outcome(
        expect = Expect.FORBIDDEN,
        desc = "A death was lost, or reclaimed never, twice, or without the other's last write.")
abstract class OwnerFirstOrLast {
    static final Lists LISTS = new Lists(1, 4, 0);

    final Reclaim reclaim = new Reclaim();
    final NetBufferList parent = LISTS.allocate(reclaim);
    /** Then the constructor frees it, when all children are born. */
    final boolean ownerFirst = ThreadLocalRandom.current().nextBoolean();

    /** When all children have ended. */
    final void ownerAfter(final III_Result r) {
        r.r1 = reclaim.times();
        if (!ownerFirst) {
            r.r1 += 10 + (int) parent.childRefCount();
            LISTS.free(parent);
        }
        r.r2 = reclaim.times();
        r.r3 = reclaim.seen();
    }
}
