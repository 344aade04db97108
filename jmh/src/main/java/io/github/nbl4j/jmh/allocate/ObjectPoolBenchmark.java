// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.allocate;

import io.github.nbl4j.jmh.FifoBenchmark;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A pool of objects, without any payload or check. A fork loads one subclass, so its two operations are inlined. */
public abstract class ObjectPoolBenchmark extends FifoBenchmark {
    private final Object[] references = new Object[OUTSTANDING];

    /** Makes the pool of these objects. */
    abstract void open(Object[] objects) throws Throwable;

    /** Takes one: of that there always is one. */
    abstract Object take() throws Throwable;

    abstract void give(Object object) throws Throwable;

    @Setup
    public void fill() throws Throwable {
        final Object[] all = new Object[POPULATION];
        for (int i = 0; i < POPULATION; i++) {
            all[i] = new byte[64];
        }
        open(all);
        for (int i = 0; i < POPULATION; i++) {
            all[i] = take();
        }
        shuffle(all);
        for (final Object each : all) {
            give(each);
        }
        for (int i = 0; i < OUTSTANDING; i++) {
            references[i] = take();
        }
        promote();
    }

    @Benchmark
    public Object references() throws Throwable {
        final int i = next();
        give(references[i]);
        final Object object = take();
        references[i] = object;
        return object;
    }

    /** Takes each object once more. */
    @TearDown
    public void verify() throws Throwable {
        for (final Object each : references) {
            give(each);
        }
        final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < POPULATION; i++) {
            seen.add(take());
        }
        require(seen.size() == POPULATION && !seen.contains(null), "all must be free, each once: found=" + seen.size());
    }
}
