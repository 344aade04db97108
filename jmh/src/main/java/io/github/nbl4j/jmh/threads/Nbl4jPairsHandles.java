// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import static io.github.nbl4j.jmh.FifoBenchmark.require;

import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCache;

/** Lists with 2,048 bytes, kept by handle. */
final class Nbl4jPairsHandles extends PairsSubject {
    private final Nbl4jSubject nbl4j = Packets.pools();

    @Override
    Side newSide() {
        return new Lists();
    }

    @Override
    public void close() {
        nbl4j.close();
    }

    private final class Lists extends Fifo {
        private final NetBufferListCache cache = new NetBufferListCache(nbl4j.pool);
        private final long[] lists = new long[OUTSTANDING];

        Lists() {
            for (int i = 0; i < OUTSTANDING; i++) {
                lists[i] = cache.allocate().handle();
            }
        }

        @Override
        void round() {
            for (int i = 0; i < OUTSTANDING; i++) {
                cache.free(lists[i]);
                lists[i] = cache.allocate().handle();
            }
        }

        @Override
        public void close() {
            for (final long handle : lists) {
                final NetBufferList list = nbl4j.environment.resolve(handle);
                require(list != null, "what is out must be owned: handle=" + handle);
                require(list.firstNetBuffer().mdlChain().byteCount() == 2048, "must have its memory: " + list);
                cache.free(list);
            }
            cache.close();
        }
    }
}
