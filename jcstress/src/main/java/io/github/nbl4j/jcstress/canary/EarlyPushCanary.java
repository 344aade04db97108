// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Broken: a slot is pushed before its contents are written. {@code DepotHandOverStress} is the same test on the real
 * stack.
 */
@JCStressTest
@Outcome(
        id = {"0, 0", "1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "It was not there, or with its contents.")
@Outcome(expect = Expect.FORBIDDEN, desc = "It was there without its contents: the mistake.")
@State
public class EarlyPushCanary {
    private volatile int head;
    private int contents;

    @Actor
    public void giver() {
        head = 1;
        contents = 1;
    }

    @Actor
    public void taker(final II_Result r) {
        r.r1 = head;
        r.r2 = r.r1 == 0 ? 0 : contents;
    }
}
