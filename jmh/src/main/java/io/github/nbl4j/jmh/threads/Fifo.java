// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import io.github.nbl4j.jmh.FifoBenchmark;

/** A side that has 64 objects out, frees the oldest and allocates a new one: the same on both threads. */
abstract class Fifo implements Side {
    static final int OUTSTANDING = FifoBenchmark.OUTSTANDING;

    /** Times that a call of {@link #work} goes round. */
    private static final int ROUNDS = 16;

    /** Replaces each of the 64, the oldest first. */
    abstract void round();

    @Override
    public final int work() {
        for (int i = 0; i < ROUNDS; i++) {
            round();
        }
        return ROUNDS * OUTSTANDING;
    }
}
