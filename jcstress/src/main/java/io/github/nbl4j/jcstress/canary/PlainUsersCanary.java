// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Broken: who lent memory and who borrowed it count themselves out by a read and a write. The completion then comes
 * never, or while the other still uses the memory. {@code ExternalMemoryStress} is the same test on the real count.
 */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Completed once, after both.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Completed never: the mistake.")
@State
public class PlainUsersCanary {
    private volatile int users = 2;
    private int lender;
    private int borrower;
    private int seen;

    @Actor
    public void lender() {
        lender = 1;
        gone();
    }

    @Actor
    public void borrower() {
        borrower = 1;
        gone();
    }

    @Arbiter
    public void completion(final I_Result r) {
        r.r1 = seen;
    }

    private void gone() {
        final int left = users - 1;
        users = left;
        if (left == 0) {
            seen = lender + borrower;
        }
    }
}
