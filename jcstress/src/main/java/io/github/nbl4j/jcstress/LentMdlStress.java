// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The holder of an external Mdl changes it while the only list over it is freed: refused, or after the list's last use.
 *
 * <p>Tests the volatile read of the users by which the holder learns that nobody borrows the Mdl any more; it acquires
 * what the borrower did before it went. Without it the holder could change what a reader still reads.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Lent still: refused.")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Changed, after the borrower's last write.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Changed under the borrower.")
@State
public class LentMdlStress {
    private static final Lists LISTS = new Lists(1, 1, 0);

    private final Mdl mdl = LISTS.external(null);
    private final NetBufferList list = LISTS.allocate(mdl);
    private int last;

    @Actor
    public void holder(final II_Result r) {
        try {
            mdl.adjustLength(Long.BYTES);
            r.r1 = 1;
            r.r2 = last;
        } catch (final IllegalStateException lent) {
            r.r1 = 0;
        }
    }

    @Actor
    public void borrower() {
        last = 1;
        LISTS.free(list);
    }

    @Arbiter
    public void home() {
        LISTS.free(mdl);
    }
}
