// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.Confined;
import io.github.nbl4j.pool.ConfinedTable;
import io.github.nbl4j.pool.Owners;
import java.util.concurrent.locks.LockSupport;

/** Tables in which no thread of a test finds a place of its own, so that they all borrow stripes. */
final class Stripes {
    private static final Thread KEEPER = keeper();

    private Stripes() {}

    /** A table whose only place belongs to a thread that never ends. */
    static ConfinedTable<NumbersHandle> table(final int stripes) {
        return new ConfinedTable<>(1, stripes, Stripes::handle);
    }

    static int take(final ConfinedTable<NumbersHandle> table, final Numbers pool) {
        final NumbersHandle handle = table.enter();
        final int slot = handle.take(pool);
        table.exit(handle);
        return slot;
    }

    static void give(final ConfinedTable<NumbersHandle> table, final Numbers pool, final int slot) {
        final NumbersHandle handle = table.enter();
        handle.give(pool, slot);
        table.exit(handle);
    }

    private static NumbersHandle handle(final Confined.Role role) {
        final NumbersHandle handle = new NumbersHandle(role);
        if (role == Confined.Role.THREAD) {
            Owners.give(handle, KEEPER);
        }
        return handle;
    }

    private static Thread keeper() {
        final Thread keeper = new Thread(Stripes::park, "keeper");
        keeper.setDaemon(true);
        keeper.start();
        return keeper;
    }

    private static void park() {
        while (true) {
            LockSupport.park();
        }
    }
}
