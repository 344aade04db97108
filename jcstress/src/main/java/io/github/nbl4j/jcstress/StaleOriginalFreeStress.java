// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * {@code StaleFreeStress} of a list that is no clone: two threads free it by its handle, alone and as one of an array,
 * in checked mode; one of them allocates again at once, and mostly gets the slot that was just freed.
 *
 * <p>Tests that the long ways of a free by handle compare the generation in the word that ends the life, too. A look
 * before it would let the late free end the new list.
 */
@JCStressTest
@Outcome(
        id = {"1, 0, 1", "0, 1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "One freed it, the other was refused; the new list lives.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Freed twice or by nobody, or the new list was freed.")
@State
public class StaleOriginalFreeStress {
    static {
        CheckedMode.on();
    }

    private static final Lists LISTS = new Lists(2, 1, 0);

    private final long handle = LISTS.cloner().allocate().handle();
    private NetBufferList reborn;

    @Actor
    public void owner(final III_Result r) {
        r.r1 = free(new long[] {handle});
        reborn = LISTS.cloner().allocate();
    }

    @Actor
    public void other(final III_Result r) {
        r.r2 = free(null);
    }

    @Arbiter
    public void books(final III_Result r) {
        if (reborn.isOwned()) {
            r.r3 = 1;
            LISTS.free(reborn);
        }
    }

    private int free(final long[] array) {
        try {
            if (array == null) {
                LISTS.cloner().free(handle);
            } else {
                LISTS.cloner().free(array, 1);
            }
            return 1;
        } catch (final IllegalStateException refused) {
            return 0;
        }
    }
}
