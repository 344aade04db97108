// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

/** What one of the two threads does: made, used and closed on that thread. */
interface Side extends AutoCloseable {
    /**
     * Does some units of work: a few microseconds, so that reading the clock between two calls costs nothing.
     *
     * @return how many; 0 when there was nothing to do.
     */
    int work();

    /**
     * Units that wait for this side.
     *
     * @return 0 for a side that nobody feeds.
     */
    default int waiting() {
        return 0;
    }

    /**
     * Ends the run: looks at each unit that still waits, verifies that it is what it should be, and does it.
     *
     * @return how many.
     * @throws IllegalStateException when a unit is not what it should be.
     */
    default int inspect() {
        return 0;
    }

    @Override
    void close();
}
