// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.NetBufferList;

/** The state of a test about a list and its two clones, each party on a thread of its own; the owner is the first. */
abstract class TwoChildren {
    static final Lists LISTS = new Lists(1, 2, 0);

    final Reclaim reclaim = new Reclaim();
    final NetBufferList parent = LISTS.allocate(reclaim);
    private final NetBufferList one = LISTS.cloneOf(parent);
    private final NetBufferList two = LISTS.cloneOf(parent);

    final void freeOne() {
        reclaim.second = 1;
        LISTS.free(one);
    }

    final void freeTwo() {
        reclaim.third = 1;
        LISTS.free(two);
    }
}
