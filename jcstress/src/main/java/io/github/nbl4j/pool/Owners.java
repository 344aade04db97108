// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

/** Hands the ownership of handles about, as their owners do between calls, for the stress tests. */
public final class Owners {
    private Owners() {}

    /** Makes a thread the owner of a handle that has none. */
    public static void give(final Confined handle, final Thread owner) {
        if (!handle.tryOwn(null, owner)) {
            throw new IllegalStateException("a handle must have no owner: " + handle);
        }
    }

    /** Leaves a handle of the calling thread without owner, with its caches: the next caller becomes its owner. */
    public static void letGo(final Confined handle) {
        handle.letGo();
    }
}
