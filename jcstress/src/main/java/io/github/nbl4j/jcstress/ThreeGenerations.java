// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.nbl.NetBufferList;

/** The state of a test about a list, its clone and the clone of that. */
abstract class ThreeGenerations {
    static final Lists LISTS = new Lists(1, 2, 0);

    final Reclaim reclaim = new Reclaim();
    final NetBufferList original = LISTS.allocate(reclaim);
    final NetBufferList clone = LISTS.cloneOf(original);
    final NetBufferList cloneOfClone = LISTS.cloneOf(clone);
}
