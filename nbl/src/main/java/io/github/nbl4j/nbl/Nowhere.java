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

    /**
     * Of the first view, and not of a static initializer: that would fail for good for want of heap. Plain: two threads
     * may make one each; who has a view sees one, by whatever gave it the view.
     */
    private static byte[] bytesOfNobody;

    private Nowhere() {}

    static UnsafeBuffer view() {
        if (bytesOfNobody == null) {
            bytesOfNobody = new byte[BYTES];
        }
        return new UnsafeBuffer(bytesOfNobody, 0, 0);
    }

    /** As if made by {@link #view()}: it lets go of what it showed. */
    static void show(final UnsafeBuffer view) {
        view.wrap(bytesOfNobody, 0, 0);
    }
}
