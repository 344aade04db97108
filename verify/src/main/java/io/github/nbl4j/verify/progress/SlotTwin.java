// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

/** A pool of eight slots that is broken on purpose, in its structure or in the operation. */
abstract class SlotTwin extends Subject {
    static final int SLOTS = 8;

    /** A slot, or -1 when there is none. */
    abstract int take();

    abstract void give(int slot);

    @Override
    void prepare() {
        for (int slot = 0; slot < SLOTS; slot++) {
            give(slot);
        }
    }

    @Override
    int work() {
        int refused = 0;
        for (int i = 0; i < OPERATIONS; i++) {
            final int slot = take();
            if (slot < 0) {
                refused++;
            } else {
                give(slot);
            }
        }
        return refused;
    }
}
