// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * Threads without a handle of their own: they meet at one stripe, a cache that is borrowed for one call, and who finds
 * it busy goes to the depot and breaks a magazine up. There are slots enough for all: nobody may be told "exhausted".
 */
public final class StripeModel extends NumbersModel {
    private final ConfinedTable<Numbers.Handle> table = setUp();

    public StripeModel() {
        super(setUp(1, 1));
    }

    private static ConfinedTable<Numbers.Handle> setUp() {
        final ConfinedTable<Numbers.Handle> table = new ConfinedTable<>(1, 1, Numbers.Handle::new);
        // The only place that a thread could keep belongs to one that makes no calls.
        table.enter();
        return table;
    }

    @Operation
    public int take(@Param(gen = ThreadIdGen.class) final int thread) {
        final Numbers.Handle handle = table.enter();
        final int taken = take(handle.cache(pool), thread);
        table.exit(handle);
        return whether(taken);
    }

    @Operation
    public void give(@Param(gen = ThreadIdGen.class) final int thread) {
        final Numbers.Handle handle = table.enter();
        give(handle.cache(pool), thread);
        table.exit(handle);
    }
}
