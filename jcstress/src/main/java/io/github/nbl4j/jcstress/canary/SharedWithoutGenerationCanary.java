// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Broken: the word that shared clones are counted in holds no generation. After the owner's free it is reset for the
 * next life, and a late clone takes that for the old one. {@code SharedCloneStress} is the same test on the real word.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "Cloned; the clone kept the list alive.")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "Refused; the owner reclaimed.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Reclaimed under the clone: the mistake.")
@State
public class SharedWithoutGenerationCanary {
    private static final long BIAS = 1L << 38;

    private final AtomicLong state = new AtomicLong(BIAS);

    @Actor
    public void cloner(final II_Result r) {
        long seen = state.get();
        while (seen >= BIAS / 2) {
            if (state.compareAndSet(seen, seen + 1)) {
                r.r1 = 1;
                return;
            }
            seen = state.get();
        }
    }

    @Actor
    public void owner(final II_Result r) {
        if (state.addAndGet(-BIAS) == 0) {
            state.set(BIAS);
            r.r2 = 1;
        }
    }
}
