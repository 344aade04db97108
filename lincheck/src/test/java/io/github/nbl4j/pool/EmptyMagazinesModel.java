// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * Empty magazines through the {@link Depot}, by the queue's hints and by the scan. "None" is not exact and which one
 * comes is open, so a result only says whether somebody else has it; but none may be lost: at rest all are found.
 */
public final class EmptyMagazinesModel extends SlotModel {
    private final Depot depot;

    public EmptyMagazinesModel() {
        this(setUp(1));
    }

    private EmptyMagazinesModel(final Depot depot) {
        super(new int[depot.magazines().length]);
        this.depot = depot;
        setUp();
    }

    private static Depot setUp(final int capacity) {
        return new Depot(capacity, 1);
    }

    private void setUp() {
        final Magazine[] magazines = depot.magazines();
        // What a scan found: its hint is stale.
        magazines[0].claim(Magazine.EMPTY, Magazine.LOADED);
        taken(1, 0);
        // What the queue refused: it has no hint.
        taken(2, depot.takeEmpty(0, 0).id);
        magazines[handBack(2)].publish(Magazine.EMPTY);
        taken(2, 3);
        magazines[3].claim(Magazine.EMPTY, Magazine.LOADED);
    }

    @Operation
    public int take(@Param(gen = ThreadIdGen.class) final int thread) {
        final Magazine magazine = depot.takeEmpty(thread, thread);
        return magazine != null && taken(thread, magazine.id) == TWICE ? TWICE : 0;
    }

    @Operation
    public int give(@Param(gen = ThreadIdGen.class) final int thread) {
        final int id = handBack(thread);
        if (id >= 0) {
            giveBack(id);
        }
        return 0;
    }

    @Override
    void giveBack(final int id) {
        depot.giveEmpty(depot.magazines()[id]);
    }

    @Override
    void requireAll() {
        for (int i = 0; i < depot.magazines().length; i++) {
            if (taken(1, depot.takeEmpty(0, 0).id) == TWICE) {
                throw new IllegalStateException("each magazine must be there once: " + i);
            }
        }
    }
}
