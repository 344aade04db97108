// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.clone.AnyThreadCloner;
import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.pool.SlotPool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * An environment and its pool are closed while another thread clones once more and frees its clones; the original comes
 * home last. Every state has an environment of its own, as small as it can be.
 *
 * <p>Tests that close with lists out refuses new clones at once, accepts every free, and gives the memory of each pool
 * back with its last list. If a clone's free did not look for the close, its pool would never be released; if close did
 * not wait for the original, the clones would read memory that is gone.
 */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "Cloned before the close; released with the last list.")
@Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "Refused; released with the last list.")
@Outcome(
        expect = Expect.FORBIDDEN,
        desc = "Released never, or while a list was out; or said to be exhausted, or a clone was half made.")
@State
public class EnvironmentCloseStress {
    private final NetBufferEnvironment environment = NetBufferEnvironment.create(p -> p.clones(2)
            .netBuffers(1)
            .mdls(1)
            .segments(1)
            .contexts(1)
            .contextLength(16)
            .privateLength(0)
            .maxCaches(0));
    private final NetBufferListPool pool = NetBufferListPool.create(
            environment,
            p -> p.capacity(1).dataSize(Long.BYTES).privateLength(0).maxCaches(0));
    private final AnyThreadCloner cloner = new AnyThreadCloner(environment);
    private final NetBufferList parent = pool.allocate();
    private final NetBufferList child = cloner.allocateClone(parent, null, null, CloneFlags.NONE);

    @Actor
    public void closer() {
        environment.close();
        pool.close();
    }

    @Actor
    public void holder(final III_Result r) {
        try {
            final NetBufferList second = cloner.allocateClone(child, null, null, CloneFlags.USE_ORIGINAL_MDLS);
            r.r1 = second == null ? -1 : 1;
            if (second != null) {
                cloner.free(second);
            }
        } catch (final IllegalStateException refused) {
            r.r1 = 0;
        }
        cloner.free(child);
    }

    @Arbiter
    public void books(final III_Result r) {
        r.r2 = pool.isReleased() ? 1 : 0;
        cloner.free(parent);
        r.r3 = environment.pools().stream().allMatch(SlotPool::isReleased) ? 1 : 0;
    }
}
