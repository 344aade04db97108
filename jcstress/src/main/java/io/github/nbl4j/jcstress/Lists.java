// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.clone.AnyThreadCloner;
import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.MdlCompletion;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferEnvironmentParameters;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCompletion;
import io.github.nbl4j.nbl.NetBufferListPool;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The lists of one test. A state is made for every sample and an environment is far too big for that, so all states of
 * a JVM share one: a list that is reclaimed twice, or whose words are not reset, then fails the sample that gets it
 * next, and one that is never reclaimed is missing in the end.
 */
final class Lists {
    /** States that the harness keeps: 40 strides of 256, and up to a fifth more when it estimates what they need. */
    static final int STATES = 48 * 256;

    /** Enough for the threads that live and for those whose death was not noticed yet. */
    private static final int CACHES = 16;

    private final UnsafeBuffer external = new UnsafeBuffer(new byte[Long.BYTES]);
    private final NetBufferEnvironment environment;
    private final AnyThreadCloner anyThread;
    private final NetBufferListPool pool;
    private final ThreadLocal<NetBufferListCloner> cloners;

    /**
     * Builds the environment of a test.
     *
     * @param lists that one state holds at most.
     * @param clones that one state holds at most.
     * @param dataSize of each list; 0 for {@link #allocate(MdlCompletion)}.
     */
    Lists(final int lists, final int clones, final int dataSize) {
        this(lists, clones, dataSize, p -> {});
    }

    /**
     * {@link #Lists(int, int, int)} with more than that in the environment.
     *
     * @param more raises what a state needs besides: for each state, or for each that is in an actor's hands.
     */
    Lists(final int lists, final int clones, final int dataSize, final Consumer<NetBufferEnvironmentParameters> more) {
        environment = NetBufferEnvironment.create(p -> more.accept(p.clones(STATES * clones)
                .netBuffers(1)
                .mdls(STATES)
                .segments(1)
                .privateLength(0)
                .maxCaches(CACHES)));
        anyThread = new AnyThreadCloner(environment);
        pool = NetBufferListPool.create(
                environment,
                p -> p.capacity(STATES * lists)
                        .maxCaches(CACHES)
                        .dataSize(dataSize)
                        .privateLength(0));
        cloners = ThreadLocal.withInitial(() -> new NetBufferListCloner(pool));
    }

    NetBufferEnvironment environment() {
        return environment;
    }

    NetBufferList allocate() {
        return requireFresh(pool.allocate());
    }

    /** A list of its own memory whose data is all of it: one long. */
    NetBufferList allocate(final long value) {
        final NetBufferList list = allocate();
        list.firstNetBuffer().adjustData(0, Long.BYTES);
        write(list, value);
        return list;
    }

    /** A list over external memory, whose completion tells the moment at which the list is reclaimed. */
    NetBufferList allocate(final MdlCompletion completion) {
        final Mdl mdl = external(completion);
        final NetBufferList list = requireFresh(allocate(mdl));
        free(mdl);
        return list;
    }

    NetBufferList allocate(final Mdl mdl) {
        return pool.allocate(mdl, 0, mdl.byteCount());
    }

    Mdl external(final MdlCompletion completion) {
        return environment.mdlPool().allocate(external, 0, external.capacity(), completion);
    }

    /** A loose NetBuffer over two longs of external memory, an Mdl for each. */
    NetBuffer borrower() {
        final Mdl first = external(null);
        final Mdl second = external(null);
        first.next(second);
        final NetBuffer borrower = environment.netBufferPool().allocate(first, 0, 2 * Long.BYTES);
        free(first);
        free(second);
        return borrower;
    }

    /** A loose NetBuffer over external memory, whose completion tells when it was let go. */
    NetBuffer borrower(final MdlCompletion completion) {
        final Mdl mdl = external(completion);
        final NetBuffer borrower = environment.netBufferPool().allocate(mdl, 0, mdl.byteCount());
        free(mdl);
        return borrower;
    }

    void free(final NetBuffer loose) {
        environment.netBufferPool().free(loose);
    }

    void free(final Mdl mdl) {
        environment.mdlPool().free(mdl);
    }

    NetBufferList cloneOf(final NetBufferList original) {
        return requireFresh(anyThread.allocateClone(original, null, null, CloneFlags.USE_ORIGINAL_MDLS));
    }

    void free(final NetBufferList list) {
        pool.free(list);
    }

    void complete(final NetBufferList list, final NetBufferListCompletion completion) {
        pool.complete(list, completion);
    }

    /** The calling thread's own cloner. */
    NetBufferListCloner cloner() {
        return cloners.get();
    }

    static void write(final NetBufferList list, final long value) {
        list.firstNetBuffer().mdlChain().unsafeBuffer().putLong(0, value);
    }

    static long read(final NetBufferList list) {
        return list.firstNetBuffer().mdlChain().buffer().getLong(0);
    }

    private static NetBufferList requireFresh(final NetBufferList list) {
        if (list == null) {
            throw new IllegalStateException("lists must not run out: earlier samples were not reclaimed");
        }
        if (list.childRefCount() != 0) {
            throw new IllegalStateException("a fresh list must have no children: " + list + " " + list.childRefCount());
        }
        return list;
    }
}
