// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

/**
 * Opens the births of a list: nobody waits for millions of clones. It stands in the package of lists, which the class
 * path allows and which no published jar contains.
 */
public final class PresetBirths {
    private PresetBirths() {}

    /**
     * One clone more, and the next one must fold. See {@link Lineage}.
     *
     * @param list owned by the caller, and not cloned yet.
     */
    public static void beforeFold(final NetBufferList list) {
        list.presetBirths(Lineage.GUARD - 1);
    }
}
