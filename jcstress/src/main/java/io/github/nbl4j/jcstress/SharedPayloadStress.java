// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/**
 * The owner writes a packet, shares the list and publishes its handle by a plain store; another thread clones by that
 * handle and reads.
 *
 * <p>Tests the edge from the read-modify-write in {@code Lineage.share} to the CAS in {@code Lineage.tryBirthShared}:
 * the cloner sees the packet even though nothing else orders the two. Without it the clone could show the bytes of
 * before.
 */
@JCStressTest
@Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "No handle yet.")
@Outcome(id = "-2", expect = Expect.ACCEPTABLE, desc = "Handle seen, share not yet.")
@Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "Cloned, with the packet.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Cloned without the packet.")
@State
public class SharedPayloadStress {
    private static final Lists LISTS = new Lists(1, 1, Long.BYTES);

    private final NetBufferList list = LISTS.allocate();
    private NetBufferList clone;
    private long handle;

    public SharedPayloadStress() {
        Lists.write(list, 0);
    }

    @Actor
    public void owner() {
        Lists.write(list, 7);
        handle = LISTS.cloner().share(list);
    }

    @Actor
    public void cloner(final J_Result r) {
        final long seen = handle;
        if (seen == 0) {
            r.r1 = -1;
            return;
        }
        clone = LISTS.cloner().allocateCloneShared(seen, CloneFlags.USE_ORIGINAL_MDLS);
        r.r1 = clone == null ? -2 : Lists.read(clone);
    }

    @Arbiter
    public void free(final J_Result r) {
        if (clone != null) {
            LISTS.free(clone);
        }
        LISTS.free(list);
    }
}
