// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

/**
 * Gives a slot back twice, past all that refuses it. It stands in the package of pools, which the class path allows and
 * which no published jar contains.
 */
public final class GivenTwice {
    private GivenTwice() {}

    /**
     * Leaves a slot twice in the caller's magazine.
     *
     * @param by handle of the calling thread.
     * @param pool that nobody else uses meanwhile.
     */
    public static void slotOf(final Confined by, final SlotPool pool) {
        final SlotCache cache = by.cache(pool);
        final int slot = cache.take();
        cache.give(slot);
        cache.give(slot);
    }
}
