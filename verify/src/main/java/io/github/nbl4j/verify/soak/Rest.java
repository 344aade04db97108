// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.soak;

import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where all lanes stand still between two steps while somebody looks at the books: those are exact at rest only. */
final class Rest {
    private final Phaser phaser;
    private final int patience;
    private volatile boolean wanted;

    /** After so many seconds a lane that did not come hangs: a step takes far less. */
    Rest(final int lanes, final int patienceSeconds) {
        phaser = new Phaser(lanes + 1);
        patience = patienceSeconds;
    }

    /** A lane, between two steps. */
    void pauseIfWanted() {
        if (wanted) {
            phaser.arriveAndAwaitAdvance();
            phaser.arriveAndAwaitAdvance();
        }
    }

    /** A lane that will not pause any more. */
    void leave() {
        phaser.arriveAndDeregister();
    }

    /** Whoever is no lane: runs while all lanes stand still. Throws when one of them does not come. */
    void during(final Runnable look) throws InterruptedException {
        wanted = true;
        awaitLanes();
        wanted = false;
        try {
            look.run();
        } finally {
            awaitLanes();
        }
    }

    /** The same: until the last lane has left. */
    void end() throws InterruptedException {
        while (phaser.getRegisteredParties() > 1) {
            awaitLanes();
        }
    }

    private void awaitLanes() throws InterruptedException {
        try {
            phaser.awaitAdvanceInterruptibly(phaser.arrive(), patience, TimeUnit.SECONDS);
        } catch (final TimeoutException ex) {
            throw new IllegalStateException(
                    "every lane must come to rest: missing=" + phaser.getUnarrivedParties() + " (it hangs)", ex);
        }
    }
}
