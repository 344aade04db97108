// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.QuarantinePlaces;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * One thread gives two slots to a quarantine of one place, each for the one that leaves for it, while another takes
 * what rests there and then gives a slot too.
 *
 * <p>Tests the exchanges of {@code Quarantine}: a slot is in its place or in one hand, and who has it sees what was
 * written in it before it went there. Were a place read and then written, one slot would be in two hands, see {@code
 * canary.PlainExchangeCanary}, and another nowhere.
 */
@JCStressTest
@Outcome(id = "1111", expect = Expect.ACCEPTABLE, desc = "Each slot has one holder, who saw the write.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Handed out twice, lost, or without something that the giver wrote.")
@State
public class QuarantineStress {
    private final QuarantinePlaces quarantine = new QuarantinePlaces(1);
    private final int[] contents = new int[4];
    private int one;
    private int two;

    public QuarantineStress() {
        exchange(0, 1);
    }

    @Actor
    public void giver() {
        one = exchange(1, 10);
        one += exchange(2, 100);
    }

    @Actor
    public void taker() {
        two = take();
        two += take();
        two += exchange(3, 1000);
    }

    @Arbiter
    public void books(final I_Result r) {
        r.r1 = one + two + take() + take();
    }

    private int exchange(final int slot, final int content) {
        contents[slot] = content;
        return contentOf(quarantine.exchange(slot));
    }

    private int take() {
        return contentOf(quarantine.take());
    }

    private int contentOf(final int slot) {
        return slot < 0 ? 0 : contents[slot];
    }
}
