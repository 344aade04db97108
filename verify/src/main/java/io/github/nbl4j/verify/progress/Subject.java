// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

/** One operation, on pools of its own: what one thread is stopped in while another goes on. */
abstract class Subject {
    /** Of each kind that the other thread does each time. */
    static final int OPERATIONS = 100;

    /** Builds the pools and brings them where the interesting way begins. By the thread that operates. */
    abstract void prepare();

    /** The operation. By the thread that is stopped at its every bytecode. */
    abstract void operate();

    /** So many slots the operation can have in hand: no more may be missing when it breaks off. */
    int hand() {
        return 1;
    }

    /**
     * {@link #OPERATIONS} of each kind, by another thread.
     *
     * @return how many found nothing.
     */
    abstract int work();

    /**
     * Gives back all that is held, reads the books and closes the pools. By the thread that operates.
     *
     * @param whole whether the operation came to its end; else what it had in hand is missing, and is reclaimed.
     * @return the books.
     */
    abstract Books settle(boolean whole);
}
