// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.medium;

import io.github.nbl4j.fanout.capture.Capture;

/**
 * One way to bring a packet from a source to several lanes: ours, or what a user would otherwise take.
 *
 * @param <P> what stands for a packet, and for a lane's clone of it.
 */
public interface Medium<P> extends AutoCloseable {
    /**
     * What reports call it.
     *
     * @return the name.
     */
    String name();

    /**
     * The source's side. Called on the source's thread.
     *
     * @param capture whose current packet is received.
     * @return the source, to be closed on that thread.
     */
    Source<P> openSource(Capture capture);

    /**
     * A lane's side. Called on the lane's thread.
     *
     * @return the receiver, to be closed on that thread.
     */
    Receiver<P> openReceiver();

    /**
     * Packets and clones that were never given back. After all sources and receivers were closed.
     *
     * @return how many; always 0 where the garbage collector decides.
     */
    long leaked();

    /** Gives all memory back. */
    @Override
    void close();
}
