// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.allocate;

import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/** The pool that many applications have, with nothing switched on that it does not need. */
@Row(work = Work.ALLOCATE_FREE, subject = "commons-pool2")
public class AllocateFreeCommonsPoolBenchmark extends ObjectPoolBenchmark {
    private GenericObjectPool<Object> pool;

    /** Hands out what exists: the pool makes no object by itself later. */
    private static final class Factory extends BasePooledObjectFactory<Object> {
        private final Iterator<Object> objects;

        Factory(final Object[] objects) {
            this.objects = Arrays.asList(objects).iterator();
        }

        @Override
        public Object create() {
            return objects.next();
        }

        @Override
        public PooledObject<Object> wrap(final Object object) {
            return new DefaultPooledObject<>(object);
        }
    }

    @Override
    void open(final Object[] objects) throws Exception {
        final GenericObjectPoolConfig<Object> config = new GenericObjectPoolConfig<>();
        config.setMaxTotal(POPULATION);
        config.setMaxIdle(POPULATION);
        config.setBlockWhenExhausted(false);
        config.setJmxEnabled(false);
        pool = new GenericObjectPool<>(new Factory(objects.clone()), config);
        pool.addObjects(POPULATION);
    }

    @Override
    Object take() throws Exception {
        return pool.borrowObject();
    }

    @Override
    void give(final Object object) {
        pool.returnObject(object);
    }
}
