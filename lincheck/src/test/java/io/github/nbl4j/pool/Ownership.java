// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

/** Opens handles to the models: one that was made by the thread that sets a model up is its first user's. */
public final class Ownership {
    private Ownership() {}

    public static void letGo(final Confined handle) {
        handle.letGo();
    }
}
