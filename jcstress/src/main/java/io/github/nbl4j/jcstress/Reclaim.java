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
public final class Reclaim implements MdlCompletion {
    public int first;
    public int second;
    public int third;
    int fourth;

    private final AtomicInteger times = new AtomicInteger();
    private int seen;

    @Override
    public void completed(final Mdl mdl) {
        seen = first + second + third + fourth;
        times.incrementAndGet();
    }

    /** How often it came. */
    public int times() {
        return times.get();
    }

    /** Of how many parties the reclaimer saw the write. */
    public int seen() {
        return seen;
    }
}
