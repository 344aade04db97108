// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** The simplest pool: a bounded queue of free objects, asked once for each, without any payload or check. */
public class AllocateFreeJctoolsBenchmark extends FifoBenchmark {
    private final Object[] references = new Object[OUTSTANDING];
    private final MpmcVarHandleArrayQueue<Object> free = new MpmcVarHandleArrayQueue<>(POPULATION);

    @Setup
    public void fill() {
        final Object[] all = new Object[POPULATION];
        for (int i = 0; i < POPULATION; i++) {
            all[i] = new byte[64];
        }
        shuffle(all);
        for (final Object each : all) {
            free.offer(each);
        }
        for (int i = 0; i < OUTSTANDING; i++) {
            references[i] = free.poll();
        }
        promote();
    }

    @Benchmark
    public Object references() {
        final int i = next();
        free.offer(references[i]);
        final Object object = free.poll();
        references[i] = object;
        return object;
    }

    @TearDown
    public void verify() {
        final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Collections.addAll(seen, references);
        for (Object each = free.poll(); each != null; each = free.poll()) {
            seen.add(each);
        }
        require(seen.size() == POPULATION, "all objects must be there, each once: found=" + seen.size());
    }
}
