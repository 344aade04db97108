// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import static io.github.nbl4j.jmh.FifoBenchmark.POPULATION;
import static io.github.nbl4j.jmh.FifoBenchmark.require;

import io.github.nbl4j.jmh.FifoBenchmark;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;

/** The simplest pool: a bounded queue of free objects, asked once for each, without any payload or check. */
final class JctoolsPairs extends PairsSubject {
    private final MpmcVarHandleArrayQueue<Object> free = new MpmcVarHandleArrayQueue<>(POPULATION);

    JctoolsPairs() {
        final Object[] all = new Object[POPULATION];
        for (int i = 0; i < POPULATION; i++) {
            all[i] = new byte[64];
        }
        FifoBenchmark.shuffle(all);
        for (final Object each : all) {
            free.offer(each);
        }
    }

    @Override
    Side newSide() {
        return new Objects();
    }

    @Override
    public void close() {
        final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Object each = free.poll(); each != null; each = free.poll()) {
            seen.add(each);
        }
        require(seen.size() == POPULATION, "all objects must be there, each once: found=" + seen.size());
    }

    private final class Objects extends Fifo {
        private final Object[] objects = new Object[OUTSTANDING];

        Objects() {
            for (int i = 0; i < OUTSTANDING; i++) {
                objects[i] = free.poll();
            }
        }

        @Override
        void round() {
            for (int i = 0; i < OUTSTANDING; i++) {
                free.offer(objects[i]);
                objects[i] = free.poll();
            }
        }

        @Override
        public void close() {
            for (final Object each : objects) {
                free.offer(each);
            }
        }
    }
}
