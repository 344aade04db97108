// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import org.agrona.concurrent.UnsafeBuffer;

/** Turns Agrona's {@code IllegalAccessError} into the one sentence that helps. */
@Irql(Irql.Level.PASSIVE_LEVEL)
public final class Preflight {
    /** The option that Agrona needs in every JVM that loads it. */
    public static final String REQUIRED_OPTION = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";

    private Preflight() {}

    /**
     * Proves that Agrona's buffers work in this JVM. PASSIVE_LEVEL; every pool calls it first.
     *
     * @throws IllegalStateException naming the missing JVM option.
     */
    public static void check() {
        try {
            new UnsafeBuffer(new byte[Long.BYTES]).putLong(0, 1);
        } catch (final IllegalAccessError | ExceptionInInitializerError | NoClassDefFoundError ex) {
            throw new IllegalStateException(
                    "add this option to the JVM: " + REQUIRED_OPTION
                            + " (Agrona reads and writes off-heap memory through it)",
                    ex);
        }
    }
}
