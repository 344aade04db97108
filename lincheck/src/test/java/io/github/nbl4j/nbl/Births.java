// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

/** Opens the births of a list to the models: nobody waits for millions of clones. See {@link Lineage}. */
public final class Births {
    private Births() {}

    /** So many more births, and the next one must fold. */
    public static void presetToFoldAfter(final NetBufferList list, final int births) {
        list.presetBirths(Lineage.GUARD - births);
    }
}
