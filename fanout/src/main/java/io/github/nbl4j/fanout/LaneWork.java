// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import io.github.nbl4j.fanout.medium.Receiver;
import java.io.IOException;

/**
 * What a lane does with its clones. Called on the lane's thread only.
 *
 * @param <P> what stands for a clone.
 */
interface LaneWork<P> extends AutoCloseable {
    /** What reports call it. */
    String name();

    /**
     * Handles one clone, which the lane releases afterwards.
     *
     * @param packet number of the packet in the capture.
     * @return false when no private memory is free now: to be called again.
     */
    boolean handle(Receiver<P> receiver, P clone, int packet) throws IOException;

    /** A round begins: what the rounds before left counts no more. */
    void restart() throws IOException;

    /** The running hash over every byte read in this round; 0 where the lane does not read them all. */
    int hash();

    /** Payload bytes of the last round that the lane had to copy; after the run. */
    default long copiedBytes() {
        return 0;
    }

    @Override
    void close() throws IOException;
}
