// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import io.github.nbl4j.nbl.NetBufferList;
import java.util.ArrayList;
import java.util.List;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/** Lanes of references. */
abstract class FanOutReferences extends FanOutSubject {
    /** Clones that a lane is served before the next one is. */
    static final int SERVED = BATCH / Lanes.LANES;

    final List<SpscVarHandleArrayQueue<NetBufferList>> lanes = new ArrayList<>();

    FanOutReferences() {
        for (int i = 0; i < Lanes.LANES; i++) {
            lanes.add(Lanes.one());
        }
    }

    @Override
    public final Side second() {
        return new Second();
    }

    private final class Second extends Consumer {
        @Override
        public int work() {
            int done = 0;
            for (int i = 0; i < Lanes.LANES; i++) {
                done = serve(lanes.get(i));
            }
            return done;
        }

        private int serve(final SpscVarHandleArrayQueue<NetBufferList> lane) {
            for (int n = 0; n < SERVED; n++) {
                final NetBufferList clone = lane.poll();
                if (clone == null) {
                    return n;
                }
                cache.free(clone);
            }
            return SERVED;
        }

        @Override
        public int waiting() {
            int most = 0;
            for (int i = 0; i < Lanes.LANES; i++) {
                most = Math.max(most, lanes.get(i).size());
            }
            return most;
        }

        @Override
        NetBufferList next(final int lane) {
            return lanes.get(lane).poll();
        }
    }
}
