// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two siblings in a chain end by one call, two others by their handles by another one, at once. In half of the samples
 * the owner has freed the list before; in the others it comes later.
 *
 * <p>Tests that {@code freeChain} and {@code free(long[], n)} each count two deaths by one operation that loses none of
 * the other's, and that the second of them sees what the first did. If each call read the count once and wrote it at
 * its end, both would reclaim, or nobody ever.
 */
@JCStressTest
@State
public class BulkDeathsStress extends OwnerFirstOrLast {
    private final NetBufferList chain = LISTS.cloner().allocateCloneChain(parent, CloneFlags.USE_ORIGINAL_MDLS, 2);
    private final long[] handles = new long[2];

    public BulkDeathsStress() {
        LISTS.cloner().allocateClones(parent, CloneFlags.USE_ORIGINAL_MDLS, handles, handles.length);
        if (ownerFirst) {
            LISTS.free(parent);
        }
    }

    @Actor
    public void chain() {
        reclaim.first = 1;
        LISTS.cloner().freeChain(chain);
    }

    @Actor
    public void handles() {
        reclaim.second = 1;
        LISTS.cloner().free(handles, handles.length);
    }

    @Arbiter
    public void owner(final III_Result r) {
        ownerAfter(r);
    }
}
