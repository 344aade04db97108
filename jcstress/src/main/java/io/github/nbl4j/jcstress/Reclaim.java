// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.MdlCompletion;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The reclaim of one list, as the completion of its external memory tells it: how often it came, and whether the
 * reclaimer, whoever that was, saw what both parties had written last. The two fields are plain: nothing but the list's
 * own words orders them.
 */
final class Reclaim implements MdlCompletion {
    int first;
    int second;

    private final AtomicInteger times = new AtomicInteger();
    private int seen;

    @Override
    public void completed(final Mdl mdl) {
        seen = first + second;
        times.incrementAndGet();
    }

    int times() {
        return times.get();
    }

    /** 2 when the reclaimer saw the writes of both parties. */
    int seen() {
        return seen;
    }
}
