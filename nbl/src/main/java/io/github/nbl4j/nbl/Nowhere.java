// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Where views of no memory point: length 0, so that Agrona's bounds checks refuse every access. With these off a stale
 * view touches a page that nobody uses, up to 64 KiB behind its start, and not address 0 or what was given back. One
 * for each loader of this class and never given back, because nobody knows how long users keep their views.
 */
final class Nowhere {
    /** More than any context block, and any packet of an Ethernet. */
    private static final int BYTES = 1 << 16;

    private static final long ADDRESS = UnsafeApi.allocateMemory(BYTES);

    static {
        UnsafeApi.setMemory(ADDRESS, BYTES, (byte) 0);
    }

    private Nowhere() {}

    static UnsafeBuffer view() {
        return new UnsafeBuffer(ADDRESS, 0);
    }

    /** As if made by {@link #view()}. By address: it lets go of a ByteBuffer or array, and stores no other one. */
    static void show(final UnsafeBuffer view) {
        view.wrap(ADDRESS, 0);
    }
}
