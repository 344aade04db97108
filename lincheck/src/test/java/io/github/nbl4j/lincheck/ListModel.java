// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.Births;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.pool.Ownership;
import io.github.nbl4j.pool.SlotPool;
import org.agrona.concurrent.UnsafeBuffer;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * A list over external memory and what lives off it, in a tiny environment of its own. Each list has one owner, who
 * frees it in one call; a free's result is whether the original was reclaimed in it, so exactly the last one says 1.
 * When all calls are over, what is left is freed: the original must have been reclaimed once, and nothing be lost.
 */
public abstract class ListModel {
    /** The place of the original among the {@link #lists}. */
    static final int ORIGINAL = 0;

    private static final int THREADS = 3;
    private static final int LISTS = 6;

    final NetBufferEnvironment environment = setUp();
    final NetBufferListPool pool;

    /** Handed from thread to thread: a place is written by who makes the list, and emptied by who frees it. */
    final NetBufferList[] lists = new NetBufferList[LISTS];

    final Ends ends = new Ends();
    final Mdl memory;
    private final NetBufferListCloner[] cloners = new NetBufferListCloner[THREADS + 1];

    ListModel(final int capacity) {
        pool = setUp(environment, capacity);
        setUp(cloners, pool);
        memory = environment.mdlPool().allocate(new UnsafeBuffer(new byte[1]), 0, 1, ends);
        lists[ORIGINAL] = borrow();
    }

    private static NetBufferEnvironment setUp() {
        return NetBufferEnvironment.create(p -> p.clones(LISTS)
                .netBuffers(1)
                .mdls(1)
                .segments(1)
                .contexts(1)
                .contextLength(16)
                .privateLength(0)
                .maxCaches(0));
    }

    private static NetBufferListPool setUp(final NetBufferEnvironment environment, final int capacity) {
        return NetBufferListPool.create(
                environment, p -> p.capacity(capacity).privateLength(0).maxCaches(0));
    }

    private static void setUp(final NetBufferListCloner[] cloners, final NetBufferListPool pool) {
        for (int thread = 0; thread <= THREADS; thread++) {
            cloners[thread] = new NetBufferListCloner(pool);
        }
    }

    /** Another list over the external memory; null when there is none. */
    final NetBufferList borrow() {
        return pool.allocate(memory, 0, 1);
    }

    /** From now on the memory's completion waits for lists alone: the original's end is the memory's end. */
    final void leaveMemoryToLists() {
        environment.mdlPool().free(memory);
    }

    /** The set-up is over: each cloner is its thread's. */
    final void handOut() {
        for (final NetBufferListCloner cloner : cloners) {
            Ownership.letGo(cloner);
        }
    }

    /** Lincheck numbers the threads from 1. */
    final NetBufferListCloner cloner(final int thread) {
        return cloners[thread];
    }

    /** By the cloner of who sets the model up. */
    final NetBufferList cloneOf(final int place) {
        return cloners[0].allocateClone(lists[place], CloneFlags.USE_ORIGINAL_MDLS);
    }

    /** After so many more clones the original's births must be folded. */
    final void presetToFoldAfter(final int births) {
        Births.presetToFoldAfter(lists[ORIGINAL], births);
    }

    /** Frees the list at a place, if one is there. */
    final int free(final int thread, final int place) {
        final NetBufferList list = lists[place];
        if (list == null) {
            return 0;
        }
        lists[place] = null;
        cloners[thread].free(list);
        return ends.mine();
    }

    /** Ends what only the model's own threads know of. */
    void freeTheRest() {}

    @Validate
    public final void books() {
        settleBooks();
    }

    private void settleBooks() {
        Ownership.letGo(cloners[0]);
        freeTheRest();
        for (int place = 0; place < LISTS; place++) {
            free(0, place);
        }
        if (ends.times() != 1) {
            throw new IllegalStateException("the original must be reclaimed once: " + ends.times());
        }
        for (final SlotPool of : environment.pools()) {
            of.audit().requireAllFree();
        }
    }
}
