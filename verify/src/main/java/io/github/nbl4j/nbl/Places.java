// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

/** Which threads meet at one place of an environment's table of handles. */
public final class Places {
    private Places() {}

    /** Whether only one of two threads can have a handle of its own. */
    public static boolean areOne(final long oneId, final long otherId) {
        return (oneId - otherId) % NetBufferEnvironment.PLACES == 0;
    }
}
