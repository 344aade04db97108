// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.soak;

import java.util.concurrent.Phaser;

/** Where all lanes stand still between two steps while somebody looks at the books: those are exact at rest only. */
final class Rest {
    private final Phaser phaser;
    private volatile boolean wanted;

    Rest(final int lanes) {
        phaser = new Phaser(lanes + 1);
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

    /** Whoever is no lane: runs while all lanes stand still. */
    void during(final Runnable look) {
        wanted = true;
        phaser.arriveAndAwaitAdvance();
        wanted = false;
        try {
            look.run();
        } finally {
            phaser.arriveAndAwaitAdvance();
        }
    }
}
