// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Broken: a life ends by a look at its word and a store, as it does where checked mode is off. {@code DoubleFreeStress}
 * is the same test on the real word, in checked mode.
 */
@JCStressTest
@Outcome(
        id = {"1, 0", "0, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "One freed it, the other was refused.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Freed twice: the mistake.")
@State
public class PlainDoubleFreeCanary {
    private static final long OWNED = 1L << 29;
    private static final long GENERATION = 1L << 40;

    private volatile long life = OWNED;

    @Actor
    public void one(final II_Result r) {
        r.r1 = free();
    }

    @Actor
    public void two(final II_Result r) {
        r.r2 = free();
    }

    private int free() {
        final long seen = life;
        if ((seen & OWNED) == 0) {
            return 0;
        }
        life = seen + GENERATION - OWNED;
        return 1;
    }
}
