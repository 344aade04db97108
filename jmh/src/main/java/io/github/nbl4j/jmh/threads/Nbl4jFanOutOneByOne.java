// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import io.github.nbl4j.nbl.NetBufferList;

/** Each clone is published as soon as it is made, and the packet is freed last: what the advice is measured against. */
final class Nbl4jFanOutOneByOne extends FanOutReferences {
    @Override
    public Side first() {
        return new First();
    }

    private final class First extends Producer {
        @Override
        public int work() {
            for (int n = 0; n < SERVED; n++) {
                final NetBufferList packet = packet();
                for (int i = 0; i < Lanes.LANES; i++) {
                    Lanes.put(lanes.get(i), cloner.allocateClone(packet, Packets.FLAGS));
                }
                cloner.free(packet);
            }
            return SERVED;
        }
    }
}
