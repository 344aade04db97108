// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import static io.github.nbl4j.jmh.FifoBenchmark.POPULATION;
import static io.github.nbl4j.jmh.FifoBenchmark.require;

import io.github.nbl4j.jmh.FifoBenchmark;
import io.github.nbl4j.jmh.Stormpot;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import stormpot.Pooled;

/** A general object pool: claim and release, without any payload. */
final class StormpotPairs extends PairsSubject {
    private final Stormpot pool;

    StormpotPairs() {
        final Object[] objects = new Object[POPULATION];
        for (int i = 0; i < POPULATION; i++) {
            objects[i] = new byte[64];
        }
        pool = open(objects);
        final Pooled<?>[] all = new Pooled<?>[POPULATION];
        for (int i = 0; i < POPULATION; i++) {
            all[i] = claim();
        }
        FifoBenchmark.shuffle(all);
        for (final Pooled<?> each : all) {
            each.release();
        }
    }

    private static Stormpot open(final Object[] objects) {
        try {
            return new Stormpot(objects);
        } catch (final Throwable ex) {
            throw new IllegalStateException(ex);
        }
    }

    private Pooled<?> claim() {
        try {
            return pool.claim();
        } catch (final Throwable ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Override
    Side newSide() {
        return new Objects();
    }

    /** Claims each object once more; an empty pool is not asked, because tryClaim would spin there. */
    @Override
    public void close() {
        final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < POPULATION; i++) {
            seen.add(claim());
        }
        require(seen.size() == POPULATION, "all objects must be free, each once: found=" + seen.size());
    }

    private final class Objects extends Fifo {
        private final Pooled<?>[] objects = new Pooled<?>[OUTSTANDING];

        Objects() {
            for (int i = 0; i < OUTSTANDING; i++) {
                objects[i] = claim();
            }
        }

        @Override
        void round() {
            for (int i = 0; i < OUTSTANDING; i++) {
                objects[i].release();
                objects[i] = claim();
            }
        }

        @Override
        public void close() {
            for (final Pooled<?> each : objects) {
                each.release();
            }
        }
    }
}
