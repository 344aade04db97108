// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import io.github.nbl4j.pool.Confined.Role;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * A pool whose only cache a dead thread holds, with slots in both magazines: whoever finds it, as it takes or closes,
 * brings them home, and one of the living has the cache from then on.
 */
public final class TakeOverModel extends ClosingModel {
    public TakeOverModel() {
        // As many as all calls may take: who brings the others home has them in hand meanwhile.
        super(8);
        setUp();
    }

    private void setUp() {
        take(pool.uncached(), 1);
        take(pool.uncached(), 2);
        final Numbers.Handle left = new Numbers.Handle(Role.EXPLICIT);
        final int[] slots = new int[Magazine.CAPACITY + 1];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = left.cache(pool).take();
        }
        for (final int slot : slots) {
            left.cache(pool).give(slot);
        }
        left.letGo();
        // One that never began is not alive either.
        left.tryOwn(null, new Thread());
    }

    @Operation
    public int takeTwo(@Param(gen = ThreadIdGen.class) final int thread) {
        return takeTwo(cache(thread), thread);
    }

    @Operation
    public void reopenHandle(@Param(gen = ThreadIdGen.class) final int thread) {
        reopen(thread);
    }
}
