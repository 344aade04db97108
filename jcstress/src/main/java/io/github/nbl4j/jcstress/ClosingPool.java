// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * The state of a test about a pool that closes while one of its slots is out and somebody asks for another, and what
 * may come of it: what {@link #takeAndGive} said, how often the memory was released before the last slot came home, and
 * how often in all.
 */
@Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "Served before the close; released once, after the last.")
@Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "Refused; released once, after the last slot.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Released never, twice, or while a slot was out; or said to be exhausted.")
abstract class ClosingPool {
    final Numbers pool = new Numbers(1, 1);
    final NumbersHandle handle = new NumbersHandle();
    final int slot = NumbersHandle.UNCACHED.take(pool);

    /**
     * Takes a slot through the handle, and gives it back.
     *
     * @return 1 when served, 0 when refused; -1 when the memory was released under it, or when the pool says that it is
     *     exhausted: closed is what it must say when the close has drained it.
     */
    final int takeAndGive() {
        final int taken;
        try {
            taken = handle.take(pool);
        } catch (final IllegalStateException refused) {
            return 0;
        }
        if (taken < 0) {
            return -1;
        }
        final int served = pool.releases.get() == 0 ? 1 : -1;
        handle.give(pool, taken);
        return served;
    }

    /** Takes a slot and gives it back, then the last slot that is out, and closes the handle. */
    final void useAndLeave(final III_Result r) {
        r.r1 = takeAndGive();
        r.r2 = pool.releases.get();
        handle.give(pool, slot);
        handle.close();
    }
}
