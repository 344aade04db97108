// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;

/**
 * Receives a list whose owner gave it up while lists derived from it lived; see {@link NetBufferListCache#complete}.
 */
@FunctionalInterface
@Irql(Irql.Level.DISPATCH_LEVEL)
public interface NetBufferListCompletion {
    /**
     * The last list derived from this one is gone, and the list begins a new life: same structure, data and words, no
     * children, not shared, no next, a new handle. Called once, on the thread of that last free, under its rules: it
     * must not wait. It may free the list, send it on, derive from it, or give it up again; where it frees a derived
     * list whose parent waits too, that parent's completion runs inside this one.
     *
     * @param list owned by the receiver from now on. If this method throws, it must not have handed the list on: the
     *     list is freed, unless it freed it itself, and what it threw is thrown by the free that it runs in, after that
     *     has done all its work.
     */
    void completed(NetBufferList list);
}
