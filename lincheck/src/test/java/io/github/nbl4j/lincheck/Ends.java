// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.MdlCompletion;

/** The end of a list, as the completion of its external memory tells it: how often it came, and in whose call. */
final class Ends implements MdlCompletion {
    private Thread teller;
    private int times;

    @Override
    public void completed(final Mdl mdl) {
        times++;
        teller = Thread.currentThread();
    }

    /** 1 when it came in the call that the calling thread has just made, else 0. */
    int mine() {
        if (teller != Thread.currentThread()) {
            return 0;
        }
        teller = null;
        return 1;
    }

    int times() {
        return times;
    }
}
