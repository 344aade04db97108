// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import static io.github.nbl4j.jmh.FifoBenchmark.require;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.jmh.FifoBenchmark;
import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCache;

/** Clones of one packet, made on the first thread and freed on the second. */
abstract class HandOffSubject implements Subject {
    /** Items of one burst, as many as DPDK's examples take. */
    static final int BURST = 32;

    final Nbl4jSubject nbl4j = Packets.pools(1, FifoBenchmark.POPULATION);

    @Override
    public void close() {
        nbl4j.close();
    }

    abstract class Producer implements Side {
        final NetBufferListCloner cloner = new NetBufferListCloner(nbl4j.pool);
        final NetBufferList original = cloner.allocate();

        Producer() {
            Packets.fill(original);
        }

        @Override
        public final int inspect() {
            require(original.childRefCount() == 0, "children=" + original.childRefCount());
            return 0;
        }

        @Override
        public final void close() {
            cloner.free(original);
            cloner.close();
        }
    }

    abstract class Consumer implements Side {
        final NetBufferListCache cache = new NetBufferListCache(nbl4j.pool);

        /** Without taking from the queue what {@link #next} does not return. */
        abstract NetBufferList next();

        @Override
        public final int inspect() {
            int n = 0;
            for (NetBufferList clone = next(); clone != null; clone = next()) {
                Packets.requireSharing(clone, clone.parentNetBufferList());
                cache.free(clone);
                n++;
            }
            return n;
        }

        @Override
        public final void close() {
            cache.close();
        }
    }
}
