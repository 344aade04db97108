// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Where views of no memory point: length 0, so that Agrona's bounds checks refuse every access. With these off a stale
 * view touches bytes that nobody uses, up to 64 KiB behind its start, and not address 0 or what was given back.
 */
final class Nowhere {
    /** More than any context block, and any packet of an Ethernet. */
    private static final int BYTES = 1 << 16;

    /** On the heap: what is built in a static initializer must not fail for want of direct memory. */
    private static final byte[] BYTES_OF_NOBODY = new byte[BYTES];

    private Nowhere() {}

    static UnsafeBuffer view() {
        return new UnsafeBuffer(BYTES_OF_NOBODY, 0, 0);
    }

    /** As if made by {@link #view()}: it lets go of what it showed. */
    static void show(final UnsafeBuffer view) {
        view.wrap(BYTES_OF_NOBODY, 0, 0);
    }
}
