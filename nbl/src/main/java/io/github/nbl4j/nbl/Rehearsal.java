// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Walks every rare path of lineage, borrowed memory and out-of-band data once, before the first environment exists: the
 * JVM allocates when it links an access to a word for the first time, and that must not happen in the middle of the
 * traffic.
 */
final class Rehearsal {
    private static volatile boolean begun;

    private Rehearsal() {}

    /**
     * Does it unless somebody has begun it; nobody waits for another. Not a class initialiser: that fails once and for
     * ever, and memory that is short now may be there later.
     *
     * @throws IllegalStateException when there is too little direct memory.
     */
    static void ensure() {
        if (!begun) {
            begun = true; // First: the environment that is rehearsed with comes by here.
            try {
                rehearse();
            } catch (final Throwable ex) {
                begun = false;
                throw ex;
            }
        }
    }

    private static void rehearse() {
        try (NetBufferEnvironment environment = NetBufferEnvironment.create(p -> p.name("rehearsal")
                .clones(4)
                .netBuffers(1)
                .mdls(1)
                .segments(1)
                .contexts(1)
                .contextLength(16)
                .maxCaches(1))) {
            lineage(environment);
            borrowedMemory(environment);
            outOfBand(environment);
        }
    }

    private static void lineage(final NetBufferEnvironment environment) {
        final NetBufferListPool pool = environment.clonePool();
        final NetBufferListCache cache = environment.enter();
        final NetBufferList shared = granted(pool.allocate());
        shared.share();
        shared.tryBirthShared(shared.generation());
        shared.endOwnership();
        endChild(cache, shared);
        final NetBufferList outlived = granted(pool.allocate());
        outlived.bear(1);
        outlived.endOwnership();
        endChild(cache, outlived);
        final NetBufferList outliving = granted(pool.allocate());
        outliving.bear(1);
        outliving.childrenGone(1);
        cache.free(outliving);
        final NetBufferList folded = granted(pool.allocate());
        folded.presetBirths(Lineage.GUARD);
        folded.requireParent();
        folded.livingChildren();
        cache.free(folded);
        environment.exit(cache);
    }

    private static void endChild(final NetBufferListCache cache, final NetBufferList parent) {
        if (parent.childrenGone(1)) {
            cache.reclaim(parent);
        }
    }

    private static void borrowedMemory(final NetBufferEnvironment environment) {
        final Mdl mdl = granted(environment.mdlPool().allocate(new UnsafeBuffer(new byte[1]), 0, 1, null));
        final NetBufferList list = granted(environment.clonePool().allocate(mdl, 1, 0));
        environment.mdlPool().free(mdl);
        final NetBuffer netBuffer = list.firstNetBuffer();
        netBuffer.retreat(environment.segments()[0].dataSize());
        netBuffer.advance(environment.segments()[0].dataSize(), true);
        list.pool().free(list);
    }

    private static void outOfBand(final NetBufferEnvironment environment) {
        final NetBufferListPool pool = environment.clonePool();
        final NetBufferList list = granted(pool.allocate(16, 0));
        list.copySendInfo(list);
        list.setNblFlag(NblFlags.IS_LOOPBACK_PACKET);
        pool.free(list);
        final NetBufferList other = granted(pool.allocate());
        other.allocateContext(16, 0);
        other.freeContext(16);
        pool.free(other);
    }

    private static <T> T granted(final T taken) {
        if (taken == null) {
            throw new IllegalStateException("the first environment of a JVM must be built before an observer refuses"
                    + " allocations: it rehearses some (build one and close it before Checked.install)");
        }
        return taken;
    }
}
