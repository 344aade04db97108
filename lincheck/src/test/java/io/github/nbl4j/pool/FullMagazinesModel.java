// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/** Full magazines through the {@link Depot}: the hottest first, each to one thread, with all its slots. */
public final class FullMagazinesModel extends SlotModel {
    private static final int FULL = 2;

    private final Depot depot;

    public FullMagazinesModel() {
        this(setUp(FULL * Magazine.CAPACITY));
    }

    private static Depot setUp(final int capacity) {
        return new Depot(capacity, 1);
    }

    private FullMagazinesModel(final Depot depot) {
        super(new int[depot.magazines().length]);
        this.depot = depot;
    }

    @Operation
    public int take(@Param(gen = ThreadIdGen.class) final int thread) {
        final Magazine magazine = depot.takeFull(thread);
        return magazine == null ? NONE : taken(thread, magazine.isFull() ? magazine.id : NONE);
    }

    @Operation
    public int give(@Param(gen = ThreadIdGen.class) final int thread) {
        final int id = handBack(thread);
        if (id >= 0) {
            final Magazine magazine = depot.magazines()[id];
            // The giver owns its contents until the give: they change, and come to the same.
            magazine.put(magazine.take());
            giveBack(id);
        }
        return id;
    }

    @Override
    void giveBack(final int id) {
        depot.giveFull(depot.magazines()[id]);
    }

    @Override
    void requireAll() {
        if (depot.resting() != FULL * Magazine.CAPACITY) {
            throw new IllegalStateException("all slots must be in the depot: " + depot.resting());
        }
        for (int i = 0; i < FULL; i++) {
            final Magazine magazine = depot.takeFull(0);
            if (magazine == null || !magazine.isFull()) {
                throw new IllegalStateException("a full magazine must be there: " + i);
            }
        }
    }
}
