// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.allocate;

import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import java.util.Collections;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;

/** The simplest pool: a bounded queue of free objects, asked once for each. */
@Row(work = Work.ALLOCATE_FREE, subject = "JCTools MPMC")
public class AllocateFreeJctoolsBenchmark extends ObjectPoolBenchmark {
    private final MpmcVarHandleArrayQueue<Object> free = new MpmcVarHandleArrayQueue<>(POPULATION);

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
