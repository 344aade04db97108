// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.MdlCompletion;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The reclaim of one list, as the completion of its external memory tells it: how often it came, and whether the
 * reclaimer, whoever that was, saw what all parties had written last. Their fields are plain: nothing but the list's
 * own words orders them.
 */
final class Reclaim implements MdlCompletion {
    int first;
    int second;
    int third;
    int fourth;

    private final AtomicInteger times = new AtomicInteger();
    private int seen;

    @Override
    public void completed(final Mdl mdl) {
        seen = first + second + third + fourth;
        times.incrementAndGet();
    }

    int times() {
        return times.get();
    }

    /** Of how many parties the reclaimer saw the write. */
    int seen() {
        return seen;
    }
}
