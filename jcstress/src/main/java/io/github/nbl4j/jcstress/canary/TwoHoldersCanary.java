// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import io.github.nbl4j.jcstress.Numbers;
import io.github.nbl4j.jcstress.NumbersHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Broken: two threads use one handle at once, as the real one forbids, and go no further than its loaded magazine,
 * where nothing stops them. {@code CacheStress}, and whatever marks the slots that it borrows, is the same test with a
 * handle for each.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "No slot had two holders.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A slot had two holders: the mistake.")
@State
public class TwoHoldersCanary {
    private final Numbers pool = new Numbers(1, 1);
    private final NumbersHandle handle = new NumbersHandle();

    /** Half of the magazine stays out: who took or gave beyond it would be told that the handle is another's. */
    public TwoHoldersCanary() {
        for (int i = 0; i < 16; i++) {
            handle.take(pool);
        }
    }

    @Actor
    public void one(final II_Result r) {
        r.r1 = handle.borrow(pool, 2);
    }

    @Actor
    public void two(final II_Result r) {
        r.r2 = handle.borrow(pool, 2);
    }
}
