// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * The two last clones of a list are freed at once. If its owner has freed it before, exactly one of them reclaims it;
 * if not, the owner, who comes later, finds no child and reclaims.
 *
 * <p>Tests that no death is lost in the count that children share, and the edge between their decrements: the one that
 * brings the count to zero sees what the other did before. With a plain count both would reclaim, or nobody ever; see
 * {@code canary.PlainCountCanary}.
 */
@JCStressTest
@State
public class LastChildrenStress extends OwnerFirstOrLast {
    private final NetBufferList one = LISTS.cloneOf(parent);
    private final NetBufferList two = LISTS.cloneOf(parent);

    public LastChildrenStress() {
        if (ownerFirst) {
            LISTS.free(parent);
        }
    }

    @Actor
    public void one() {
        reclaim.first = 1;
        LISTS.free(one);
    }

    @Actor
    public void two() {
        reclaim.second = 1;
        LISTS.free(two);
    }

    @Arbiter
    public void owner(final III_Result r) {
        ownerAfter(r);
    }
}
