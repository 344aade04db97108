// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * Single slots through the {@link Depot} of checked mode: one rests in quarantine, the second thread has the other. Who
 * finds none must be right, whatever goes from a place before the look to one behind it, or to the overflow stack.
 */
public final class QuarantineModel extends SlotModel {
    private static final int SLOTS = 2;

    private final Depot depot;

    public QuarantineModel() {
        this(setUp(2));
    }

    private static Depot setUp(final int places) {
        return new Depot(SLOTS, 0, new Quarantine(places));
    }

    private QuarantineModel(final Depot depot) {
        super(new int[SLOTS]);
        this.depot = depot;
        setUp();
    }

    private void setUp() {
        take(1);
        take(2);
        give(1);
    }

    @Operation
    public int take(@Param(gen = ThreadIdGen.class) final int thread) {
        return whether(taken(thread, depot.takeSlot(-1)));
    }

    @Operation
    public void give(@Param(gen = ThreadIdGen.class) final int thread) {
        final int slot = handBack(thread);
        if (slot >= 0) {
            giveBack(slot);
        }
    }

    @Override
    void giveBack(final int slot) {
        final int leaving = depot.quarantine().exchange(slot);
        if (leaving >= 0) {
            depot.giveSlot(leaving);
        }
    }

    @Override
    void requireAll() {
        int seen = 0;
        for (int i = 0; i < SLOTS; i++) {
            seen |= 1 << depot.takeSlot(-1);
        }
        if (seen != (1 << SLOTS) - 1 || depot.takeSlot(-1) >= 0 || !depot.hasNone()) {
            throw new IllegalStateException("each slot must be there once: seen=" + Integer.toBinaryString(seen));
        }
    }
}
