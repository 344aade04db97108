// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.allocate;

import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import java.util.Collections;
import org.agrona.concurrent.ManyToManyConcurrentArrayQueue;

/** The simplest pool, of Agrona's queue. */
@Row(work = Work.ALLOCATE_FREE, subject = "Agrona many-to-many")
public class AllocateFreeAgronaBenchmark extends ObjectPoolBenchmark {
    private final ManyToManyConcurrentArrayQueue<Object> free = new ManyToManyConcurrentArrayQueue<>(POPULATION);

    @Override
    void open(final Object[] objects) {
        Collections.addAll(free, objects);
    }

    @Override
    Object take() {
        return free.poll();
    }

    @Override
    void give(final Object object) {
        free.offer(object);
    }
}
