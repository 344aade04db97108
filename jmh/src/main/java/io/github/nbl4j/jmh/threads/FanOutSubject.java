// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCache;

/**
 * Packets, each allocated on the first thread, cloned for four lanes and given up; the second thread serves the lanes
 * in turn. A packet is done when the last lane is done with it.
 */
abstract class FanOutSubject implements Subject {
    final Nbl4jSubject nbl4j = Packets.pools();

    @Override
    public void close() {
        nbl4j.close();
    }

    abstract class Producer implements Side {
        final NetBufferListCloner cloner = new NetBufferListCloner(nbl4j.pool);

        final NetBufferList packet() {
            final NetBufferList packet = cloner.allocate();
            Packets.fill(packet);
            return packet;
        }

        @Override
        public final void close() {
            cloner.close();
        }
    }

    abstract class Consumer implements Side {
        final NetBufferListCache cache = new NetBufferListCache(nbl4j.pool);

        /** From a lane, or null. */
        abstract NetBufferList next(int lane);

        /** The clones of one packet stand at the same place of all lanes. */
        @Override
        public final int inspect() {
            final NetBufferList[] clones = new NetBufferList[Lanes.LANES];
            for (int n = 0; ; n++) {
                for (int lane = 0; lane < clones.length; lane++) {
                    clones[lane] = next(lane);
                }
                if (clones[0] == null) {
                    return n;
                }
                for (int lane = 0; lane < clones.length; lane++) {
                    Packets.requireSharing(clones[lane], clones[(lane + 1) % clones.length]);
                }
                for (final NetBufferList clone : clones) {
                    cache.free(clone);
                }
            }
        }

        @Override
        public final void close() {
            cache.close();
        }
    }
}
