// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import io.github.nbl4j.nbl.NetBufferList;

/** As the library advises: all clones at once, then the packet is freed, then the clones are published. */
final class Nbl4jFanOut extends FanOutReferences {
    @Override
    public Side first() {
        return new First();
    }

    private final class First extends Producer {
        private final NetBufferList[] clones = new NetBufferList[Lanes.LANES];

        @Override
        public int work() {
            for (int n = 0; n < SERVED; n++) {
                final NetBufferList packet = packet();
                if (!cloner.allocateClones(packet, Packets.FLAGS, clones, Lanes.LANES)) {
                    throw new IllegalStateException("the pool must hold more than the queues do");
                }
                cloner.free(packet);
                for (int i = 0; i < Lanes.LANES; i++) {
                    Lanes.put(lanes.get(i), clones[i]);
                }
            }
            return SERVED;
        }
    }
}
