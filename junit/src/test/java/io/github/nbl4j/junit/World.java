// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.junit;

import io.github.nbl4j.nbl.Derivation;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCache;
import io.github.nbl4j.nbl.NetBufferListPool;
import java.util.ArrayDeque;
import java.util.Deque;
import org.agrona.concurrent.UnsafeBuffer;

/** The pools that the inner test classes use, and what they leave out, which the outer test gives back. */
final class World {
    static NetBufferEnvironment environment;
    static NetBufferListPool pool;
    static final Deque<Runnable> LEFT = new ArrayDeque<>();

    private World() {}

    static void open() {
        environment = NetBufferEnvironment.create(p ->
                p.name("world").clones(64).netBuffers(64).mdls(64).segments(1).maxCaches(1));
        pool = NetBufferListPool.create(
                environment, p -> p.name("packets").capacity(64).dataSize(64).maxCaches(1));
    }

    static void close() {
        while (!LEFT.isEmpty()) {
            LEFT.pop().run();
        }
        environment.pools().forEach(p -> p.audit().requireAllFree());
        pool.close();
        environment.close();
    }

    static NetBufferList list() {
        return pool.allocate();
    }

    static NetBuffer netBuffer() {
        return environment.netBufferPool().allocate(null, 0, 0);
    }

    static Mdl mdl() {
        return environment.mdlPool().allocate(new UnsafeBuffer(new byte[4]), 0, 4, null);
    }

    /** What module clone does, which cannot be used here: its tests use this module. */
    static NetBufferList clone(final NetBufferList original) {
        Derivation.require(environment, original);
        final NetBufferListCache cache = Derivation.enter(environment);
        try {
            final NetBufferList clone = Derivation.begin(cache, null, original, true);
            if (clone != null) {
                Derivation.shareSole(clone, original);
                Derivation.bear(original, 1);
            }
            return clone;
        } finally {
            Derivation.exit(environment, cache);
        }
    }

    static void free(final NetBufferList list) {
        pool.free(list);
    }

    static void leave(final NetBufferList list) {
        LEFT.push(() -> free(list));
    }
}
