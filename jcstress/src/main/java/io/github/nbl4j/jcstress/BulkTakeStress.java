// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * One thread takes eight slots of its magazine in one step while another gives and takes so much that magazines, and
 * with them the slots, change hands.
 *
 * <p>Tests {@code SlotCache.take(int)} and {@code SlotCache.taken}: the count goes down first and the indices are read
 * after it, out of a magazine that nobody else can have meanwhile. If the magazine were given to the depot before they
 * are read, another thread would overwrite them.
 */
@JCStressTest
@Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "No slot had two holders, and all are accounted for.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A slot had two holders, or is lost.")
@State
public class BulkTakeStress {
    private final Numbers pool = new Numbers(1, 2);
    private final NumbersHandle[] bulk = {new NumbersHandle(), new NumbersHandle()};
    private final NumbersHandle[] single = {new NumbersHandle(), new NumbersHandle()};

    @Actor
    public void bulk(final III_Result r) {
        for (final NumbersHandle handle : bulk) {
            r.r1 += handle.borrow(pool, 1);
            r.r1 += handle.borrowAtOnce(pool, 8);
            r.r1 += handle.borrow(pool, 33);
            r.r1 += handle.borrowAtOnce(pool, 8);
            handle.close();
        }
    }

    @Actor
    public void single(final III_Result r) {
        r.r2 = NumbersHandle.borrowEach(pool, single);
    }

    @Arbiter
    public void books(final III_Result r) {
        r.r3 = pool.audit().isBalanced() ? 1 : 0;
    }
}
