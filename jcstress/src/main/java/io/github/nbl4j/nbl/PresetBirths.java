// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

/** Opens the births of a list to the stress tests: nobody waits for millions of clones. See {@link Lineage}. */
public final class PresetBirths {
    /** One clone more, and the next one must fold. */
    public static final long BEFORE_GUARD = Lineage.GUARD - 1;

    private PresetBirths() {}

    public static void preset(final NetBufferList list, final long births) {
        list.presetBirths(births);
    }
}
