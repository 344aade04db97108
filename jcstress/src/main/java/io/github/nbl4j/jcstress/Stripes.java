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

    /**
     * Takes two slots, one after the other, marks each as held, and gives them back.
     *
     * @param mark of the thread, not 0.
     * @return how many were marked already or lost their mark meanwhile: somebody else held them too.
     */
    static int borrowTwo(final ConfinedTable<NumbersHandle> table, final Numbers pool, final int mark) {
        final int[] contents = pool.contents;
        final int first = take(table, pool);
        int foreign = contents[first] == 0 ? 0 : 1;
        contents[first] = mark;
        // Its CAS comes before the second look at the first.
        final int second = take(table, pool);
        foreign += contents[second] == 0 ? 0 : 1;
        contents[second] = mark;
        foreign += contents[first] == mark ? 0 : 1;
        contents[first] = 0;
        give(table, pool, first);
        foreign += contents[second] == mark ? 0 : 1;
        contents[second] = 0;
        give(table, pool, second);
        return foreign;
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
