// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.medium;

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;

/**
 * A lane's side of a {@link Medium}. One thread.
 *
 * @param <P> what stands for a lane's clone of a packet.
 */
public interface Receiver<P> extends AutoCloseable {
    /**
     * Reads every byte.
     *
     * @param packet a clone.
     * @param seed the hash so far.
     * @return {@code 31 * hash + byte}, byte by byte.
     */
    int hash(P packet, int seed);

    /**
     * Puts a header in front of this clone alone, and gathers.
     *
     * @param packet a clone.
     * @param header bytes to copy.
     * @param length of the header in bytes.
     * @return as {@link #gather}; -1 when no private memory is free now: nothing changed.
     */
    int encapsulate(P packet, DirectBuffer header, int length);

    /**
     * Makes {@link #segments()} the bytes of this clone, ready for a gathering write.
     *
     * @param packet a clone, or fragments, one behind the other.
     * @return how many segments.
     */
    int gather(P packet);

    /**
     * Joins fragments.
     *
     * @param fragments of one packet, in order; they stay the lane's.
     * @return the packet, to be released; null when no memory is free now: nothing changed.
     * @throws IllegalStateException when a fragment's header is wrong or does not continue the one before.
     * @throws UnsupportedOperationException where the medium would have to copy: it runs without that lane.
     */
    default P reassemble(final P fragments) {
        throw new UnsupportedOperationException("medium must reassemble without copying");
    }

    /**
     * What was gathered last.
     *
     * @return buffers whose remaining bytes are the data; more may follow than were gathered.
     */
    ByteBuffer[] segments();

    /**
     * Gives the clone back.
     *
     * @param packet a clone.
     */
    void release(P packet);

    @Override
    void close();
}
