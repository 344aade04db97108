// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

/**
 * What one subject does at a fixed rate, in slices between which others have their turn, so that what the machine does
 * at its worst hits all alike.
 */
record Round(int slices, long seconds, long perSecond) {
    /** How many of each kind there is room for. */
    static final int LONG_SAMPLES = 1 << 20;

    /** Calls before each slice that have the machine for themselves: ten million of them in ten slices. */
    static final int ALONE = 1_000_000;

    /** Of each slice. */
    long packets() {
        return seconds * perSecond;
    }
}
