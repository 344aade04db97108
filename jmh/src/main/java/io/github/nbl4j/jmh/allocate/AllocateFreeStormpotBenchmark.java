// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.allocate;

import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Stormpot;
import io.github.nbl4j.jmh.Work;
import stormpot.Pooled;

/** A general object pool, without any payload. */
@Row(work = Work.ALLOCATE_FREE, subject = "Stormpot")
public class AllocateFreeStormpotBenchmark extends ObjectPoolBenchmark {
    private Stormpot pool;

    @Override
    void open(final Object[] objects) throws Throwable {
        pool = new Stormpot(objects);
    }

    @Override
    Object take() throws Throwable {
        return pool.claim();
    }

    @Override
    void give(final Object object) {
        ((Pooled<?>) object).release();
    }
}
