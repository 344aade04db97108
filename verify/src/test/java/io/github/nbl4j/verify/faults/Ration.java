// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.faults;

/** How many objects the library may still make: what {@link RationedLoader} loads asks here at each. */
public final class Ration {
    /** 0 for as many as it likes. */
    private static int left;

    private static boolean refused;

    private Ration() {}

    /** An object or array is being made. */
    public static void take() {
        if (left > 0 && --left == 0) {
            refused = true;
            throw new OutOfMemoryError("the ration is over");
        }
    }

    /** The heap has no room for the k-th object from now on; for later ones it has. */
    static void refuse(final int k) {
        left = k;
        refused = false;
    }

    /** Whether the k-th was asked for. */
    static boolean end() {
        left = 0;
        return refused;
    }
}
