// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/** Broken: an empty magazine is claimed by a read of its state and a store. {@link EmptyMagazinesModel} has the CAS. */
public final class ClaimWithoutCasCanary extends SlotModel {
    private static final int COUNT = 2;

    private final Magazine[] magazines = {new Magazine(0, 1), new Magazine(1, 1)};

    public ClaimWithoutCasCanary() {
        super(new int[COUNT]);
    }

    @Operation
    public int take(@Param(gen = ThreadIdGen.class) final int thread) {
        for (final Magazine magazine : magazines) {
            if (magazine.state() == Magazine.EMPTY) {
                magazine.publish(Magazine.LOADED);
                return whether(taken(thread, magazine.id));
            }
        }
        return 0;
    }

    @Operation
    public void give(@Param(gen = ThreadIdGen.class) final int thread) {
        final int id = handBack(thread);
        if (id >= 0) {
            giveBack(id);
        }
    }

    @Override
    void giveBack(final int id) {
        magazines[id].publish(Magazine.EMPTY);
    }

    @Override
    void requireAll() {}
}
