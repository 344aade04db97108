// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify;

import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.pool.SlotPool;

/** The end of an environment: everything is home, so the memory must go. */
public final class Closing {
    private Closing() {}

    /**
     * Closes pools and the environment that they belong to.
     *
     * @param environment closed last.
     * @param pools that were created beside its own.
     * @throws IllegalStateException when one of the pools keeps its memory.
     */
    public static void close(final NetBufferEnvironment environment, final SlotPool... pools) {
        for (final SlotPool pool : pools) {
            pool.close();
        }
        environment.close();
        for (final SlotPool pool : environment.pools()) {
            if (!pool.isReleased()) {
                throw new IllegalStateException(
                        "a closed pool whose slots are home must be released: " + pool.counters());
            }
        }
    }
}
