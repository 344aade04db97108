// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.medium;

/**
 * The source's side of a {@link Medium}. One thread.
 *
 * @param <P> what stands for a packet.
 */
public interface Source<P> extends AutoCloseable {
    /**
     * Takes memory for the capture's current packet.
     *
     * @return the packet, without its bytes, or null when no memory is free now.
     */
    P allocate();

    /**
     * Reads the capture's current packet into it.
     *
     * @param packet from {@link #allocate()}.
     */
    void receive(P packet);

    /**
     * Makes a clone for each lane.
     *
     * @param packet from {@link #allocate()}.
     * @param clones receives them.
     * @return false when no memory is free now: nothing changed.
     */
    boolean cloneFor(P packet, P[] clones);

    /**
     * What the lane with an MTU gets: a packet that is too long for it as fragments, any other as a clone.
     *
     * @param packet the original.
     * @return null when no memory is free now: nothing changed.
     * @throws UnsupportedOperationException where the medium would have to copy: it runs without that lane.
     */
    default P fragment(final P packet) {
        throw new UnsupportedOperationException("medium must fragment without copying");
    }

    /**
     * How many bytes of a clone's payload are not the packet's own bytes in memory.
     *
     * @param packet the original.
     * @param clone of it, or its fragments.
     * @return 0 when nothing was copied.
     */
    long copiedBytes(P packet, P clone);

    /**
     * Gives the original up; its clones live on.
     *
     * @param packet from {@link #allocate()}.
     */
    void release(P packet);

    @Override
    void close();
}
