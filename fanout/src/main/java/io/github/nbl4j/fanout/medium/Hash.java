// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.medium;

import org.agrona.DirectBuffer;

/** The running hash that proves that a lane read every byte, in order. */
public final class Hash {
    private Hash() {}

    /**
     * Reads every byte of a range.
     *
     * @param buffer where.
     * @param offset first byte.
     * @param length in bytes.
     * @param seed the hash so far.
     * @return {@code 31 * hash + byte}, byte by byte.
     */
    public static int of(final DirectBuffer buffer, final int offset, final int length, final int seed) {
        int hash = seed;
        for (int i = offset, end = offset + length; i < end; i++) {
            hash = 31 * hash + buffer.getByte(i);
        }
        return hash;
    }
}
