// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import stormpot.Pool;
import stormpot.Pooled;
import stormpot.Timeout;

/** A general object pool: claim and release, without any payload. */
public class AllocateFreeStormpotBenchmark extends FifoBenchmark {
    private static final Timeout TIMEOUT = new Timeout(10, TimeUnit.SECONDS);

    private final Pooled<?>[] references = new Pooled<?>[OUTSTANDING];
    private Pool<Pooled<Object>> pool;

    @Setup
    public void fill() throws InterruptedException {
        final Object[] objects = new Object[POPULATION];
        for (int i = 0; i < POPULATION; i++) {
            objects[i] = new byte[64];
        }
        pool = Pool.of(objects);
        final Pooled<?>[] all = new Pooled<?>[POPULATION];
        for (int i = 0; i < POPULATION; i++) {
            all[i] = pool.claim(TIMEOUT);
        }
        shuffle(all);
        for (final Pooled<?> each : all) {
            each.release();
        }
        for (int i = 0; i < OUTSTANDING; i++) {
            references[i] = pool.claim(TIMEOUT);
        }
        promote();
    }

    @Benchmark
    public Pooled<?> references() throws InterruptedException {
        final int i = next();
        references[i].release();
        final Pooled<?> object = pool.claim(TIMEOUT);
        references[i] = object;
        return object;
    }

    /** Claims each object once more; an empty pool is not asked, because tryClaim would spin there. */
    @TearDown
    public void verify() throws InterruptedException {
        for (final Pooled<?> each : references) {
            each.release();
        }
        final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < POPULATION; i++) {
            seen.add(pool.claim(TIMEOUT));
        }
        require(seen.size() == POPULATION, "all objects must be free, each once: found=" + seen.size());
    }
}
