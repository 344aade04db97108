// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress.canary;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lineage in small: the owner's plain words, the children's atomic one, and the reclaim. It is right; each canary takes
 * one step in another way or another order.
 */
final class SmallLineage {
    static final long BIAS = 1L << 38;

    /** FREE, OWNED or RELEASED; plain, like the births. */
    int phase = 1;

    long births;
    final AtomicLong state = new AtomicLong(BIAS);

    // What the two parties wrote last, and how much of it the reclaimer saw: plain.
    int first;
    int second;
    int seen;
    private final AtomicInteger reclaims = new AtomicInteger();

    SmallLineage(final long births) {
        this.births = births;
    }

    /** The owner's free, first half. */
    void release() {
        phase = 2;
    }

    /** The owner's free, second half. True: no child lives. */
    boolean ownerGone() {
        return state.addAndGet(births - BIAS) == 0;
    }

    /** True: this was the last child of a released parent. */
    boolean childGone() {
        return state.addAndGet(-1) == 0;
    }

    void reclaimIf(final boolean last) {
        if (last) {
            reclaim();
        }
    }

    void reclaim() {
        seen = first + second;
        state.setOpaque(BIAS);
        phase = 0;
        reclaims.incrementAndGet();
    }

    int reclaims() {
        return reclaims.get();
    }
}
