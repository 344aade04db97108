// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

/**
 * What is compared. A JVM opens one of them only, so that no call has a second implementation. All give 2,048 bytes to
 * a packet and use 1,500 of them, which begin with two longs: its number, and when it was meant to start.
 *
 * @param <C> what a lane's queue carries.
 */
interface Subject<C> {
    int LANES = 4;
    int LANE_CAPACITY = 1024;
    int BUFFER = 2048;
    int HEADROOM = 64;
    int LENGTH = 1500;
    int OUTSTANDING = 64;

    /** On the producer's thread. */
    Source<C> openSource();

    /** On the consumer's thread. */
    Sink<C> openSink();

    /** After both were closed: throws unless everything is back where it was. */
    void close();

    /** The producer's side, which runs out of nothing: it throws if it does. */
    interface Source<C> {
        /** An array with a place for each lane. */
        C[] lanes();

        /** Allocates a packet, writes its header, makes a clone for each lane, and frees the packet itself. */
        void packet(long number, long intended, C[] clones);

        /** Frees the oldest of 64 clones of one packet, and makes another. */
        void cloneAndFree();

        void close();
    }

    /** The consumer's side. */
    interface Sink<C> {
        long number(C clone);

        long intended(C clone);

        void free(int lane, C clone);

        void close();
    }

    static Subject<?> open(final String name) {
        switch (name) {
            case Latency.OURS:
                return new Nbl4jSubject(true);
            case Latency.IN_ORDER:
                return new Nbl4jSubject(false);
            case "Netty pooled":
                return NettySubject.pooled();
            case "Netty adaptive":
                return NettySubject.adaptive();
            case "copying":
                return new CopyingSubject();
            default:
                throw new IllegalArgumentException("subject must be one of the table: name=" + name);
        }
    }

    /** Within a loop that waits for the other thread; throws when that thread failed. */
    static void requireOther() {
        require(!Thread.currentThread().isInterrupted(), "the other thread must go on (it failed)");
    }

    static void require(final boolean holds, final String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }
}
