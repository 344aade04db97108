// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The owner looks whether children live, as every check before a write does, while the last one is freed.
 *
 * <p>Tests the edge from the child's decrement to the getAcquire in {@code Lineage.livingChildren}: an owner that
 * counts none sees what the child did before, so it may write what the child has read. Without it the owner could
 * overwrite bytes that a lane is still reading.
 */
@JCStressTest
@Outcome(
        id = {"1, 0", "1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "The child counts as living.")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "The child is gone, and what it did is visible.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The child is gone and its last write is not visible.")
@State
public class LivingChildrenStress {
    private static final Lists LISTS = new Lists(1, 1, 0);

    private final NetBufferList parent = LISTS.allocate();
    private final NetBufferList child = LISTS.cloneOf(parent);
    private int last;

    @Actor
    public void owner(final II_Result r) {
        r.r1 = (int) parent.childRefCount();
        r.r2 = last;
    }

    @Actor
    public void child() {
        last = 1;
        LISTS.free(child);
    }

    @Arbiter
    public void books(final II_Result r) {
        LISTS.free(parent);
    }
}
