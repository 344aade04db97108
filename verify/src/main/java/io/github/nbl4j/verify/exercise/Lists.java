// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.exercise;

import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCache;
import io.github.nbl4j.nbl.NetBufferListPool;

/** Lists come and go: by a thread's own cache, and without one. */
final class Lists extends Room {
    private static final int BULK = 8;
    private static final int MORE_THAN_A_CACHE_HOLDS = 80;

    private final NetBufferList[] burst = new NetBufferList[MORE_THAN_A_CACHE_HOLDS];
    private final Forgetful forgetful = new Forgetful(lists);

    /** A handle whose caches are taken from it, as when its thread died. */
    private static final class Forgetful extends NetBufferListCache {
        Forgetful(final NetBufferListPool pool) {
            super(pool);
        }

        void forget() {
            forgetCaches();
        }
    }

    void byCache() {
        cloner.free(cloner.allocate());
        cloner.free(cloner.allocate(lists));
        cloner.free(cloner.allocate(lists, next() % SEGMENT));
        cloner.free(cloner.allocate(lists, 16, 16));
        cloner.free(cloner.allocate(plain, mdl, 8, 48));
        cloner.free(cloner.allocate(plain, 16, 16, mdl, 8, 48));
        use(cloner.environment());
    }

    void byPool() {
        lists.free(lists.allocate());
        lists.free(lists.allocate(16, 16));
        plain.free(plain.allocate(mdl, 8, 48));
        plain.free(plain.allocate(16, 16, mdl, 8, 48));
    }

    void byHandle() {
        final long handle = cloner.allocate().handle();
        check(environment.resolve(handle).handle() == handle);
        cloner.free(handle);
        check(environment.resolve(handle) == null);
    }

    void inBulk() {
        check(cloner.allocate(lists, burst, BULK));
        cloner.free(burst, BULK);
    }

    void inAChain() {
        check(cloner.allocate(lists, burst, BULK));
        for (int k = 1; k < BULK; k++) {
            burst[k - 1].next(burst[k]);
        }
        use(burst[0].next());
        cloner.freeChain(burst[0]);
    }

    void throughTheDepot() {
        check(cloner.allocate(lists, burst, burst.length));
        for (final NetBufferList list : burst) {
            cloner.free(list);
        }
    }

    void withoutCaches() {
        forgetful.forget();
        forgetful.free(forgetful.allocate());
    }

    @Override
    public void close() {
        forgetful.close();
        super.close();
    }
}
